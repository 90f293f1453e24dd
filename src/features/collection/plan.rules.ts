// The collection plan of an order: amounts that add up to what is due of it, days that are set once, and how what
// was paid and written off is spread over them. Pure.
import type { Day } from '#kernel/clock.ts'
import { add, allocate, cmp, currencyExponent, isZero, max, min, signOf, sub, sum } from '#kernel/money.ts'
import { dueOn, type Instalment, planOf, type Terms } from '#kernel/terms.ts'

export type PlanRow = {
  readonly no: number
  readonly kind: Instalment['kind']
  readonly event: Instalment['on']
  readonly amount: string
  readonly dueDate: Day | null
  readonly paid: string
  readonly writtenOff: string
}
export type Happened = { readonly event: Instalment['on']; readonly date: Day }

type Doc = { readonly terms: Terms; readonly gross: string; readonly currency: string }
type Days = { readonly confirmed: Day; readonly signed: Day; readonly creditDays: number }

/** Without instalments all is due when it is confirmed, after the payer's own days of credit. */
export function newPlan({ terms, gross, currency }: Doc, days: Days): PlanRow[] {
  const instalments: readonly Instalment[] =
    terms.instalments.length > 0 ? terms.instalments : [{ kind: 'balance', on: 'confirmed', days: days.creditDays }]
  const { amounts } = planOf({ instalments }, { gross, currency })
  const known: readonly Happened[] = [
    { event: 'signed', date: days.signed },
    { event: 'confirmed', date: days.confirmed },
    // it has to be in before anything leaves: from now on
    { event: 'beforeShipping', date: days.confirmed },
  ]
  return instalments.map((one, i) => ({
    no: i + 1,
    kind: one.kind,
    event: one.on,
    amount: max(amounts[i] ?? '0', '0'),
    dueDate: one.on === 'date' ? dueOn(one, one.date ?? days.confirmed) : dueDay(one, known),
    paid: '0',
    writtenOff: '0',
  }))
}

const dueDay = (one: Instalment, happened: readonly Happened[]): Day | null => {
  const at = happened.find(each => each.event === one.on)
  return at ? dueOn(one, at.date) : null
}

/** A due date is set once, when its event happens: later shipments do not move it. */
export function withEvents(rows: readonly PlanRow[], terms: Terms, happened: readonly Happened[]): PlanRow[] {
  return rows.map(row => {
    const one = terms.instalments[row.no - 1]
    return row.dueDate !== null || !one ? row : { ...row, dueDate: dueDay(one, happened) }
  })
}

/** A changed total rescales what is unpaid only; a plan that was all paid gets the rest on its last instalment. */
export function rescaled(rows: readonly PlanRow[], total: string, currency: string): PlanRow[] {
  const wanted = max(total, '0')
  const difference = sub(wanted, sum(rows.map(row => row.amount)))
  if (isZero(difference) || rows.length === 0) return [...rows]
  const settled = rows.map(row => min(add(row.paid, row.writtenOff), row.amount))
  const open = rows.map((row, i) => sub(row.amount, settled[i] ?? '0'))
  const rest = add(sum(open), difference)
  if (signOf(rest) < 0) return cutBack(rows, wanted)
  if (isZero(sum(open)))
    return rows.map((row, i) => (i === rows.length - 1 ? { ...row, amount: add(row.amount, rest) } : row))
  const parts = allocate(rest, open, currencyExponent(currency))
  return rows.map((row, i) => ({ ...row, amount: add(settled[i] ?? '0', parts[i] ?? '0') }))
}

/** Less is due than was paid already: the last instalments give way, the surplus stands on the order. */
function cutBack(rows: readonly PlanRow[], total: string): PlanRow[] {
  let left = total
  return rows.map(row => {
    const amount = min(row.amount, left)
    left = sub(left, amount)
    const paid = min(row.paid, amount)
    return { ...row, amount, paid, writtenOff: min(row.writtenOff, sub(amount, paid)) }
  })
}

export type Settled = {
  readonly paid: string
  readonly writtenOff: string
  /** By instalment, what was meant for it. */
  readonly meant: ReadonlyMap<number, string>
  /** By instalment, what of it was written off. */
  readonly off?: ReadonlyMap<number, string>
}

/** What was meant for an instalment first, as far as it goes; the rest from the first on. Money goes before what was written off. */
export function spread(rows: readonly PlanRow[], { paid, writtenOff, meant, off }: Settled): PlanRow[] {
  const own = rows.map(row => min(max(meant.get(row.no) ?? '0', '0'), row.amount))
  const less = (at: readonly string[]) => (row: PlanRow, i: number) => sub(row.amount, at[i] ?? '0')
  const kept = rows.map((row, i) => min(max(off?.get(row.no) ?? '0', '0'), less(own)(row, i)))
  const free = max(sub(paid, sum(own)), '0')
  const first = waterfall(rows.map(less(plus(own, kept))), free)
  const rest = waterfall(kept, sub(free, sum(first)))
  // more was meant than is paid in all only after something was taken back: then the last ones give way
  const given = capped(plus(own, plus(first, rest)), paid)
  const rooms = rows.map(less(given))
  const ownOff = capped(
    kept.map((part, i) => min(part, rooms[i] ?? '0')),
    writtenOff,
  )
  const freeOff = waterfall(rows.map(less(plus(given, ownOff))), sub(writtenOff, sum(ownOff)))
  return rows.map((row, i) => ({
    ...row,
    paid: given[i] ?? '0',
    writtenOff: add(ownOff[i] ?? '0', freeOff[i] ?? '0'),
  }))
}

const plus = (a: readonly string[], b: readonly string[]): string[] => a.map((part, i) => add(part, b[i] ?? '0'))

function waterfall(rooms: readonly string[], amount: string): string[] {
  let left = amount
  return rooms.map(room => {
    const part = min(max(room, '0'), left)
    left = sub(left, part)
    return part
  })
}
const capped = (parts: readonly string[], most: string): string[] => waterfall(parts, max(most, '0'))

export const openOf = (row: PlanRow): string => sub(row.amount, add(row.paid, row.writtenOff))

/** Of the oldest instalment with something open. */
export function nextDueOf(rows: readonly PlanRow[]): Day | null {
  const days = rows.flatMap(row => (row.dueDate !== null && signOf(openOf(row)) > 0 ? [row.dueDate] : []))
  return days.toSorted()[0] ?? null
}

export type PlanState = 'notDue' | 'dueSoon' | 'overdue' | 'part' | 'paid' | 'badDebt'

/** 未到期 · 即将到期 · 已逾期 · 部分回款 · 已回款 · 坏账. */
export function planState(row: PlanRow, today: Day, soon: Day): PlanState {
  if (signOf(openOf(row)) <= 0) return signOf(row.writtenOff) > 0 && isZero(row.paid) ? 'badDebt' : 'paid'
  if (row.dueDate !== null && row.dueDate < today) return 'overdue'
  if (signOf(row.paid) > 0) return 'part'
  return row.dueDate !== null && row.dueDate <= soon ? 'dueSoon' : 'notDue'
}
export const isSame = (a: PlanRow, b: PlanRow): boolean =>
  a.dueDate === b.dueDate &&
  cmp(a.amount, b.amount) === 0 &&
  cmp(a.paid, b.paid) === 0 &&
  cmp(a.writtenOff, b.writtenOff) === 0
