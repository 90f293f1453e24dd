import { addDays, systemClock, today } from '#kernel/clock.ts'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { NewCreditRelease, OrderRelease } from '../creditRelease.schema.ts'
import { creditReleaseText } from '../creditRelease.text.ts'
import { releaseCalls, useReleaseRefresh } from './useReleaseCalls.ts'

const amount: Field = { key: 'amount', label: creditReleaseText['creditRelease.amount'], kind: 'money', required: true }
const fields: readonly Field[] = [
  { key: 'until', label: creditReleaseText['creditRelease.until'], kind: 'date', required: true },
  {
    key: 'reason',
    label: creditReleaseText['creditRelease.reason'],
    kind: 'longText',
    required: true,
    maxLength: 500,
  },
]

type Props = {
  readonly orderId: string
  readonly needed: OrderRelease['needed']
  readonly open: boolean
  readonly onClose: () => void
}

/** What is needed stands there already; whoever may not see the limit asks without being told figures. */
export function ReleaseSheet({ orderId, needed, open, onClose }: Props) {
  const t = useText(creditReleaseText)
  const refresh = useReleaseRefresh()
  const { org } = useSession()
  // a week: long enough to ship, short enough not to be forgotten
  const until = addDays(today(systemClock, org.zone), 7)
  const start = { until, ...(needed !== null && { amount: needed }) }
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const wish = { ...start, ...body } as Omit<NewCreditRelease, 'orderId'> // the fields above; the server checks every one
    await releaseCalls.create({ ...wish, orderId })
    await refresh()
    onClose()
  }
  return (
    <Sheet open={open} onClose={onClose} title={t('creditRelease.ask')}>
      <div className="stack">
        <p className="t2">{t('creditRelease.say')}</p>
        <RecordForm
          fields={needed === null ? fields : [amount, ...fields]}
          record={start}
          draftKey={`creditRelease:${orderId}`}
          saveLabel={t('creditRelease.send')}
          onSave={save}
          onCancel={onClose}
        />
      </div>
    </Sheet>
  )
}
