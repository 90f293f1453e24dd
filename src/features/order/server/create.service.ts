// Drafts begin: typed in by someone, or made by a won deal from its accepted quote.
import { createHash } from 'node:crypto'
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { findCustomers, getCustomerFacts } from '#features/customer/server/customer.service.ts'
import { touchDealOrders } from '#features/deal/server/move.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { ownerWithin, userNames } from '#features/people/server/people.service.ts'
import { unknownWarehouses } from '#features/stock/server/stock.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { convert, isCurrency } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import { noTerms, termProblems } from '#kernel/terms.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { byActor, newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { canonicalOrder } from '../order.rules.ts'
import type { NewOrder, Order, Progress, WholeOrder } from '../order.schema.ts'
import { offeredOf, typeProblems, typeRules, withType } from '../orderType.rules.ts'
import { buildLines, linesSaid, productsFor, totalProblems } from './line.service.ts'
import { type LineRow, type OrderRow, orderLines, orders } from './order.table.ts'
import { tellOrder, wholeOf } from './shown.service.ts'
import { siteFor, siteProblems, sitesFor } from './site.service.ts'

export const hashOf = (row: OrderRow, lines: readonly LineRow[]): string =>
  createHash('sha256').update(canonicalOrder(row, lines)).digest('hex')

/** Asked before anything else is awaited, so that it runs beside the first reads. */
export const nextOrderNumber = (tx: Tx, actor: Actor, date: string): Promise<string> =>
  numberOf(tx, actor, 'order', date)

/** As the columns' own defaults say it: nothing has come after the order yet. */
const untouched: Progress = {
  supply: 'notNeeded',
  fulfilment: 'notNeeded',
  billing: 'notNeeded',
  payment: 'notNeeded',
  returned: 'none',
  writtenOff: '0',
  nextDue: null,
  issuingInvoices: 0,
  advanceInvoiced: '0',
  liveReturns: 0,
  liveChanges: 0,
  revision: 1,
  billBasis: 'order',
  completedAt: null,
}

