import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { NewWriteOff } from '../writeOff.schema.ts'
import { writeOffText } from '../writeOff.text.ts'
import { useRefresh, writeOffCalls } from './useCollectionCalls.ts'

const fields: readonly Field[] = [
  {
    key: 'kind',
    label: writeOffText['writeOff.kind'],
    kind: 'choice',
    required: true,
    choices: (['rounding', 'bad_debt'] as const).map(value => ({
      value,
      label: writeOffText[`writeOff.kind.${value}`],
    })),
  },
  { key: 'amount', label: writeOffText['writeOff.amount'], kind: 'money', required: true },
  { key: 'reason', label: writeOffText['writeOff.reason'], kind: 'text', required: true, maxLength: 500 },
]

type Props = { readonly orderId: string; readonly open: string }

/** What an order will not bring any more: the rest of it, unless less is said. */
export function WriteOffSheet({ orderId, open }: Props) {
  const t = useText(writeOffText)
  const session = useSession()
  const go = useGo()
  const refresh = useRefresh()
  const [asking, setAsking] = useState(false)
  if (Number(open) <= 0 || !mayDo(session, 'writeOff.create')) return null
  const start = { kind: Number(open) <= 1 ? 'rounding' : 'bad_debt', amount: open } as const
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const wish = { ...start, ...body } as Omit<NewWriteOff, 'orderId'> // the three fields above; the server checks every one
    const made = await writeOffCalls.create({ ...wish, orderId })
    await refresh()
    setAsking(false)
    if (made.state === 'requested') go(`/write-offs/${made.id}`)
  }
  return (
    <>
      <Button size="sm" kind="text" onClick={() => setAsking(true)}>
        {t('writeOff.new')}
      </Button>
      <Sheet open={asking} onClose={() => setAsking(false)} title={t('writeOff.new')}>
        <p className="t2">{t('writeOff.say')}</p>
        <RecordForm
          fields={fields}
          record={start}
          draftKey={`writeOff:${orderId}`}
          onSave={save}
          onCancel={() => setAsking(false)}
        />
      </Sheet>
    </>
  )
}
