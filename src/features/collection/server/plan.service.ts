// The plan of a confirmed order follows it: made at confirming, days set as things happen, amounts as what is due
// changes, and what was paid spread over them. Journeys call it in the transaction of the thing itself.
import { findContract } from '#features/contract/server/contract.service.ts'
import { getOrder, type OrderRow } from '#features/order/server/order.service.ts'
import {
  axesNow,
  dueValueOf,
  type HeldOrder,
  seeOrders,
  writeProgress,
} from '#features/order/server/progress.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays, dayOf, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, cmp, max, signOf, sub, sum } from '#kernel/money.ts'
import { collectingOf } from '../collecting.rules.ts'
import type { OrderCollection, PlanLine } from '../collection.schema.ts'
import {
  type Happened,
  isSame,
  newPlan,
  nextDueOf,
  openOf,
  planState,
  rescaled,
  spread,
  withEvents,
} from '../plan.rules.ts'
import { lockPlansOf, type Meant, planBound, selectOfOrder, selectPlans } from './collection.sql.ts'
import { type InstalmentRow, instalments } from './collection.table.ts'

/** Level 14: after the orders and everything that moves goods. */
export type Plans = {
  readonly rows: readonly InstalmentRow[]
  readonly meant: readonly Meant[]
  /** Written off of an instalment. */
  readonly off: readonly Meant[]
}
export async function holdPlans(tx: Tx, orderIds: readonly string[]): Promise<Plans> {
  const ids = [...new Set(orderIds)].toSorted()
  const held = await lockPlansOf(tx, ids)
  const rows = held.map(({ meant: _, off: __, ...row }) => row)
  const said = (of: 'meant' | 'off') =>
    held.flatMap(one => (signOf(one[of]) > 0 ? [{ orderId: one.orderId, no: one.no, amount: one[of] }] : []))
  return { rows, meant: said('meant'), off: said('off') }
}

export type Follow = {
  /** The business day of what happened; absent: today. */
  readonly on?: string
  /** Of the order, in all. */
  readonly paidAmount?: string
  /** By instalment, what this step meant for it besides what stands already. */
  readonly meant?: readonly Meant[]
  readonly writtenOff?: string
  readonly off?: readonly Meant[]
}

type Lines = HeldOrder['lines']

type Standing = { readonly row: OrderRow; readonly lines: Lines }

/** The one way a plan changes; answers what is due next. */
function follow(tx: Tx, actor: Actor, { row, lines }: Standing, ...[plans, more]: [Plans, Follow]): string | null {
  const old = plans.rows.filter(one => one.orderId === row.id)
  const meant = byNumber(row.id, [...plans.meant, ...(more.meant ?? [])])
  const off = byNumber(row.id, [...plans.off, ...(more.off ?? [])])
  const dated = withEvents(old, row.terms, happenedOf(row, lines, more.on ?? dayOf(new Date(tx.now), actor.org.zone)))
  const sized = rescaled(dated, dueValueOf({ row, lines }), row.currency)
  const { paidAmount = row.paidAmount, writtenOff = row.writtenOff } = more
  const next = spread(sized, { paid: paidAmount, writtenOff, meant, off })
  const changed = next.flatMap((one, i) => {
    const was = old[i]
    return was && !isSame(one, was) ? [{ ...was, ...one }] : []
  })
  if (changed.length > 0) tx.write(planBound(tx.orgId, changed))
  return nextDueOf(next)
}

function byNumber(orderId: string, parts: readonly Meant[]): Map<number, string> {
  const found = new Map<number, string>()
  for (const one of parts) if (one.orderId === orderId) found.set(one.no, add(found.get(one.no) ?? '0', one.amount))
  return found
}

/** For what comes after the order: the plan follows, and the order learns what is paid and what is due next. */
export function followOrder(tx: Tx, actor: Actor, held: HeldOrder, ...[plans, more]: [Plans, Follow?]): HeldOrder {
  const nextDue = follow(tx, actor, held, plans, more ?? {})
  const { paidAmount = held.row.paidAmount, writtenOff = held.row.writtenOff } = more ?? {}
  return writeProgress(tx, actor, held, { row: { paidAmount, writtenOff, nextDue } })
}

