// Asking for an invoice: of orders, shipments, lines, an amount or an instalment. A live request holds what it asks
// for, under the locks of its order lines.
import { notify } from '#features/notice/server/notice.service.ts'
import type { Order } from '#features/order/order.schema.ts'
import { getOrderHead } from '#features/order/server/order.service.ts'
import { holdOrders } from '#features/order/server/progress.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import type { Actor } from '#kernel/access.ts'
import { capitalOf } from '#kernel/capital.ts'
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
import { comesBack, nothingOn, orderNotLive, overBasis, shipmentOpen } from '../invoice.rules.ts'
import type { FromOrder, InvoiceLine, NewInvoice, WholeInvoice } from '../invoice.schema.ts'
import { askedBuyer, type OnInvoice, withBuyer } from './buyer.service.ts'
import { type Drawn, draw, type Orders, ordersOf } from './draw.service.ts'
import { indexInvoice, tellInvoice } from './invoice.service.ts'
import { type InvoiceLineRow, type InvoiceRow, invoiceLines, invoices } from './invoice.table.ts'

/** Orders out of reach are missing; everything else that is wrong is told at once. */
export const requestInvoice = (tx: Tx, actor: Actor, input: NewInvoice): Promise<WholeInvoice> =>
  request(tx, actor, input, i => `orderIds.${i}`)
/** The same of one order, named by itself. */
export const requestOfOrder = (tx: Tx, actor: Actor, { orderId, ...input }: FromOrder): Promise<WholeInvoice> =>
  request(tx, actor, { ...input, orderIds: [orderId] }, () => 'orderId')

/** What a settlement settled, of orders that it holds: asked for in its transaction. Heads are as their reader sees them. */
export async function requestSettled(
  tx: Tx,
  actor: Actor,
  orders: Orders,
  { settlementId, ...input }: NewInvoice & { readonly settlementId: string },
): Promise<WholeInvoice> {
  const number = nextNumber(tx, actor)
  const heads = await refuseUnseen(tx, actor, input, { orderIds: [...orders.keys()] })
  return requestOf(tx, actor, { input, orders, heads, number, settlementId })
}

type PathOf = (at: number) => string
async function request(tx: Tx, actor: Actor, input: NewInvoice, pathOf: PathOf): Promise<WholeInvoice> {
  const number = nextNumber(tx, actor)
  const orderIds = await ordersOf(tx, input)
  const [orders, heads] = await Promise.all([
    holdOrders(tx, orderIds),
    refuseUnseen(tx, actor, input, { orderIds, pathOf }),
  ])
  return requestOf(tx, actor, { input, orders, heads, number, settlementId: null })
}

type Asked = {
  readonly input: NewInvoice
  readonly orders: Orders
  readonly heads: readonly Order[]
  readonly number: Promise<string>
  readonly settlementId: string | null
}
async function requestOf(
  tx: Tx,
  actor: Actor,
  { input, orders, heads, number, settlementId }: Asked,
): Promise<WholeInvoice> {
  const invoiceId = newId()
  const [first] = rowsOf(orders)
  const [drawn, fields, usual, issuers] = await Promise.all([
    draw(tx, input, { invoiceId, orders }),
    ownFields(tx, actor, 'invoice'),
    first && askedBuyer(tx, actor, first, input.profileId),
    first ? holdersOf(tx, 'invoice.issue', invoicePermissions, first) : [],
  ])
  refuseAll(problemsOf(input, orders, drawn))
  if (!usual) throw missing('order')
  const fresh = newRow(tx, actor, { input, orders, drawn, invoiceId, number: await number, usual })
  const row = { ...fresh, settlementId }
  row.custom = takeCustom(fields, input.custom)
  tx.write(invoices.insert(tx.orgId, [row]))
  tx.write(invoiceLines.insert(tx.orgId, drawn.rows))
  indexInvoice(tx, fields, row, true)
  for (const { row: order } of orders.values())
    linkThread(tx, order.threadId, [{ entity: 'invoice', recordId: row.id }])
  const after = { number: row.number, gross: row.gross, currency: row.currency, lines: said(drawn.rows) }
  tellInvoice(tx, actor, row, rowsOf(orders), { kind: 'invoice.requested', to: 'requested', after })
  tellIssuers(tx, actor, row, issuers)
  return asMade(row, shownLines(drawn.rows, orders), heads)
}

/** As it would be read back. */
function asMade(row: InvoiceRow, lines: InvoiceLine[], heads: readonly Order[]): WholeInvoice {
  const {
    createdBy,
    updatedBy: _,
    deletedAt: __,
    endedAt: ___,
    settled: ____,
    forId: _____,
    settlementId: _6,
    ...head
  } = row
  const [first] = heads
  const payerName = first?.payerName ?? ''
  return {
    ...head,
    customerName: row.customerId === first?.customerId ? first.customerName : payerName,
    payerName,
    ownerName: first?.ownerName ?? null,
    orderNumbers: [...new Set(lines.flatMap(line => line.orderNumber ?? []))].toSorted().join(', '),
    buyerName: row.buyer.name,
    originalNumber: null,
    standing: null,
    stuck: false,
    requesterId: createdBy,
    lines,
    capital: capitalOf(row.gross, row.currency),
  }
}

/** With what its reader is told of each line's order. */
export const shownLines = (rows: readonly InvoiceLineRow[], orders: Orders): InvoiceLine[] =>
  rows.map(({ invoiceId: _, ...line }) => {
    const order = orders.get(line.orderId ?? '')
    const own = order?.lines.find(one => one.id === line.orderLineId)
    return { ...line, orderNumber: order?.row.number ?? null, isGoods: own === undefined || comesBack(own) }
  })

export const rowsOf = (orders: Orders) => [...orders.values()].map(one => one.row)

export function nextNumber(tx: Tx, actor: Actor): Promise<string> {
  const number = numberOf(tx, actor, 'invoice', today(tx.database.clock, actor.org.zone))
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  return number
}

/** The ball is with those who issue. */
function tellIssuers(tx: Tx, actor: Actor, row: InvoiceRow, userIds: readonly string[]): void {
  const values = { by: actor.name, number: row.number, customer: row.buyer.name }
  notify(tx, actor, { userIds, kind: 'invoiceRequested', values, entity: 'invoice', recordId: row.id })
}

export async function refuseUnseen(
  db: Db,
  actor: Actor,
  input: NewInvoice,
  { orderIds, pathOf = i => `orderIds.${i}` }: { readonly orderIds: readonly string[]; readonly pathOf?: PathOf },
): Promise<Order[]> {
  if (input.orderIds) return Promise.all(input.orderIds.map((id, i) => namedBy(pathOf(i), getOrderHead(db, actor, id))))
  const seen = await Promise.allSettled(orderIds.map(id => getOrderHead(db, actor, id)))
  const heads = seen.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  if (heads.length > 0 && heads.length === seen.length) return heads
  const path = input.lines ? 'lines.0.orderLineId' : 'shipmentIds.0'
  throw new Refusal(reason(input.lines ? 'invoice.unknownLine' : 'invoice.noLines', path))
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
  readonly usual: OnInvoice
}
function newRow(tx: Tx, actor: Actor, { input, orders, drawn, invoiceId, number, usual }: Fresh): InvoiceRow {
  const [first, ...others] = rowsOf(orders)
  if (!first) throw missing('order')
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
  settlementId: null,
} as const

export const said = (rows: readonly InvoiceLineRow[]): string =>
  rows
    .map(row => [row.no, row.name, row.unitQty, row.unit, row.gross].filter(part => part !== null).join(' '))
    .join('\n')
