// How what comes after an order moves it: shipments, returns, invoices and money change its counters and sums here
// and nowhere else, all counters of a line in one UPDATE, the credit row with them (domain D2, D9).
import { moveExposure } from '#features/customer/server/credit.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { cmp, sub } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import type { Progress } from '../order.schema.ts'
import { creditCountsOf, withCounters } from '../order.totals.ts'
import { standingOf } from '../progress.rules.ts'
import { countersBound, lockLinesOfOrders } from './line.sql.ts'
import { lockOrderRows, lockPayersOf, type PayerCredit, progressBound } from './order.sql.ts'
import type { LineRow, OrderRow } from './order.table.ts'
import { tellOrder } from './shown.service.ts'

export type HeldOrder = {
  readonly row: OrderRow
  /** By line number. */
  readonly lines: readonly LineRow[]
  readonly credit: PayerCredit | undefined
}

/** Payers' credit 4, orders 8, lines 10, in one trip; an order that is gone or changed its payer meanwhile refuses. */
export async function holdOrders(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, HeldOrder>> {
  const ids = [...new Set(orderIds)].toSorted()
  const [credits, rows, lines] = await Promise.all([
    lockPayersOf(tx, ids),
    lockOrderRows(tx, ids),
    lockLinesOfOrders(tx, ids),
  ])
  const held = new Map<string, HeldOrder>()
  for (const row of rows) {
    const credit = credits.find(one => one.customerId === row.payerId)
    if (!credit) throw new Refusal('order.moved', 'conflict')
    const own = lines.filter(line => line.orderId === row.id).toSorted((a, b) => a.no - b.no)
    held.set(row.id, { row, lines: own, credit })
  }
  if (held.size < ids.length) throw new Refusal('order.moved', 'conflict')
  return held
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
  readonly row?: Partial<Pick<Progress, 'writtenOff' | 'nextDue' | 'issuingInvoices' | 'liveReturns'>> & {
    readonly paidAmount?: string
  }
}

/**
 * Writes where the order stands now. The caller has locked it by `holdOrders` and judged; several steps on one order
 * in one transaction pass on what this answers.
 */
export function writeProgress(tx: Tx, actor: Actor, held: HeldOrder, next: NextProgress): HeldOrder {
  const lines = held.lines.map(line => {
    const to = next.lines?.get(line.id)
    return to ? withCounters(line, to) : line
  })
  const moved = { ...held.row, ...next.row }
  const books = {
    baseCurrency: actor.org.currency,
    counts: creditCountsOf(actor.org.settings.creditCounts),
    now: tx.now,
  }
  const stand = standingOf(moved, lines, books)
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

/** Over the limit with what stands now, and by how much; nothing when there is none or it is kept. */
export function overCredit(credit: PayerCredit | undefined): string | undefined {
  if (!credit || credit.limit === null || cmp(credit.used, credit.limit) <= 0) return undefined
  return sub(credit.used, credit.limit)
}
