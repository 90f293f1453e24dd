// How a count, a scrap or a hold that ran out takes from orders what they had reserved: stock may not write lines, so it
// asks here. Their supply follows; nothing else of an order does, since what is still to come has not changed.
import type { LineHolder } from '#features/stock/server/stock.service.ts'
import type { Released } from '#features/stock/stock.schema.ts'
import type { Tx } from '#kernel/db.ts'
import { sub } from '#kernel/money.ts'
import { reachableIds } from '#meta/server/sources.ts'
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

type Losing = { readonly row: OrderRow; readonly lines: readonly LineRow[]; readonly released: readonly Released[] }

function lowerOne(tx: Tx, by: Parameters<LineHolder['lower']>[1], { row, lines: old, released }: Losing): void {
  const lost = new Map(released.map(one => [one.orderLineId, one.qty]))
  const lines = old.map(line => {
    const qty = lost.get(line.id)
    return qty === undefined ? line : { ...line, reserved: sub(line.reserved, qty) }
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
  if (supply !== row.supply)
    tellOrder(tx, by, next, { kind: 'order.progressed', before: { supply: row.supply }, after: { supply } })
}
