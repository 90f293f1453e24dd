// Who is told: whoever makes or buys, and whoever sold what waits for it.
import { notify } from '#features/notice/server/notice.service.ts'
import type { OrderRow } from '#features/order/server/order.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { SupplyRow } from './supply.table.ts'

type Named = Pick<SupplyRow, 'id' | 'number'> & { readonly productName: string }

export function noticeGiven(tx: Tx, actor: Actor, row: SupplyRow, name: string): void {
  const values = { by: actor.name, number: row.number, name, qty: row.qty, unit: row.unit }
  notify(tx, actor, { userIds: [row.assigneeId], kind: 'supplyGiven', values, entity: 'supply', recordId: row.id })
}

/** The day on which it comes has moved: each seller is told of their order. */
export function noticeMoved(
  tx: Tx,
  actor: Actor,
  orders: readonly OrderRow[],
  { productName, ...row }: Named & Pick<SupplyRow, 'expectedOn'>,
): void {
  for (const order of orders) {
    const values = { number: order.number, supply: row.number, name: productName, date: row.expectedOn ?? '–' }
    notify(tx, actor, { userIds: [order.ownerId], kind: 'supplyMoved', values, entity: 'order', recordId: order.id })
  }
}

/** The order needs it no more: whoever sees to it decides on. */
export function noticeFreed(
  tx: Tx,
  actor: Actor,
  row: SupplyRow,
  freed: { readonly order: string; readonly qty: string },
): void {
  const values = { number: row.number, ...freed, unit: row.unit }
  const userIds = [row.assigneeId ?? row.createdBy]
  notify(tx, actor, { userIds, kind: 'supplyFreed', values, entity: 'supply', recordId: row.id })
}
