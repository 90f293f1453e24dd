// Another order for what was to be exchanged, once the one that did so was given up: never two at a time, and never for
// more than was decided. Its value goes along as it did the first time.
import { payBack } from '#features/collection/server/payBack.service.ts'
import { dueValueOf } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, max, min, sub } from '#kernel/money.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import type { WholeReturn } from '../return.schema.ts'
import { writeReplacement } from './exchange.service.ts'
import { readBackReturn, tellReturn } from './return.service.ts'
import { selectReplacing } from './return.sql.ts'
import { goodsReturnOutcomes, goodsReturns } from './return.table.ts'
import { holdReturn } from './returnMove.service.ts'

export async function replaceAgain(tx: Tx, actor: Actor, id: string): Promise<WholeReturn> {
  const { row, lines, order } = await holdReturn(tx, actor, id)
  if (!can(actor, 'goodsReturn.decide', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'goodsReturn.decide' } }, 'forbidden')
  if (row.inspectedAt === null) throw new Refusal({ key: 'flow.notFromHere', values: { state: row.state } })
  const exchanged = lines.filter(line => line.decision === 'exchange')
  if (exchanged.length === 0) throw new Refusal('goodsReturn.nothingToReplace')
  const number = await selectReplacing(tx, id)
  if (number) throw new Refusal(reason('goodsReturn.replacedAlready', undefined, { number }), 'conflict')
  const { paidAmount, writtenOff } = order.row
  const over = max(min(sub(add(paidAmount, writtenOff), dueValueOf(order)), paidAmount), '0')
  const fresh = await writeReplacement(tx, actor, { row, lines: exchanged, order })
  const along = { orderId: fresh.row.id, amount: min(fresh.row.gross, over) }
  await payBack(tx, actor, { orderId: order.row.id, refund: '0', reason: row.number, along })
  const led = { returnId: row.id, entity: 'order', recordId: fresh.row.id, at: tx.now } as const
  const next = { ...row, ...editStamp(tx, actor, row) }
  tx.write(goodsReturnOutcomes.insert(tx.orgId, [led]), goodsReturns.update(tx.orgId, next))
  tellReturn(tx, actor, next, order, { kind: 'goodsReturn.replaced', after: { text: fresh.row.number } })
  return readBackReturn(tx, actor, id)
}
