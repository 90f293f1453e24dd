// An invoice of before Baton: all of an order, under its own number and day (domain §13). It is in nobody's register
// and was sent by nobody here.
import type { LineRow, OrderRow } from '#features/order/server/order.table.ts'
import type { Actor } from '#kernel/access.ts'
import { instantOf } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { linkThread } from '#kernel/thread.ts'
import { newStamp } from '#meta/server/record.service.ts'
import { priceOf } from '../invoice.totals.ts'
import { buyerFor } from './buyer.service.ts'
import { indexInvoice, tellInvoice } from './invoice.service.ts'
import { type InvoiceLineRow, type InvoiceRow, invoiceLines, invoices } from './invoice.table.ts'

type Billed = { readonly number: string; readonly on: string }
type Order = { readonly row: OrderRow; readonly lines: readonly LineRow[] }

/** The order's counters say it already. */
export async function bringInvoice(tx: Tx, actor: Actor, { row: order, lines }: Order, billed: Billed): Promise<void> {
  const { buyer, taxKind } = await buyerFor(tx, order.payerId)
  const { customerId, payerId, currency, rate, net, tax, gross, baseGross } = order
  const issuedAt = instantOf(billed.on, '00:00', actor.org.zone).toISOString()
  const row: InvoiceRow = {
    ...newStamp(tx, actor, { ownerId: order.ownerId, deptId: order.deptId }),
    ...blank,
    ...{ customerId, payerId, currency, rate, net, tax, gross, baseGross, buyer, taxKind, issuedAt },
    number: billed.number,
    date: billed.on,
    taxNumber: /^\d{20}$/.test(billed.number) ? billed.number : null,
  }
  const own = lines.map((line, i) => lineOf(row.id, line, i + 1))
  tx.write(invoices.insert(tx.orgId, [row]), invoiceLines.insert(tx.orgId, own))
  indexInvoice(tx, [], row, true)
  linkThread(tx, order.threadId, [{ entity: 'invoice', recordId: row.id }])
  const after = { number: row.number, gross, currency }
  tellInvoice(tx, actor, row, [order], { kind: 'invoice.brought', to: 'issued', after, at: issuedAt })
}

const blank = {
  kind: 'normal',
  state: 'issued',
  registerNo: null,
  originalId: null,
  redReason: null,
  reversed: '0',
  channel: null,
  sentAt: null,
  askedAt: null,
  attempts: 0,
  error: null,
  lapsesAt: null,
  endedAt: null,
  note: null,
  isOpening: true,
  alone: false,
  dueDate: null,
  settled: '0',
  forId: null,
  settlementId: null,
} as const

function lineOf(invoiceId: string, line: LineRow, no: number): InvoiceLineRow {
  const { orderId, productId, unit, unitQty, name, spec, taxRate, net, tax, gross } = line
  return {
    id: newId(),
    invoiceId,
    no,
    orderId,
    orderLineId: line.id,
    shipmentLineId: null,
    originalLineId: null,
    productId,
    by: 'quantity',
    qty: line.ordered,
    unit,
    unitQty,
    price: priceOf(net, unitQty),
    name,
    spec,
    taxCode: null,
    lineKind: 'normal',
    taxRate,
    net,
    tax,
    gross,
  }
}
