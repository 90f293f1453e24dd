// Drafts begin: typed in by someone, or made by a won deal from its accepted quote.
import { createHash } from 'node:crypto'
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { findCustomers, getCustomer } from '#features/customer/server/customer.service.ts'
import { touchDealOrders } from '#features/deal/server/move.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { deptOf, userNames } from '#features/people/server/people.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { convert, isCurrency } from '#kernel/money.ts'
import { numbersOf } from '#kernel/numbers.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { byActor, newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { canonicalOrder, noTerms } from '../order.rules.ts'
import type { NewOrder, Order, WholeOrder } from '../order.schema.ts'
import { buildLines, linesSaid, productsFor } from './line.service.ts'
import { type LineRow, type OrderRow, orderLines, orders } from './order.table.ts'
import { tellOrder, wholeOf } from './shown.service.ts'

export const hashOf = (row: OrderRow, lines: readonly LineRow[]): string =>
  createHash('sha256').update(canonicalOrder(row, lines)).digest('hex')

/** Asked before anything else is awaited, so that it runs beside the first reads. */
export const nextOrderNumber = (tx: Tx, date: string): Promise<string> =>
  numbersOf(tx)('order', 'SO{yyyyMMdd}-{0001}', date)

const blank = {
  type: 'standard',
  contactId: null,
  dealId: null,
  quoteId: null,
  promisedDate: null,
  poNumber: null,
  address: null,
  discountKind: null,
  discountValue: null,
  approvedHash: null,
  packetState: null,
  exposure: '0',
  paidAmount: '0',
  note: null,
  submittedAt: null,
  approvedAt: null,
  confirmedAt: null,
  closedAt: null,
  cancelledAt: null,
} as const

export type Draft = Pick<
  OrderRow,
  'number' | 'customerId' | 'payerId' | 'date' | 'currency' | 'rate' | 'taxMode' | 'taxRound' | 'terms' | 'threadId'
> &
  Partial<OrderRow>
export type Fresh = { readonly row: OrderRow; readonly lines: readonly LineRow[] }

/** The whole row of a draft with its sums and its content's hash. */
export function draftOf(
  actor: Actor,
  stamp: ReturnType<typeof newStamp>,
  draft: Draft,
  built: { readonly lines: readonly LineRow[]; readonly sums: { net: string; tax: string; gross: string } },
): Fresh {
  const baseGross = convert(built.sums.gross, draft.rate, actor.org.currency)
  const row: OrderRow = { ...blank, ...stamp, state: 'draft', ...draft, ...built.sums, baseGross, contentHash: '' }
  return { row: { ...row, contentHash: hashOf(row, built.lines) }, lines: built.lines }
}

export function writeNewOrder(tx: Tx, actor: Actor, { row, lines }: Fresh, fields: readonly Field[]): void {
  if (row.dealId) touchDealOrders(tx, row.dealId, 1)
  tx.write(orders.insert(tx.orgId, [row]))
  if (lines.length > 0) tx.write(orderLines.insert(tx.orgId, lines))
  linkThread(tx, row.threadId, [{ entity: 'order', recordId: row.id }])
  indexOrder(tx, fields, row, true)
  const { number, customerId, date, gross, currency } = row
  tellOrder(tx, actor, row, {
    kind: 'order.created',
    to: 'draft',
    after: { number, customerId, date, gross, currency, lines: linesSaid(lines.slice(0, 50)) },
  })
}