const blank = {
  type: 'standard',
  priority: 'normal',
  returnBy: null,
  noReturn: false,
  sampleId: null,
  siteId: null,
  contactId: null,
  dealId: null,
  quoteId: null,
  contractId: null,
  calledAmount: '0',
  release: null,
  promisedDate: null,
  poNumber: null,
  address: null,
  discountKind: null,
  discountValue: null,
  approvedHash: null,
  packetState: null,
  exposure: '0',
  paidAmount: '0',
  ...untouched,
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
  refuseAll(totalProblems(built.sums, draft.currency))
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
  const terms = [
    ...termsOf(row.number, 'number'),
    ...(row.poNumber ? termsIn('poNumber', termsOf(row.poNumber, 'number')) : []),
  ]
  writeSearchTerms(tx, 'order', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'order', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

export async function createOrder(tx: Tx, actor: Actor, input: NewOrder): Promise<WholeOrder> {
  const date = input.date ?? today(tx.database.clock, actor.org.zone)
  const number = nextOrderNumber(tx, actor, date)
  const found = await partiesOf(tx, actor, input, date)
  const { customer, payer, contact, owner, fields, products } = found
  refuseAll(problemsOf(actor, input, found))
  const { lines = [], custom, ownerId: _, ...given } = input
  const head = headOf(actor, input, found)
  const stamp = newStamp(tx, actor, { ownerId: owner.ownerId, deptId: owner.deptId }, takeCustom(fields, custom))
  const built = buildLines(actor, lines, {
    orderId: stamp.id,
    type: input.type ?? 'standard',
    head,
    buyer: { level: customer.level, region: customer.region, now: tx.now },
    products,
    old: [],
  })
  const address = input.address?.trim() || customer.address
  const fixed = { customerId: customer.id, payerId: found.payerId, address, date, threadId: newId() }
  const siteId = siteFor(found.sites, input.siteId)
  const asked = { ...blank, ...tidy(given), ...head, ...fixed, siteId, terms: input.terms ?? noTerms }
  const draft = { ...withType(asked), number: await number }
  const fresh = draftOf(actor, stamp, draft, built)
  writeNewOrder(tx, actor, fresh, fields)
  return wholeOf(
    shownOf(fresh.row, {
      customerName: customer.name,
      payerName: payer?.name ?? '',
      contactName: contact?.name ?? null,
      dealName: null,
      quoteNumber: null,
      contractNumber: null,
      sampleNumber: null,
      siteName: found.sites.find(one => one.id === fresh.row.siteId)?.name ?? null,
      ownerName: owner.ownerName,
    }),
    fresh.row,
    fresh.lines,
  )
}

type Found = Awaited<ReturnType<typeof partiesOf>>

/** All that is asked in the first trip. */
export async function partiesOf(tx: Tx, actor: Actor, input: NewOrder, date: string) {
  const currency = input.currency ?? actor.org.currency
  const [customer, contacts, products, places, rate, fields, owner, sites] = await Promise.all([
    customerIn(tx, actor, input.customerId),
    input.contactId ? contactsOf(tx, input.customerId) : [],
    productsFor(tx, input.lines ?? []),
    unknownWarehouses(tx, input.lines ?? []),
    isCurrency(currency) ? rateOn(tx, actor, currency, date) : undefined,
    ownFields(tx, actor, 'order'),
    ownerOf(tx, actor, input.ownerId),
    sitesFor(tx, { type: input.type ?? 'standard', customerId: input.customerId }),
  ])
  const payerId = input.payerId ?? customer.payerId ?? customer.id
  const payer = payerId === customer.id ? customer : (await findCustomers(tx, [payerId])).get(payerId)
  const contact = contacts.find(one => one.id === input.contactId)
  return { customer, contact, products, places, rate, fields, owner, payerId, payer, currency, date, sites }
}

export function problemsOf(actor: Actor, input: NewOrder, found: Found): Reason[] {
  const reasons = [...headProblems(actor, found), ...found.places, ...typeProblems(askedOf(actor, input, found))]
  if (input.terms) reasons.push(...termProblems(input.terms))
  if (!found.payer) reasons.push(reason('order.unknownPayer', 'payerId'))
  if (input.contactId && !found.contact) reasons.push(reason('order.unknownContact', 'contactId'))
  return [...reasons, ...siteProblems(input.type ?? 'standard', found.sites, input.siteId)]
}

const askedOf = ({ org }: Actor, { type = 'standard', returnBy, noReturn }: NewOrder, { date }: Found) => ({
  ...{ type, returnBy, noReturn, date },
  offered: offeredOf(org.settings.orderTypes),
})

export function headOf({ org }: Actor, input: NewOrder, { currency, rate }: Found) {
  const { taxMode, taxRound } = taxDefaultsOf(org.settings)
  const discountValue = typeRules[input.type ?? 'standard'].price === 'free' ? null : input.discountValue || null
  return {
    currency,
    rate: rate ?? '1',
    taxMode: input.taxMode ?? taxMode,
    taxRound: input.taxRound ?? taxRound,
    discountKind: discountValue ? (input.discountKind ?? ('percent' as const)) : null,
    discountValue,
  }
}

type Names = Pick<
  Order,
  | 'customerName'
  | 'payerName'
  | 'contactName'
  | 'dealName'
  | 'quoteNumber'
  | 'contractNumber'
  | 'sampleNumber'
  | 'siteName'
  | 'ownerName'
>

/** What the reader sees of a row: all but how it is kept. */
function shownOf(row: OrderRow, names: Names): Order {
  const { contentHash: __, approvedHash: ___, exposure: ____, calledAmount: _8, release: _9, ...rest } = row
  const { createdBy: _____, updatedBy: ______, deletedAt: _______, ...shown } = rest
  return { ...shown, reviewed: false, ...names }
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
    return await getCustomerFacts(db, actor, id)
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(reason('order.unknownCustomer', 'customerId')) : error
  }
}

async function ownerOf(tx: Tx, actor: Actor, ownerId: string | undefined) {
  if (ownerId === undefined || ownerId === actor.userId) return { ...byActor(actor), ownerName: actor.name }
  const [owner, names] = await Promise.all([ownerWithin(tx, actor, 'order.create', ownerId), userNames(tx, [ownerId])])
  return { ...owner, ownerName: names.get(ownerId) ?? null }
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

/** An empty discount is none. */
export const discountOf = (head: Pick<OrderRow, 'discountKind' | 'discountValue'>) => ({
  discountKind: head.discountValue ? (head.discountKind ?? ('percent' as const)) : null,
  discountValue: head.discountValue || null,
})
