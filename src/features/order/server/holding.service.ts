// How a count, a scrap or a hold that ran out takes from orders what they had reserved: stock may not write lines, so it
// asks here. Their supply follows; nothing else of an order does, since what is still to come has not changed.
import { notify } from '#features/notice/server/notice.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import type { LineHolder } from '#features/stock/server/stock.service.ts'
import type { Released } from '#features/stock/stock.schema.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { add, sub } from '#kernel/money.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { orderPermissions } from '../order.access.ts'
import { axesOf } from '../order.totals.ts'
import { countersBound, lockLinesOfOrders, selectLinesOfOrders, selectOrdersOfLines } from './line.sql.ts'
import { lockOrderRows, progressBound, selectOrderRows } from './order.sql.ts'
import type { LineRow, OrderRow } from './order.table.ts'
import { tellOrder } from './shown.service.ts'

/** Wired in `app/server/entities.ts`. */
export const orderLineHolder: LineHolder = {
  /** Orders 8, lines 10; all lines of an order, since its supply is read off all of them. */
  lock: async (tx, ids) => {
    const orderIds = await ordersOf(tx, ids)
    const [, lines] = await Promise.all([lockOrderRows(tx, orderIds), lockLinesOfOrders(tx, orderIds)])
    return lines.filter(line => ids.includes(line.id)).map(line => line.id)
  },
  async lower(tx, by, released) {
    const orderIds = await ordersOf(
      tx,
      released.map(one => one.orderLineId),
    )
    const [rows, lines] = await Promise.all([selectOrderRows(tx, orderIds), selectLinesOfOrders(tx, orderIds)])
    for (const row of rows) {
      const own = lines.filter(line => line.orderId === row.id)
      lowerOne(tx, by, { row, lines: own, released })
    }
  },
  seenBy: async (db, actor, ids) => {
    const lines = await selectOrdersOfLines(db, ids)
    const orders = await reachableIds(db, actor, 'order', [...new Set(lines.map(line => line.orderId))])
    return new Set(lines.flatMap(line => (orders.has(line.orderId) ? [line.id] : [])))
  },
}

const ordersOf = async (tx: Tx, lineIds: readonly string[]): Promise<string[]> =>
  [...new Set((await selectOrdersOfLines(tx, lineIds)).map(line => line.orderId))].toSorted()

/** An order whose lines may hold more or less, locked: orders 8, lines 10. */
export type HeldLines = { readonly row: OrderRow; readonly lines: readonly LineRow[] }

export async function holdLines(tx: Tx, orderIds: readonly string[]): Promise<HeldLines[]> {
  const ids = [...new Set(orderIds)].toSorted()
  const [rows, lines] = await Promise.all([lockOrderRows(tx, ids), lockLinesOfOrders(tx, ids)])
  return rows.map(row => ({ row, lines: lines.filter(line => line.orderId === row.id) }))
}

/** The same without locks, for previews; no rights asked. */
export async function seeLines(db: Db, orderIds: readonly string[]): Promise<HeldLines[]> {
  const ids = [...new Set(orderIds)]
  const [rows, lines] = await Promise.all([selectOrderRows(db, ids), selectLinesOfOrders(db, ids)])
  return rows.map(row => ({ row, lines: lines.filter(line => line.orderId === row.id) }))
}

type Losing = HeldLines & { readonly released: readonly Released[] }

function lowerOne(tx: Tx, by: Parameters<LineHolder['lower']>[1], { row, lines, released }: Losing): void {
  shiftReserved(tx, by, { row, lines }, new Map(released.map(one => [one.orderLineId, sub('0', one.qty)])))
}

/** By how much each line holds more (or less), and what is said of it where nothing else is told; answers the order as it stands then. */
export function shiftReserved(
  tx: Tx,
  by: Doer,
  { row, lines: old, said }: HeldLines & { readonly said?: string },
  shifts: ReadonlyMap<string, string>,
): OrderRow {
  const lines = old.map(line => {
    const qty = shifts.get(line.id)
    return qty === undefined ? line : { ...line, reserved: add(line.reserved, qty) }
  })
  const supply = axesOf(row.state, lines, row).supply.value
  const stamp = { version: row.version + 1, updatedAt: tx.now, updatedBy: by.userId }
  const next: OrderRow = { ...row, supply, ...stamp }
  tx.write(
    countersBound(
      tx.orgId,
      lines.filter((line, i) => line !== old[i]),
    ),
    progressBound(tx.orgId, next),
  )
  const moved = supply === row.supply ? {} : { before: { supply: row.supply }, after: { supply } }
  if (said) tellOrder(tx, by, next, { kind: 'order.reserved', ...moved, after: { ...moved.after, what: said } })
  else if (moved.after) tellOrder(tx, by, next, { kind: 'order.progressed', ...moved })
  return next
}

/** All of it lies there now: whoever sold it and whoever ships it next are told. */
export async function tellStocked(tx: Tx, by: Doer, row: OrderRow, customer: string): Promise<void> {
  const desk = await holdersOf(tx, 'order.confirm', orderPermissions, row)
  const values = { number: row.number, customer }
  notify(tx, by, {
    userIds: [row.ownerId, ...desk],
    kind: 'orderStocked',
    values,
    entity: 'order',
    recordId: row.id,
  })
}
