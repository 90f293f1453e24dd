// Invoices of before that no order stands for (domain §13): issued elsewhere, owed as far as they say, due on their own day.
import { lockCredit, moveExposure } from '#features/customer/server/credit.service.ts'
import { type CustomerFacts, findCustomers } from '#features/customer/server/customer.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { addDays, instantOf, today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { cmp, convert, div, isCurrency, mul, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import { type AnyRecord, type EntityVerbs, twinsBy } from '#meta/registry.ts'
import { newStamp } from '#meta/server/record.service.ts'
import { invoiceText } from '../invoice.text.ts'
import { NewAloneInvoice } from '../opening.schema.ts'
import { buyerFor } from './buyer.service.ts'
import { indexInvoice, tellInvoice } from './invoice.service.ts'
import { type InvoiceLineRow, type InvoiceRow, invoiceLines, invoices } from './invoice.table.ts'
import { blank } from './request.service.ts'

export const aloneOpening: Pick<EntityVerbs, 'create' | 'twins'> = {
  create: (tx, actor, input) => bringAlone(tx, actor, accept(NewAloneInvoice, input)),
  twins: async (_db, _actor, inputs) => inputs.map(input => twinsBy(input, 'number', number => number.trim())),
}

async function bringAlone(tx: Tx, actor: Actor, input: NewAloneInvoice): Promise<AnyRecord> {
  if (!can(actor, 'order.open'))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'order.open' } }, 'forbidden')
  const { currency = actor.org.currency, customerId, date } = input
  const [customers, rate] = await Promise.all([
    findCustomers(tx, [customerId]),
    isCurrency(currency) ? rateOn(tx, actor, currency, date) : undefined,
  ])
  const customer = customers.get(customerId)
  const known = customer !== undefined && can(actor, 'customer.read', customer)
  refuseAll(problemsOf(input, { currency, rate, known, day: today(tx.database.clock, actor.org.zone) }))
  const payerId = customer?.payerId ?? customerId
  const [credit] = await lockCredit(tx, [payerId])
  const row = await rowOf(tx, actor, input, {
    customer,
    payerId,
    currency,
    rate: rate ?? '1',
    days: credit?.creditDays ?? 0,
  })
  const line = lineOf(row, input, invoiceText['invoice.openingDebt'][actor.lang])
  tx.write(invoices.insert(tx.orgId, [row]), invoiceLines.insert(tx.orgId, [line]))
  indexInvoice(tx, [], row, true)
  moveExposure(tx, payerId, row.baseGross)
  const after = { number: row.number, gross: row.gross, currency }
  tellInvoice(tx, actor, row, [], {
    kind: 'invoice.brought',
    to: 'issued',
    after,
    ...(row.issuedAt && { at: row.issuedAt }),
  })
  return { id: row.id, number: row.number, ownerId: row.ownerId, deptId: row.deptId }
}

type Brought = {
  readonly customer: CustomerFacts | undefined
  readonly payerId: string
  readonly currency: string
  readonly rate: string
  /** The payer's days of credit. */
  readonly days: number
}
async function rowOf(tx: Tx, actor: Actor, input: NewAloneInvoice, known: Brought): Promise<InvoiceRow> {
  const { customer, payerId, currency, rate, days } = known
  const { customerId, date } = input
  const { buyer, taxKind } = await buyerFor(tx, payerId)
  const money = parted(input.amount, input.taxRate ?? '0', currency)
  return {
    ...blank,
    ...newStamp(tx, actor, { ownerId: customer?.ownerId ?? null, deptId: customer?.deptId ?? null }),
    ...{ customerId, payerId, buyer, taxKind, currency, rate, ...money },
    kind: 'normal',
    state: 'issued',
    number: input.number.trim(),
    taxNumber: /^\d{20}$/.test(input.number.trim()) ? input.number.trim() : null,
    baseGross: convert(input.amount, rate, actor.org.currency),
    date,
    issuedAt: instantOf(date, '00:00', actor.org.zone).toISOString(),
    isOpening: true,
    alone: true,
    dueDate: input.dueOn ?? addDays(date, days),
    note: input.note?.trim() || null,
  }
}

type Known = {
  readonly currency: string
  readonly rate: string | undefined
  readonly known: boolean
  readonly day: string
}
function problemsOf(input: NewAloneInvoice, { currency, rate, known, day }: Known): Reason[] {
  const { amount, date, taxRate = '0' } = input
  const found: (Reason | undefined)[] = [
    known ? undefined : reason('invoice.unknownPayer', 'customerId'),
    signOf(amount) > 0 ? undefined : reason('invoice.nothingOwed', 'amount'),
    date > day ? reason('invoice.inFuture', 'date') : undefined,
    cmp(taxRate, '100') > 0 ? reason('invoice.rateOutOfRange', 'taxRate') : undefined,
  ]
  if (rate === undefined) found.push(reason('invoice.noRate', 'currency', { currency, date }))
  else if (cmp(roundMoney(amount, currency), amount) !== 0)
    found.push(reason('invoice.tooFine', 'amount', { currency }))
  return found.flatMap(one => one ?? [])
}

function parted(gross: string, rate: string, currency: string) {
  const tax = roundMoney(div(mul(gross, rate), sum(['100', rate])), currency)
  return { net: sub(gross, tax), tax, gross }
}

type Said = Pick<NewAloneInvoice, 'taxRate' | 'taxCode'>
function lineOf(
  { id: invoiceId, net, tax, gross }: InvoiceRow,
  { taxRate = '0', taxCode }: Said,
  name: string,
): InvoiceLineRow {
  const nowhere = { orderId: null, orderLineId: null, shipmentLineId: null, originalLineId: null, productId: null }
  const whole = { qty: null, unit: null, unitQty: null, price: null, spec: null, taxCode: taxCode?.trim() || null }
  return {
    ...nowhere,
    ...whole,
    ...{ id: newId(), invoiceId, no: 1, by: 'amount', lineKind: 'normal', name, taxRate, net, tax, gross },
  }
}
