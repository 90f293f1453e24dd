// What a write-off causes: the order counts it as settled, its plan and the payer's credit move with it.
import { moveExposure } from '#features/customer/server/credit.service.ts'
import { dueValueOf, type HeldOrder } from '#features/order/server/progress.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, convert, max, neg, sub } from '#kernel/money.ts'
import { editStamp, tell } from '#meta/server/record.service.ts'
import type { WriteOffEffect } from '../writeOff.flow.ts'
import { type WriteOffRow, writeOffs } from './collection.table.ts'
import { followOrder, type Plans } from './plan.service.ts'

export type HeldWriteOff = { readonly row: WriteOffRow; readonly order: HeldOrder; readonly plans: Plans }

/** What was put to approval; none of it can be changed afterwards. */
export const contentOf = ({ kind, orderId, amount, currency, reason: why }: WriteOffRow): string =>
  JSON.stringify([kind, orderId, add(amount, '0'), currency, why])

export const openOfOrder = (order: HeldOrder): string =>
  max(sub(dueValueOf(order), add(order.row.paidAmount, order.row.writtenOff)), '0')

/** Settled from now on: order, plan and the payer's credit move together. */
export function settle(tx: Tx, actor: Actor, held: HeldWriteOff): WriteOffRow {
  return carryWriteOff(tx, actor, held, { state: 'approved', ...settled(tx, actor, held, held.row.amount) })
}

/** What the order counts as settled, by running totals at its own rate, so that parts add up to the whole (C078). */
function settled(tx: Tx, actor: Actor, { row, order, plans }: HeldWriteOff, amount: string): { credit: string } {
  const before = add(order.row.paidAmount, order.row.writtenOff)
  const base = (total: string) => convert(total, order.row.rate, actor.org.currency)
  const freed = sub(base(add(before, amount)), base(before))
  moveExposure(tx, row.customerId, neg(freed))
  const off = row.instalmentNo === null ? [] : [{ orderId: row.orderId, no: row.instalmentNo, amount }]
  followOrder(tx, actor, order, plans, { writtenOff: add(order.row.writtenOff, amount), off })
  return { credit: add(row.credit, freed) }
}

export const writeOffEffects: Record<WriteOffEffect, (tx: Tx, actor: Actor, held: HeldWriteOff) => { credit: string }> =
  {
    settle: (tx, actor, held) => settled(tx, actor, held, held.row.amount),
    oweAgain: (tx, actor, held) => settled(tx, actor, held, neg(held.row.amount)),
  }

type Next = Pick<WriteOffRow, 'state'> & Partial<Pick<WriteOffRow, 'credit'>> & { readonly note?: string | undefined }
export function carryWriteOff(
  tx: Tx,
  actor: Actor,
  { row, order }: HeldWriteOff,
  { note, ...next }: Next,
): WriteOffRow {
  const moved: WriteOffRow = { ...row, ...next, endedAt: tx.now, ...editStamp(tx, actor, row) }
  tx.write(writeOffs.update(tx.orgId, moved))
  tellWriteOff(tx, actor, moved, {
    order,
    kind: moved.state,
    from: row.state,
    after: { amount: row.amount, ...(note && { note }) },
  })
  return moved
}

type Told = {
  readonly order: HeldOrder
  readonly kind: string
  readonly from?: string
  readonly after?: Record<string, unknown>
}
export function tellWriteOff(tx: Tx, actor: Actor, row: WriteOffRow, { order, kind, ...event }: Told): void {
  const aboutThem = [
    { entity: 'customer', recordId: row.customerId },
    { entity: 'order', recordId: row.orderId },
  ]
  tell(tx, {
    actor,
    entity: 'writeOff',
    recordId: row.id,
    kind: `writeOff.${kind}`,
    to: row.state,
    threads: [order.row.threadId],
    about: aboutThem,
    version: row.version,
    ...event,
  })
}
