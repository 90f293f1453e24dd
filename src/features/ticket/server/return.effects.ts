// What a move of a return causes at its order, in the warehouse and with the money, word by word; a word without an
// effect does not compile. Order lines change by `writeProgress` alone, stock by `goods.service` alone.

import { followOrders } from '#features/collection/server/plan.service.ts'
import { reserveAgain } from '#features/order/server/again.service.ts'
import { type Counters, type HeldOrder, writeProgress } from '#features/order/server/progress.service.ts'
import { type Incoming, takeIn } from '#features/stock/server/goods.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, neg, signOf } from '#kernel/money.ts'
import type { ReturnEffect } from '../return.flow.ts'
import { cameOf, sendsAgain } from '../return.rules.ts'
import { linesBound } from './return.sql.ts'
import type { ReturnLineRow, ReturnRow } from './return.table.ts'
import { settle } from './settle.service.ts'

export type At = {
  readonly row: ReturnRow
  readonly lines: readonly ReturnLineRow[]
  readonly order: HeldOrder
  /** What the order is paid more than is due of it, once this is decided. */
  readonly over: string
}
type Effect = (tx: Tx, actor: Actor, at: At) => At | Promise<At>

export const returnEffects: Record<ReturnEffect, Effect> = {
  /** Nobody holds what came back: a reservation is never made again. */
  async goodsIn(tx, actor, at) {
    tx.write(linesBound(tx.orgId, at.lines))
    const { id, number, date } = at.row
    const paper = { entity: 'goodsReturn', recordId: id, paper: number, date: date ?? '' } as const
    await takeIn(tx, actor, paper, incoming(at))
    const order = writeProgress(tx, actor, at.order, { lines: raised(at, 'returned', cameOf) })
    await followOrders(tx, actor, [order.row.id])
    return { ...at, order }
  },

  async decided(tx, actor, at) {
    tx.write(linesBound(tx.orgId, at.lines))
    const again = againOf(at)
    const more = again.size > 0 ? writeProgress(tx, actor, at.order, { lines: again }) : at.order
    const order = await reserveAgain(tx, actor, more, {
      lineIds: sentAgain(at.lines),
      notFrom: at.row.damagedWarehouseId,
    })
    await followOrders(tx, actor, [order.row.id])
    await settle(tx, actor, { ...at, order })
    return { ...at, order }
  },

  ended(tx, actor, at) {
    const liveReturns = at.order.row.liveReturns - 1
    return { ...at, order: writeProgress(tx, actor, at.order, { row: { liveReturns } }) }
  },
}

/** Another one is held for it; what is mended is the same one, and waits where it lies. */
const sentAgain = (lines: readonly ReturnLineRow[]): ReadonlySet<string> =>
  new Set(lines.filter(line => line.decision === 'send_again').map(line => line.orderLineId))

/** What has to be sent again raises it on the very line, and so what is to be shipped of it. */
export const againOf = (at: Pick<At, 'lines' | 'order'>) =>
  raised(at, 'reship', line => (sendsAgain(line.decision) ? line.decidedQty : '0'))

/** By order line, all lines of the return together. */
function raised(
  { lines, order }: Pick<At, 'lines' | 'order'>,
  counter: 'returned' | 'reship',
  qtyOf: (line: ReturnLineRow) => string,
): ReadonlyMap<string, Partial<Counters>> {
  const next = new Map<string, Partial<Counters>>()
  for (const line of lines) {
    const own = order.lines.find(one => one.id === line.orderLineId)
    const qty = qtyOf(line)
    if (own && signOf(qty) > 0) next.set(own.id, { [counter]: add(next.get(own.id)?.[counter] ?? own[counter], qty) })
  }
  return next
}

/** Good ones to the chosen place. Damaged ones apart, or in and out again in the ledger: scrapped. Missing ones nowhere. */
function incoming({ row, lines }: At): Incoming[] {
  const { warehouseId, damagedWarehouseId } = row
  return lines.flatMap(({ stockKept, productId, no, batch, good, damaged }) => {
    if (!stockKept || productId === null || warehouseId === null) return []
    const at = { productId, no, batch: batch ?? '' }
    const kept = signOf(good) > 0 ? [{ ...at, warehouseId, qty: good }] : []
    if (signOf(damaged) <= 0) return kept
    if (damagedWarehouseId) return [...kept, { ...at, warehouseId: damagedWarehouseId, qty: damaged }]
    return [...kept, { ...at, warehouseId, qty: damaged }, { ...at, warehouseId, qty: neg(damaged) }]
  })
}
