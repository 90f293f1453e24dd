// What a decision leads to beside goods: another order, money that goes back or along, red letters for what was invoiced.
import { payBack } from '#features/collection/server/payBack.service.ts'
import { creditReturn } from '#features/invoice/server/creditReturn.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, min, signOf, sub, sum } from '#kernel/money.ts'
import { isPaying } from '../return.rules.ts'
import type { Decision, Outcome } from '../return.schema.ts'
import { writeReplacement } from './exchange.service.ts'
import type { At } from './return.effects.ts'
import { goodsReturnOutcomes, type ReturnLineRow } from './return.table.ts'

export const worthOf = (lines: readonly ReturnLineRow[], decision: Decision): string =>
  sum(lines.filter(line => line.decision === decision).map(line => line.amount))

/** Plans 14, receipts 15, invoices 16: the order and the return are held. */
export async function settle(tx: Tx, actor: Actor, { row, lines, order, over }: At): Promise<void> {
  const exchanged = lines.filter(line => line.decision === 'exchange')
  const fresh = exchanged.length > 0 ? await writeReplacement(tx, actor, { row, lines: exchanged, order }) : undefined
  const refund = min(worthOf(lines, 'refund'), over)
  const refunds = await payBack(tx, actor, {
    orderId: order.row.id,
    refund,
    reason: row.number,
    ...(fresh && { along: { orderId: fresh.row.id, amount: min(fresh.row.gross, sub(over, refund)) } }),
  })
  const reds = can(actor, 'invoice.credit', row) ? await creditReturn(tx, actor, creditedOf(lines), row.number) : []
  const outcome = (entity: Outcome['entity']) => (recordId: string) => ({
    returnId: row.id,
    entity,
    recordId,
    at: tx.now,
  })
  const led = [
    ...refunds.map(outcome('refund')),
    ...reds.map(outcome('invoice')),
    ...(fresh ? [fresh.row.id] : []).map(outcome('order')),
  ]
  if (led.length > 0) tx.write(goodsReturnOutcomes.insert(tx.orgId, led))
}

/** What is paid back or exchanged is no longer billed either, as far as it was. */
function creditedOf(lines: readonly ReturnLineRow[]): ReadonlyMap<string, string> {
  const qtys = new Map<string, string>()
  for (const { decision, orderLineId, decidedQty } of lines)
    if (isPaying(decision) && signOf(decidedQty) > 0)
      qtys.set(orderLineId, add(qtys.get(orderLineId) ?? '0', decidedQty))
  return qtys
}
