import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import type { WholeContract } from '../contract.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls, useRefreshContract } from './useContractCalls.ts'

const fields: readonly Field[] = [
  { key: 'signer', label: contractScreenText['contract.signer'], kind: 'text', required: true, maxLength: 100 },
]

export function SendOutSheet({
  contract,
  onClose,
}: {
  readonly contract: WholeContract
  readonly onClose: () => void
}) {
  const t = useText(contractScreenText)
  const refresh = useRefreshContract()
  const { id, theirSigner, contactName } = contract
  const known = theirSigner ?? contactName ?? ''
  const send = async ({ signer = known }: Readonly<Record<string, unknown>>) => {
    await contractCalls.sendOut({ id, signer: String(signer) })
    await refresh()
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t('contract.sendOut')}>
      <RecordForm
        fields={fields}
        record={{ signer: known }}
        draftKey={`contract:${id}:envelope`}
        saveLabel={t('contract.sendOut')}
        onSave={send}
        onCancel={onClose}
      />
    </Sheet>
  )
}
