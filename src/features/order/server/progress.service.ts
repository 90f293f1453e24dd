// How what comes after an order moves it: shipments, returns, invoices and money change its counters and sums here
// and nowhere else, all counters of a line in one UPDATE, the credit row with them (domain D2, D9).
import { moveExposure } from '#features/customer/server/credit.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { signOf, sub } from '#kernel/money.ts'
import { Refusal, refuseAll } from '#kernel/refusal.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import { covers } from '../creditRelease.rules.ts'
import type { Release } from '../creditRelease.schema.ts'
import { isPart, withKits } from '../kit.rules.ts'
import type { Axes, Progress } from '../order.schema.ts'
import { axesOf, creditCountsOf, valueDue, withCounters } from '../order.totals.ts'
import { typeRules } from '../orderType.rules.ts'
import { type Books, billingProblems, standingOf } from '../progress.rules.ts'
import { lockPayersOf, type PayerCredit, selectPayersOf } from './credit.sql.ts'
import { countersBound, lockLinesOfOrders, selectLinesOfOrders, selectOrdersOfLines } from './line.sql.ts'
import { lockOrderRows, progressBound, selectOrderRows } from './order.sql.ts'
import type { LineRow, OrderRow } from './order.table.ts'
import { tellOrder } from './shown.service.ts'

/** Why the credit of its payer does not stop it: the order's own special release covers what would be over. */
export const releaseFor = ({ row, credit }: HeldOrder, after: string, day: string): Release | undefined => {
  if (credit?.policy !== 'block' || credit.limit === null || row.release === null) return undefined
  const over = sub(after, credit.limit)
  return signOf(over) > 0 && covers(row.release, over, day) ? row.release : undefined
}

/** Its goods never lie in a warehouse of ours: a supplier brings them to the customer. */
export const isDirect = ({ type }: Pick<OrderRow, 'type'>): boolean => !typeRules[type].stock

export const directTypes: readonly string[] = Object.entries(typeRules).flatMap(([type, { stock }]) =>
  stock ? [] : [type],
)

/** It ships for a kit and has no money: nobody bills it. */
export { isPart }

export type HeldOrder = {
  readonly row: OrderRow
  /** By line number. */
  readonly lines: readonly LineRow[]
  readonly credit: PayerCredit | undefined
}

/** Payers' credit 4, orders 8, lines 10, in one trip. Unknown ones are absent; one that changed its payer meanwhile refuses. */
export async function holdOrders(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, HeldOrder>> {
  const ids = [...new Set(orderIds)].toSorted()
  const [credits, rows, lines] = await Promise.all([
    lockPayersOf(tx, ids),
    lockOrderRows(tx, ids),
    lockLinesOfOrders(tx, ids),
  ])
  const held = together(rows, lines, credits)
  if ([...held.values()].some(one => !one.credit)) throw new Refusal('order.moved', 'conflict')
  return held
}

/** The same without locks, for previews; no rights asked. */
export async function seeOrders(db: Db, orderIds: readonly string[]): Promise<ReadonlyMap<string, HeldOrder>> {
  const ids = [...new Set(orderIds)]
  const [credits, rows, lines] = await Promise.all([
    selectPayersOf(db, ids),
    selectOrderRows(db, ids),
    selectLinesOfOrders(db, ids),
  ])
  return together(rows, lines, credits)
}

function together(rows: readonly OrderRow[], lines: readonly LineRow[], credits: readonly PayerCredit[]) {
  const found = new Map<string, HeldOrder>()
  for (const row of rows) {
    const own = lines.filter(line => line.orderId === row.id).toSorted((a, b) => a.no - b.no)
    found.set(row.id, { row, lines: own, credit: credits.find(one => one.customerId === row.payerId) })
  }
  return found
}

/** Of which order each line is; unknown ones are absent. */
export async function ordersOfLines(db: Db, lineIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await selectOrdersOfLines(db, lineIds)).map(row => [row.id, row.orderId]))
}

