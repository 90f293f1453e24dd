// How urgent an order is, said at any time: goods that arrive go by it.
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { editStamp, refuseStale } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import type { Order, OrderPriority, WholeOrder } from '../order.schema.ts'
import { selectLines } from './line.sql.ts'
import { lockOrderRow, orderSource } from './order.sql.ts'
import { orders } from './order.table.ts'
import { tellOrder, wholeRead } from './shown.service.ts'

type Wish = { readonly version?: number; readonly priority: OrderPriority }

export async function prioritise(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeOrder> {
  const [old] = await Promise.all([lockOrderRow(tx, id), getRecord<Order>(tx, actor, orderSource, id)])
  if (!old) throw missing('order')
  if (!can(actor, 'order.edit', old))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'order.edit' } }, 'forbidden')
  if (old.state === 'closed' || old.state === 'cancelled') throw new Refusal('order.frozen')
  await refuseStale(tx, 'order', old, wish)
  const { priority } = wish
  if (priority !== old.priority) {
    const row = { ...old, priority, ...editStamp(tx, actor, old) }
    tx.write(orders.update(tx.orgId, row))
    tellOrder(tx, actor, row, {
      kind: 'order.prioritised',
      before: { priority: old.priority },
      after: { priority },
    })
  }
  const [order, lines] = await Promise.all([readBack<Order>(tx, actor, orderSource, id), selectLines(tx, id)])
  return wholeRead(order, lines)
}
