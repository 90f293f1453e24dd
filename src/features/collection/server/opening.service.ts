// The plan of an order of before and what was paid of it, and advances that customers have with us (domain §13).
import type { OrderRow } from '#features/order/server/order.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { max, min, signOf } from '#kernel/money.ts'
import type { NewReceipt } from '../collection.schema.ts'
import type { PlanRow } from '../plan.rules.ts'
import { allocations, instalments, type ReceiptRow } from './collection.table.ts'
import { makeReceipt } from './receipt.service.ts'

type Owed = {
  readonly due: string
  readonly paid: string
  readonly dueOn: string | undefined
  readonly creditDays: number
}

/** One row: all of it, by the day that was agreed, or by the payer's days of credit. */
export function openingPlan({ date }: Pick<OrderRow, 'date'>, { due, paid, dueOn, creditDays }: Owed): PlanRow {
  const amount = max(due, '0')
  return {
    no: 1,
    kind: 'balance',
    event: dueOn === undefined ? 'confirmed' : 'date',
    amount,
    dueDate: dueOn ?? addDays(date, creditDays),
    paid: min(paid, amount),
    writtenOff: '0',
  }
}

type Ordered = Pick<OrderRow, 'id' | 'payerId' | 'rate'>
export const bringPlan = (tx: Tx, { id: orderId, payerId, rate }: Ordered, row: PlanRow): void =>
  tx.write(instalments.insert(tx.orgId, [{ ...row, id: newId(), orderId, payerId, rate }]))

type Paid = { readonly paid: string; readonly plan: PlanRow; readonly on: string }

/** What had come for an order: one receipt; what was too much stays the customer's. */
export async function bringPayment(tx: Tx, actor: Actor, order: OrderRow, { paid, plan, on }: Paid): Promise<void> {
  if (signOf(paid) <= 0) return
  const { payerId: customerId, currency, rate } = order
  const given = { customerId, currency, amount: paid, date: on, method: 'other' as const }
  const { row: receipt } = await makeReceipt(tx, actor, given, { allocated: plan.paid, rate, order })
  if (signOf(plan.paid) <= 0) return
  const made = { madeAt: tx.now, madeBy: actor.userId, reversesId: null, instalmentNo: null, invoiceId: null, fx: '0' }
  const row = { ...made, id: newId(), receiptId: receipt.id, orderId: order.id, amount: plan.paid, date: on }
  tx.write(allocations.insert(tx.orgId, [row]))
}

/** Money that is there and for nothing yet: it lowers what its payer uses of the credit. */
export const bringAdvance = async (tx: Tx, actor: Actor, input: Omit<NewReceipt, 'allocations'>): Promise<ReceiptRow> =>
  (await makeReceipt(tx, actor, input, { allocated: '0' })).row
