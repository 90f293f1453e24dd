import { useQueryClient } from '@tanstack/react-query'
import { followupApi } from '#features/followup/followup.api.ts'
import type { NewFollowup } from '#features/followup/followup.schema.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { receivableText } from '../receivable.text.ts'

const calls = client(followupApi, send)
const choices = (['call', 'wechat', 'email', 'visit'] as const).map(value => ({
  value,
  label: receivableText[`receivable.${value}`],
}))
const fields: readonly Field[] = [
  { key: 'kind', label: receivableText['receivable.kind'], kind: 'choice', required: true, choices },
  { key: 'content', label: receivableText['receivable.said'], kind: 'longText', required: true, maxLength: 10_000 },
  { key: 'promisedBy', label: receivableText['receivable.promisedBy'], kind: 'date' },
  { key: 'promised', label: receivableText['receivable.promised'], kind: 'money' },
]

type Payer = { readonly id: string; readonly customerName: string }
type Said = {
  readonly kind?: NewFollowup['kind']
  readonly content?: string
  readonly promisedBy?: string
  readonly promised?: string
}

/** A call about money in one go: how, what was said, and by when they promised to pay. */
export function DunningSheet({ payer, onClose }: { payer: Payer | undefined; onClose: () => void }) {
  const t = useText(receivableText)
  return (
    <Sheet
      open={payer !== undefined}
      onClose={onClose}
      title={payer ? `${payer.customerName} · ${t('receivable.log')}` : ''}
    >
      {payer && <Log payer={payer} onClose={onClose} />}
    </Sheet>
  )
}

function Log({ payer, onClose }: { payer: Payer; onClose: () => void }) {
  const t = useText(receivableText)
  const tell = useToast()
  const queries = useQueryClient()
  const save = async ({ kind = 'call', content = '', promisedBy, promised }: Said) => {
    const what = promised ? t('receivable.pays', { amount: promised }) : t('receivable.paysAll')
    const promises = promisedBy ? [{ what, kind: 'payment' as const, byWhen: promisedBy }] : []
    await calls.log({ subjectEntity: 'customer', subjectId: payer.id, kind, content, promises })
    await Promise.all(
      ['receivable', 'followup', 'customer', 'timeline'].map(key => queries.invalidateQueries({ queryKey: [key] })),
    )
    tell(t('receivable.logged'))
    onClose()
  }
  return (
    <RecordForm
      fields={fields}
      record={{ kind: 'call' }}
      draftKey={`dunning:${payer.id}`}
      // of the four fields above; the server checks every one
      onSave={body => save(body as Said)}
      onCancel={onClose}
    />
  )
}
