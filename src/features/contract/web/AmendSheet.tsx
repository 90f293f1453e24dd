import type { Field } from '#meta/entity.ts'
import { useGo } from '#ui/Link.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls, useRefreshContract } from './useContractCalls.ts'

const fields: readonly Field[] = [
  {
    key: 'reason',
    label: contractScreenText['contract.changeReason'],
    kind: 'longText',
    required: true,
    maxLength: 2000,
  },
]

/** A supplementary agreement begins with why. */
export function AmendSheet({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useText(contractScreenText)
  const go = useGo()
  const refresh = useRefreshContract()
  const save = async ({ reason }: Readonly<Record<string, unknown>>) => {
    const made = await contractCalls.amend({ id, reason: String(reason ?? '') })
    await refresh()
    go(`/contracts/${made.id}`)
  }
  return (
    <Sheet open onClose={onClose} title={t('contract.amend')}>
      <RecordForm fields={fields} record={{}} draftKey={`contract:${id}:amend`} onSave={save} onCancel={onClose} />
    </Sheet>
  )
}
