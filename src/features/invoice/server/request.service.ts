// Asking for an invoice: of orders, shipments, lines, an amount or an instalment. A live request holds what it asks
// for, under the locks of its order lines.
import { notify } from '#features/notice/server/notice.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { holdOrders } from '#features/order/server/progress.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { problems } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { convert } from '#kernel/money.ts'
import { missing, namedBy, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { headerOf } from '#kernel/tax.ts'
import { linkThread } from '#kernel/thread.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { invoicePermissions } from '../invoice.access.ts'
import { nothingOn, orderNotLive, overBasis, shipmentOpen } from '../invoice.rules.ts'
import type { NewInvoice, WholeInvoice } from '../invoice.schema.ts'
import { askedBuyer, withBuyer } from './buyer.service.ts'
import { type Drawn, draw, type Orders, ordersOf } from './draw.service.ts'
import { indexInvoice, readBackInvoice, tellInvoice } from './invoice.service.ts'
import { type InvoiceLineRow, type InvoiceRow, invoiceLines, invoices } from './invoice.table.ts'

/** Orders out of reach are missing; everything else that is wrong is told at once. */
export async function requestInvoice(tx: Tx, actor: Actor, input: NewInvoice): Promise<WholeInvoice> {
  const number = nextNumber(tx, actor)
  const orderIds = await ordersOf(tx, input)
  const orders = await holdOrders(tx, orderIds)
  await refuseUnseen(tx, actor, input, orderIds)
  const invoiceId = newId()
  const [drawn, fields] = await Promise.all([draw(tx, input, { invoiceId, orders }), ownFields(tx, actor, 'invoice')])
  refuseAll(problemsOf(input, orders, drawn))
  const row = await newRow(tx, actor, { input, orders, drawn, invoiceId, number: await number })
  row.custom = takeCustom(fields, input.custom)
  tx.write(invoices.insert(tx.orgId, [row]))
  tx.write(invoiceLines.insert(tx.orgId, drawn.rows))
  indexInvoice(tx, fields, row, true)
  for (const { row: order } of orders.values())
    linkThread(tx, order.threadId, [{ entity: 'invoice', recordId: row.id }])
  const after = { number: row.number, gross: row.gross, currency: row.currency, lines: said(drawn.rows) }
  tellInvoice(tx, actor, row, rowsOf(orders), { kind: 'invoice.requested', to: 'requested', after })
  await tellIssuers(tx, actor, row)
  return readBackInvoice(tx, actor, row.id)
}

export const rowsOf = (orders: Orders) => [...orders.values()].map(one => one.row)

export function nextNumber(tx: Tx, actor: Actor): Promise<string> {
  const number = numberOf(tx, actor, 'invoice', today(tx.database.clock, actor.org.zone))
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  return number
}

/** The ball is with those who issue. */
async function tellIssuers(tx: Tx, actor: Actor, row: InvoiceRow): Promise<void> {
  const userIds = await holdersOf(tx, 'invoice.issue', invoicePermissions, row)
  const values = { by: actor.name, number: row.number, customer: row.buyer.name }
  notify(tx, actor, { userIds, kind: 'invoiceRequested', values, entity: 'invoice', recordId: row.id })
}

export async function refuseUnseen(
  db: Db,
  actor: Actor,
  input: NewInvoice,
  orderIds: readonly string[],
): Promise<void> {
  if (!input.orderIds) {
    const seen = await Promise.allSettled(orderIds.map(id => getOrder(db, actor, id)))
    const path = input.lines ? 'lines.0.orderLineId' : 'shipmentIds.0'
    if (orderIds.length === 0 || seen.some(one => one.status === 'rejected'))
      throw new Refusal(reason(input.lines ? 'invoice.unknownLine' : 'invoice.noLines', path))
    return
  }
  await Promise.all(input.orderIds.map((id, i) => namedBy(`orderIds.${i}`, getOrder(db, actor, id))))
}

/** The same guards that will judge the issuing, as far as they are about how much. */
export function problemsOf(
  input: Pick<NewInvoice, 'kind'>,
  orders: Orders,
  { rows, claims, shipmentsOpen, reasons }: Drawn,
): Reason[] {
  const [first] = rowsOf(orders)
  if (reasons.length > 0 || !first) return [...reasons]
  const facts = {
    ...unasked,
    kind: input.kind ?? 'normal',
    currency: first.currency,
    lines: rows,
    claims,
    shipmentsOpen,
    orders: rowsOf(orders),
  }
  return problems([nothingOn, orderNotLive, shipmentOpen, overBasis], facts)
}
const nobody = {
  kind: 'company',
  name: '',
  taxNumber: null,
  address: null,
  phone: null,
  bank: null,
  account: null,
  email: null,
} as const
/** What nobody asks about before it is issued. */
export const unasked = {
  state: 'requested',
  taxKind: 'plain',
  buyer: nobody,
  channel: null,
  answered: false,
  lineOff: '0',
  totalOff: '0',
  originalDate: null,
  date: '',
  today: '',
  booksClosedUntil: null,
} as const

type Fresh = {
  readonly input: NewInvoice
  readonly orders: Orders
  readonly drawn: Drawn
  readonly invoiceId: string
  readonly number: string
}
async function newRow(tx: Tx, actor: Actor, { input, orders, drawn, invoiceId, number }: Fresh): Promise<InvoiceRow> {
  const [first, ...others] = rowsOf(orders)
  if (!first) throw missing('order')
  const usual = await askedBuyer(tx, actor, first, input.profileId)
  const isAdvance = input.kind === 'advance'
  return {
    ...blank,
    ...newStamp(tx, actor, { ownerId: first.ownerId, deptId: first.deptId }),
    id: invoiceId,
    number,
    kind: input.kind ?? 'normal',
    taxKind: isAdvance ? 'none' : (input.taxKind ?? usual.taxKind),
    state: 'requested',
    customerId: others.every(one => one.customerId === first.customerId) ? first.customerId : first.payerId,
    payerId: first.payerId,
    buyer: withBuyer(usual.buyer, input.buyer),
    currency: first.currency,
    rate: first.rate,
    ...sumsOf(actor, first, drawn.rows),
    note: input.note?.trim() || null,
  }
}
export function sumsOf(actor: Actor, { rate }: Pick<InvoiceRow, 'rate'>, rows: readonly InvoiceLineRow[]) {
  const sums = headerOf(rows)
  return { ...sums, baseGross: convert(sums.gross, rate, actor.org.currency) }
}
export const blank = {
  date: null,
  issuedAt: null,
  taxNumber: null,
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
  isOpening: false,
  alone: false,
  dueDate: null,
  settled: '0',
  forId: null,
} as const

export const said = (rows: readonly InvoiceLineRow[]): string =>
  rows
    .map(row => [row.no, row.name, row.unitQty, row.unit, row.gross].filter(part => part !== null).join(' '))
    .join('\n')
