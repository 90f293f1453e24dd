// An order of before with all that had happened to it: lines, what had left, what was paid (domain §13).
import { bringPayment, bringPlan, openingPlan } from '#features/collection/server/opening.service.ts'
import { bringInvoice } from '#features/invoice/server/opening.service.ts'
import { NewOpening, NewReceivable } from '#features/order/opening.schema.ts'
import { orderText } from '#features/order/order.text.ts'
import { bringOpening, draftOpening } from '#features/order/server/opening.service.ts'
import { dueValueOf } from '#features/order/server/progress.service.ts'
import { bringShipments } from '#features/shipment/server/opening.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { cmp, signOf } from '#kernel/money.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import { type AnyRecord, type EntityVerbs, twinsBy } from '#meta/registry.ts'
import { agreeOn } from './lastPrices.ts'

async function openOrder(tx: Tx, actor: Actor, input: NewOpening): Promise<AnyRecord> {
  if (!can(actor, 'order.open'))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'order.open' } }, 'forbidden')
  const { shippedOn, deliveredOn = shippedOn, paidAmount, paidOn, dueOn } = input
  const opening = await draftOpening(tx, actor, input, orderText['order.freight'][actor.lang])
  const due = dueValueOf(opening)
  // shipped long ago and nothing said of money: it is paid
  const paid = paidAmount ?? (shippedOn === undefined ? '0' : due)
  if (signOf(paid) < 0) throw new Refusal(reason('order.paidUnclear', 'paidAmount'))
  const paidDay = paidOn ?? deliveredOn ?? input.date
  const plan = openingPlan(opening.row, { due, paid, dueOn, creditDays: opening.creditDays })
  const settled = {
    paidAmount: plan.paid,
    nextDue: signOf(plan.amount) > 0 && cmp(plan.paid, plan.amount) < 0 ? plan.dueDate : null,
    doneOn:
      [input.date, deliveredOn ?? '', input.invoicedOn ?? '', signOf(paid) > 0 ? paidDay : ''].toSorted().at(-1) ??
      input.date,
  }
  const row = bringOpening(tx, actor, opening, settled)
  bringPlan(tx, row, plan)
  agreeOn(tx, { row, lines: opening.lines })
  if (shippedOn !== undefined && deliveredOn !== undefined) {
    const { carrier, trackingNumber } = input
    const gone = { shippedOn, deliveredOn, carrier: carrier ?? null, trackingNumber: trackingNumber ?? null }
    await bringShipments(tx, actor, { row, lines: opening.lines }, gone)
  }
  const invoice = input.invoiceNumber?.trim()
  const invoicedOn = input.invoicedOn ?? shippedOn ?? input.date
  if (invoice) await bringInvoice(tx, actor, { row, lines: opening.lines }, { number: invoice, on: invoicedOn })
  await bringPayment(tx, actor, row, { paid, plan, on: paidDay })
  return { id: row.id, number: row.number, ownerId: row.ownerId, deptId: row.deptId }
}

/** Rows of one order stand together; another order may not have its invoice. */
export const orderOpening: Pick<EntityVerbs, 'create' | 'twins'> = {
  create: (tx, actor, input) => openOrder(tx, actor, accept(NewOpening, input)),
  twins: async (_db, _actor, inputs) => inputs.map(input => twinsBy(input, 'invoiceNumber', number => number.trim())),
}

/** Of one file, each document once. */
export const receivableOpening: Pick<EntityVerbs, 'create' | 'twins'> = {
  create: (tx, actor, input) => openReceivable(tx, actor, input),
  twins: async (_db, _actor, inputs) => inputs.map(input => twinsBy(input, 'number', number => number.trim())),
}

/** What is still owed of before, as an order of one charge: it is invoiced already, and waits for its money. */
function openReceivable(tx: Tx, actor: Actor, input: Readonly<Record<string, unknown>>): Promise<AnyRecord> {
  const { amount, ...head } = accept(NewReceivable, input)
  if (signOf(amount) <= 0) throw new Refusal(reason('order.nothingOwed', 'amount'))
  const line = { lineName: orderText['order.openingBalance'][actor.lang], unitQty: '1', price: amount }
  return openOrder(tx, actor, { ...head, taxMode: 'inclusive', invoiced: true, lines: [line] })
}