/** At a move of the order itself, which writes its row: made when it is confirmed, following afterwards. */
export async function settlePlan(tx: Tx, actor: Actor, at: Standing, creditDays: number): Promise<string | null> {
  const { row } = at
  // confirmed just now, and only once: there is no plan yet, and nothing to wait for
  if (row.confirmedAt !== tx.now) return follow(tx, actor, at, await holdPlans(tx, [row.id]), {})
  const { terms, gross, currency } = row
  const confirmed = dayOf(new Date(tx.now), actor.org.zone)
  const signed = await signedDay(tx, row)
  const made = newPlan({ terms, gross, currency }, { confirmed, signed, creditDays })
  const dated = withEvents(made, terms, happenedOf(row, at.lines, confirmed))
  const paid = spread(dated, { paid: row.paidAmount, writtenOff: '0', meant: new Map() })
  tx.write(
    instalments.insert(
      tx.orgId,
      paid.map(one => ({ ...one, id: newId(), orderId: row.id, payerId: row.payerId, rate: row.rate })),
    ),
  )
  return nextDueOf(paid)
}

/** Of a one-off contract; a framework was signed long before its orders. */
async function signedDay(tx: Tx, { contractId, date }: OrderRow): Promise<string> {
  const contract = contractId ? await findContract(tx, contractId) : undefined
  return contract?.kind === 'one_off' ? (contract.signedOn ?? date) : date
}

/** After goods moved on a day: the orders are locked already. */
export async function followOrders(tx: Tx, actor: Actor, orderIds: readonly string[], on?: string): Promise<void> {
  const orders = await seeOrders(tx, orderIds)
  const plans = await holdPlans(tx, [...orders.keys()])
  for (const held of orders.values()) followOrder(tx, actor, held, plans, { ...(on && { on }) })
}

/** A split delivery has happened when it is whole: then the day is set, once. */
function happenedOf(row: OrderRow, lines: Lines, date: string): Happened[] {
  const { fulfilment } = axesNow({ row, lines })
  // what needs no delivery has been delivered when it is agreed
  const arrived = fulfilment.value === 'delivered' || fulfilment.value === 'notNeeded'
  const out = arrived || fulfilment.value === 'full'
  return [
    ...(out ? (['shipped'] as const) : []),
    // a warranty begins with the goods; how long it is stands in the instalment's days
    ...(arrived ? (['delivered', 'accepted', 'warrantyEnd'] as const) : []),
    ...(isBilled(row, lines, out) ? (['invoiced'] as const) : []),
  ].map(event => ({ event, date }))
}

/** Of each line as much as is due, or more; what nobody invoices is asked for once it is out. */
const isBilled = ({ billBasis }: OrderRow, lines: Lines, out: boolean): boolean =>
  billBasis === 'none' ? out : lines.every(line => cmp(sub(line.invoiced, line.credited), line.due) >= 0)

/** What each instalment comes to once the order stands so; nothing is written. */
export async function foreseePlan(db: Db, at: Standing): Promise<{ before: InstalmentRow; after: string }[]> {
  const rows = await selectPlans(db, [at.row.id])
  const next = rescaled(rows, dueValueOf(at), at.row.currency)
  return rows.map((before, i) => ({ before, after: next[i]?.amount ?? before.amount }))
}

export async function orderCollection(db: Db, actor: Actor, orderId: string): Promise<OrderCollection> {
  const [order, rows, allocations] = await Promise.all([
    getOrder(db, actor, orderId),
    selectPlans(db, [orderId]),
    selectOfOrder(db, orderId),
  ])
  const day = today(db.database.clock, actor.org.zone)
  const { soonDays } = collectingOf(actor.org.settings)
  const plan = rows.map((row): PlanLine => {
    const { id: _, orderId: __, payerId: ___, rate: ____, ...line } = row
    return { ...line, open: openOf(row), state: planState(row, day, addDays(day, soonDays)) }
  })
  const due = rows.length > 0 ? sum(rows.map(row => row.amount)) : order.gross
  const open = max(sub(due, add(order.paidAmount, order.writtenOff)), '0')
  return {
    currency: order.currency,
    due,
    paid: order.paidAmount,
    writtenOff: order.writtenOff,
    open,
    plan,
    allocations,
  }
}
