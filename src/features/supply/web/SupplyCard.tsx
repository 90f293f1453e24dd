import { Meter } from '#ui/Marks.tsx'
import { useNumber } from '#ui/Money.tsx'
import { Person } from '#ui/Person.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { Day } from '#ui/When.tsx'
import { supplyScreenText } from '../screen.text.ts'
import type { Supply } from '../supply.schema.ts'

const live: ReadonlySet<string> = new Set(['planned', 'in_progress'])
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Whole days past the day it was expected; nothing where it is not late. */
export function useLateness({
  state,
  expectedOn,
  neededBy,
}: Pick<Supply, 'state' | 'expectedOn' | 'neededBy'>): number {
  const today = useToday()
  const due = expectedOn ?? neededBy
  return live.has(state) && due !== null && due < today ? daysBetween(due, today) : 0
}

/** Under the product: how much of how much, for whom, until when, who sees to it. */
export function SupplyCard({ supply }: { supply: Supply }) {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const today = useToday()
  const late = useLateness(supply)
  const { qty, received, unit, kind, supplier, orderNumber, assigneeName, state } = supply
  const share = Math.min(100, (Number(received) / Number(qty)) * 100)
  const age = daysBetween(supply.createdAt.slice(0, 10), today)
  return (
    <>
      <p className="cut">
        {t(`supply.${kind}`)} · {orderNumber ?? t('supply.forStock')}
        {supplier && ` · ${supplier}`}
      </p>
      <p className="row nw">
        <b className="b">{t('supply.receivedOf', { received: number(received), qty: number(qty), unit })}</b>
        {share > 0 && share < 100 && <Meter share={share} tone="cool" />}
      </p>
      <footer>
        <DueWords supply={supply} late={late} />
        {live.has(state) && age > 0 && <small className="t3">{t('supply.age', { days: age })}</small>}
        <span className="grow" />
        {assigneeName ? (
          <Person name={assigneeName} disc />
        ) : (
          live.has(state) && <small className="warn">{t('supply.nobody')}</small>
        )}
      </footer>
    </>
  )
}

export function DueWords({
  supply,
  late,
}: {
  supply: Pick<Supply, 'expectedOn' | 'neededBy' | 'state'>
  late: number
}) {
  const t = useText(supplyScreenText)
  if (late > 0) return <span className="late">{t('supply.lateDays', { days: late })}</span>
  if (!live.has(supply.state)) return null
  const day = supply.expectedOn ?? supply.neededBy
  return day ? (
    <span>
      <Day day={day} />
    </span>
  ) : (
    <span className="t3">{t('supply.noDate')}</span>
  )
}
