import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { GivenLink } from '#ui/GivenLink.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls, useRefreshContract } from './useContractCalls.ts'

const fields: readonly Field[] = [
  { key: 'receiver', label: contractScreenText['contract.linkFor'], kind: 'text', maxLength: 100 },
]

/** How the customer gets the page where the contract is signed. */
export function GiveSheet({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useText(contractScreenText)
  const refresh = useRefreshContract()
  const [address, setAddress] = useState<string>()
  const make = async ({ receiver }: Readonly<Record<string, unknown>>) => {
    const { path } = await contractCalls.give({ id, ...(typeof receiver === 'string' && { receiver }) })
    setAddress(location.origin + path)
    await refresh()
  }
  const given = { copy: t('contract.linkCopy'), copied: t('contract.linkCopied'), code: t('contract.linkCode') }
  return (
    <Sheet open onClose={onClose} title={t('contract.giveLink')}>
      {address ? (
        <div className="stack">
          <GivenLink address={address} say={t('contract.linkSay')} {...given} />
        </div>
      ) : (
        <RecordForm
          fields={fields}
          record={{}}
          draftKey={`contract:${id}:link`}
          saveLabel={t('contract.linkMake')}
          onSave={make}
          onCancel={onClose}
        />
      )}
    </Sheet>
  )
}
