import { sum } from '#kernel/money.ts'
import { Money } from '#ui/Money.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { Board } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { useWorkTime } from './useHandoffCalls.ts'

export const halves = {
  lead: 's',
  deal: 's',
  quote: 's',
  wonNoOrder: 's',
  packet: 'seam',
  submit: 'c',
  review: 'c',
  supply: 'c',
  shipment: 'c',
  invoice: 'c',
  collection: 'c',
  service: 'c',
} as const

export function BoardHead({ board }: { board: Board }) {
  const t = useText(handoffText)
  const time = useWorkTime()
  const session = useSession()
  const running = board.columns.reduce((count, column) => count + column.count, 0)
  const amounts = board.columns.flatMap(column => column.amount ?? [])
  const isWhole = amounts.length === board.columns.length
  return (
    <header className="lane head">
      <span className="t3">
        {t('handoff.running', { count: running })}{' '}
        {isWhole && <Money amount={sum(amounts)} currency={session.org.currency} short />}
      </span>
      {board.columns.map(column => (
        <div key={column.key} className={halves[column.key]}>
          <b>{t(`handoff.col.${column.key}`)}</b>
          <p>
            <i>{column.count}</i>
            {column.late > 0 && <i className="late">{t('handoff.late', { count: column.late })}</i>}
            {column.count > 0 && (
              <small>{t('handoff.median', { at: time(column.median), allowed: time(column.allowed) })}</small>
            )}
          </p>
        </div>
      ))}
      <span />
    </header>
  )
}