export function indexOrder(tx: Tx, fields: readonly Field[], row: OrderRow, fresh: boolean): void {
  const terms = [...termsOf(row.number, 'number'), ...(row.poNumber ? termsOf(row.poNumber, 'number') : [])]
  writeSearchTerms(tx, 'order', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'order', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

export async function createOrder(tx: Tx, actor: Actor, input: NewOrder): Promise<WholeOrder> {
  const date = input.date ?? today(tx.database.clock, actor.org.zone)
  const number = nextOrderNumber(tx, date)
  const currency = input.currency ?? actor.org.currency
  const inputs = input.lines ?? []
  const [customer, contacts, products, rate, fields, people] = await Promise.all([
    customerIn(tx, actor, input.customerId),
    input.contactId ? contactsOf(tx, input.customerId) : [],
    productsFor(tx, inputs),
    isCurrency(currency) ? rateOn(tx, actor, currency, date) : undefined,
    ownFields(tx, actor, 'order'),
    ownerOf(tx, actor, input.ownerId),
  ])
  const payerId = input.payerId ?? customer.payerId ?? customer.id
  const payer = payerId === customer.id ? customer : (await findCustomers(tx, [payerId])).get(payerId)
  const contact = contacts.find(one => one.id === input.contactId)
  const reasons = headProblems(actor, { date, currency, rate })
  if (!payer) reasons.push(reason('order.unknownPayer', 'payerId'))
  if (input.contactId && !contact) reasons.push(reason('order.unknownContact', 'contactId'))
  refuseAll(reasons)
  const { lines: _, custom, ownerId: __, ...given } = input
  const head = {
    currency,
    rate: rate ?? '1',
    taxMode: input.taxMode ?? 'inclusive',
    taxRound: input.taxRound ?? 'line',
    discountKind: input.discountValue ? (input.discountKind ?? 'percent') : null,
    discountValue: input.discountValue || null,
  } as const
  const stamp = newStamp(tx, actor, people, takeCustom(fields, custom))
  const built = buildLines(actor, inputs, { orderId: stamp.id, head, products, old: [] })
  const fresh = draftOf(
    actor,
    stamp,
    {
      ...tidy(given),
      ...head,
      customerId: customer.id,
      payerId,
      address: input.address?.trim() || customer.address,
      terms: input.terms ?? noTerms,
      date,
      threadId: newId(),
      number: await number,
    },
    built,
  )
  writeNewOrder(tx, actor, fresh, fields)
  const names = {
    customerName: customer.name,
    payerName: payer?.name ?? '',
    contactName: contact?.name ?? null,
    dealName: null,
    quoteNumber: null,
    ownerName: people.ownerName,
  }
  return wholeOf(shownOf(fresh.row, names), fresh.row, fresh.lines)
}

type Names = Pick<Order, 'customerName' | 'payerName' | 'contactName' | 'dealName' | 'quoteNumber' | 'ownerName'>
// prettier-ignore
function shownOf(row: OrderRow, names: Names): Order {
  const {
    id,
    version,
    number,
    customerId,
    payerId,
    contactId,
    dealId,
    quoteId,
    state,
    date,
    promisedDate,
    poNumber,
    address,
    currency,
    rate,
    taxMode,
    taxRound,
    discountKind,
    discountValue,
    net,
    tax,
    gross,
    baseGross,
    terms,
    packetState,
    paidAmount,
    threadId,
    note,
    submittedAt,
    approvedAt,
    confirmedAt,
    closedAt,
    cancelledAt,
    ownerId,
    deptId,
    createdAt,
    updatedAt,
    custom,
  } = row
  return {
    id,
    version,
    number,
    customerId,
    payerId,
    contactId,
    dealId,
    quoteId,
    state,
    reviewed: false,
    date,
    promisedDate,
    poNumber,
    address,
    currency,
    rate,
    taxMode,
    taxRound,
    discountKind,
    discountValue,
    net,
    tax,
    gross,
    baseGross,
    terms,
    packetState,
    paidAmount,
    threadId,
    note,
    submittedAt,
    approvedAt,
    confirmedAt,
    closedAt,
    cancelledAt,
    ownerId,
    deptId,
    createdAt,
    updatedAt,
    custom,
    ...names,
  }
}

/** Empty text is no value; what was not given is not there. */
export function tidy(given: Readonly<Record<string, unknown>>): Partial<OrderRow> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, typeof value === 'string' && value.trim() === '' ? null : value]),
  )
}

async function customerIn(db: Db, actor: Actor, id: string) {
  try {
    return await getCustomer(db, actor, id)
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(reason('order.unknownCustomer', 'customerId')) : error
  }
}

async function ownerOf(tx: Tx, actor: Actor, ownerId: string | undefined) {
  if (ownerId === undefined || ownerId === actor.userId) return { ...byActor(actor), ownerName: actor.name }
  const [deptId, names] = await Promise.all([deptOf(tx, ownerId), userNames(tx, [ownerId])])
  return { ownerId, deptId, ownerName: names.get(ownerId) ?? null }
}

export function headProblems(
  { org }: Actor,
  { date, currency, rate }: { readonly date: string; readonly currency: string; readonly rate: string | undefined },
): Reason[] {
  const reasons: Reason[] = []
  if (org.booksClosedUntil && date <= org.booksClosedUntil)
    reasons.push(reason('order.booksClosed', 'date', { date: org.booksClosedUntil }))
  if (!isCurrency(currency)) reasons.push(reason('order.badCurrency', 'currency'))
  else if (rate === undefined) reasons.push(reason('order.noRate', 'currency', { currency, date }))
  return reasons
}