export type Counters = Pick<
  LineRow,
  | 'cancelled'
  | 'reserved'
  | 'shipped'
  | 'delivered'
  | 'returned'
  | 'reship'
  | 'invoiced'
  | 'credited'
  | 'invoicedAmount'
  | 'creditedAmount'
  | 'overTolerance'
>
/** New values, not differences. */
export type NextProgress = {
  readonly lines?: ReadonlyMap<string, Partial<Counters>>
  readonly row?: Partial<
    Pick<Progress, 'writtenOff' | 'nextDue' | 'issuingInvoices' | 'advanceInvoiced' | 'liveReturns'>
  > & {
    readonly paidAmount?: string
  }
}

/**
 * Writes where the order stands now. The caller has locked it by `holdOrders` and judged; several steps on one order
 * in one transaction pass on what this answers.
 */
export function writeProgress(tx: Tx, actor: Actor, held: HeldOrder, next: NextProgress): HeldOrder {
  const lines = movedTo(held.lines, next.lines)
  const moved = { ...held.row, ...next.row }
  refuseAll(billingProblems(held.lines, lines, { before: held.row.issuingInvoices, after: moved.issuingInvoices }))
  const stand = standingOf(moved, lines, booksOf(actor, tx.now))
  const row: OrderRow = { ...moved, ...stand, ...editStamp(tx, actor, held.row) }
  const changed = lines.filter((line, i) => line !== held.lines[i])
  if (changed.length > 0) tx.write(countersBound(tx.orgId, changed))
  tx.write(progressBound(tx.orgId, row))
  const delta = sub(row.exposure, held.row.exposure)
  moveExposure(tx, row.payerId, delta)
  sayProgress(tx, actor, held.row, row)
  const credit = held.credit && { ...held.credit, used: sub(held.credit.used, sub('0', delta)) }
  return { row, lines, credit }
}

/** Each with its new counters; kits follow from their parts. */
const movedTo = (lines: readonly LineRow[], next: NextProgress['lines']): readonly LineRow[] =>
  withKits(
    lines.map(line => {
      const to = next?.get(line.id)
      return to ? withCounters(line, to) : line
    }),
  )

/** What a reader of the timeline wants to know: where the order stands now, and when it was whole. */
function sayProgress(tx: Tx, actor: Actor, old: OrderRow, row: OrderRow): void {
  const { before, after } = changes(said(old), said(row))
  const isMoved = Object.keys(after).length > 0
  const kind = row.completedAt !== null && old.completedAt === null ? 'order.completed' : 'order.progressed'
  if (isMoved) tellOrder(tx, actor, row, { kind, before, after })
}
const said = ({ supply, fulfilment, billing, payment, returned, paidAmount, completedAt }: OrderRow) => ({
  supply,
  fulfilment,
  billing,
  payment,
  returned,
  paidAmount,
  completedAt,
})

/** Whose limit counts for it: one sum for all that share it. */
export const poolOf = ({ row, credit }: HeldOrder): string => credit?.poolId ?? row.payerId

/** Its lines once they stand so, kits with them; nothing is written. */
export const linesAfter = ({ lines }: HeldOrder, next: NextProgress['lines']): readonly LineRow[] =>
  movedTo(lines, next)

type Stand = Pick<HeldOrder, 'row' | 'lines'>
/** What is to be paid for all that is due of it. */
export const dueValueOf = ({ row, lines }: Stand): string => valueDue(lines, row.currency)
/** The same once its lines stand so. */
export const dueValueAfter = ({ row, lines }: Stand, next: NextProgress['lines']): string =>
  dueValueOf({ row, lines: movedTo(lines, next) })
export const axesNow = ({ row, lines }: Stand): Axes => axesOf(row.state, lines, row)

/** By how much more (or less) credit the order uses once its lines stand so. */
export function exposureMove(actor: Actor, { row, lines }: HeldOrder, next: NextProgress['lines']): string {
  const moved = movedTo(lines, next)
  return sub(standingOf(row, moved, booksOf(actor, '')).exposure, row.exposure)
}

const booksOf = (actor: Actor, now: string): Books => ({
  baseCurrency: actor.org.currency,
  counts: creditCountsOf(actor.org.settings.creditCounts),
  now,
})
