// Receipts as documents: lists, what was announced or came in, edits. What they are for is `allocate.service.ts`.
import { lockCredit, moveExposure } from '#features/customer/server/credit.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { instantOf, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { cmp, convert, isCurrency, neg, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import {
  changes,
  editStamp,
  entityFor,
  newStamp,
  ownFields,
  refuseStale,
  takeCustom,
  tell,
} from '#meta/server/record.service.ts'
import { getRecord, readBack, shownNow } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { collectingOf } from '../collecting.rules.ts'
import type { NewReceipt, Receipt, ReceiptEdit, WholeReceipt } from '../collection.schema.ts'
import { receiptEntity } from '../receipt.entity.ts'
import { countsAt, inFuture, periodClosed } from '../receipt.rules.ts'
import { lockReceipts, ratedReceipts, receiptSource, selectOfReceipt } from './collection.sql.ts'
import { type ReceiptRow, receipts } from './collection.table.ts'

export const listReceipts = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Receipt>> =>
  listRecords<Receipt>(db, actor, { ...receiptSource, entity: await entityFor(db, actor, receiptEntity) }, query)
export const summariseReceipts = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, { ...ratedReceipts, entity: await entityFor(db, actor, receiptEntity) }, query)

export async function getReceipt(db: Db, actor: Actor, id: string): Promise<WholeReceipt> {
  const [allocations, head] = await Promise.all([
    selectOfReceipt(db, id),
    getRecord<Receipt>(db, actor, receiptSource, id),
  ])
  return { ...head, allocations }
}
export async function readBackReceipt(tx: Tx, actor: Actor, id: string): Promise<WholeReceipt> {
  const [head, allocations] = await Promise.all([
    readBack<Receipt>(tx, actor, receiptSource, id),
    selectOfReceipt(tx, id),
  ])
  return { ...head, allocations }
}

const clean = (text: string | null | undefined): string | null => text?.trim() || null

/** Of before Baton: what of it is for an order already, at that order's rate. */
export type OpeningReceipt = {
  readonly allocated: string
  readonly rate?: string
  readonly order?: { readonly id: string; readonly threadId: string }
}

/** Announced, or in at once: then it lowers what its payer uses of the credit. No rights on the customer asked. */
export async function makeReceipt(
  tx: Tx,
  actor: Actor,
  input: Omit<NewReceipt, 'allocations'>,
  opening?: OpeningReceipt,
): Promise<Made> {
  const day = today(tx.database.clock, actor.org.zone)
  const { billsCount } = collectingOf(actor.org.settings)
  const { state = 'received', date = day, currency = actor.org.currency, method = 'bank', custom, ...given } = input
  const number = numberOf(tx, actor, 'receipt', date)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const [customers, rate, fields] = await Promise.all([
    findCustomers(tx, [input.customerId]),
    isCurrency(currency) ? rateOn(tx, actor, currency, date) : undefined,
    ownFields(tx, actor, 'receipt'),
    state === 'received' ? lockCredit(tx, [input.customerId]) : undefined,
  ])
  const customer = customers.get(input.customerId)
  const known = customer !== undefined && can(actor, 'customer.read', customer)
  const lacksDay = method === 'bill' && billsCount === 'matured' && !given.billDueDate
  const told = { date, day, currency, amount: input.amount, rate: opening?.rate ?? rate }
  refuseAll(problemsOf(actor, { ...told, known, state, lacksDay }))
  const owner = { ownerId: customer?.ownerId ?? null, deptId: customer?.deptId ?? null }
  const stamp = newStamp(tx, actor, owner, takeCustom(fields, custom))
  const counted = countsAt(day, { method, billDueDate: given.billDueDate ?? null }, billsCount)
  const head = { state, date, currency, method, counted, rate: opening?.rate ?? rate ?? '1', number: await number }
  const row = { ...rowOf(actor, stamp, head, given), ...(opening && broughtIn(actor, date, opening)) }
  writeReceipt(tx, row, fields)
  const after = { number: row.number, amount: row.amount, currency, method }
  const its = { orders: opening?.order ? [opening.order] : [], ...(opening && { at: row.receivedAt }) }
  tellReceipt(tx, actor, row, { kind: `receipt.${state}`, to: state, after, ...its })
  return { row, customerName: customer?.name ?? '', ownerName: customer?.ownerName ?? null }
}

export type Made = { readonly row: ReceiptRow } & Pick<Receipt, 'customerName' | 'ownerName'>

/** As it would be read back, nothing of it allocated. */
export function asMade({ row, customerName, ownerName }: Made): WholeReceipt {
  const { createdBy: _, updatedBy: __, deletedAt: ___, billTold: ____, ...head } = row
  return { ...head, customerName, ownerName, open: openOf(row), allocations: [] }
}

/** Money that is not in, or went away again, is nobody's credit with us. */
const openOf = ({ state, amount, allocated, refunding, refunded }: ReceiptRow): string =>
  state === 'received' ? sub(amount, sum([allocated, refunding, refunded])) : '0'

/** As it would be read back after a step that changes its row. */
export const receiptNow = (shown: Receipt, row: ReceiptRow): Receipt => ({ ...shownNow(shown, row), open: openOf(row) })

function writeReceipt(tx: Tx, row: ReceiptRow, fields: readonly Field[]): void {
  tx.write(receipts.insert(tx.orgId, [row]))
  if (row.state === 'received' && row.counted) moveExposure(tx, row.customerId, neg(row.baseAmount))
  index(tx, fields, row, true)
}

const broughtIn = ({ org }: Actor, date: string, { allocated }: OpeningReceipt) => ({
  isOpening: true,
  allocated,
  receivedAt: instantOf(date, '00:00', org.zone).toISOString(),
})

type Given = Omit<NewReceipt, 'allocations' | 'state' | 'date' | 'currency' | 'method' | 'custom'>
type Head = Pick<ReceiptRow, 'state' | 'date' | 'currency' | 'method' | 'rate' | 'number' | 'counted'>

function rowOf(actor: Actor, stamp: ReturnType<typeof newStamp>, head: Head, given: Given): ReceiptRow {
  return {
    ...stamp,
    ...head,
    customerId: given.customerId,
    account: clean(given.account),
    externalRef: clean(given.externalRef),
    amount: given.amount,
    baseAmount: convert(given.amount, head.rate, actor.org.currency),
    billDueDate: given.billDueDate ?? null,
    billTold: null,
    allocated: '0',
    refunding: '0',
    refunded: '0',
    receivedAt: head.state === 'received' ? stamp.createdAt : null,
    endedAt: null,
    note: clean(given.note),
    isOpening: false,
  }
}

type Checked = {
  readonly date: string
  readonly day: string
  readonly currency: string
  readonly amount: string
  readonly rate: string | undefined
  readonly known: boolean
  readonly state: string
  readonly lacksDay: boolean
}
function problemsOf(actor: Actor, { date, day, currency, amount, rate, known, state, lacksDay }: Checked): Reason[] {
  const found: (Reason | string | undefined)[] = []
  if (!known) found.push(reason('collection.unknownPayer', 'customerId'))
  if (!isCurrency(currency)) found.push(reason('collection.badCurrency', 'currency'))
  else if (rate === undefined) found.push(reason('collection.noRate', 'currency', { currency, date }))
  else if (cmp(roundMoney(amount, currency), amount) !== 0)
    found.push(reason('collection.tooFine', 'amount', { currency }))
  if (lacksDay) found.push(reason('collection.billDayMissing', 'billDueDate'))
  if (signOf(amount) <= 0) found.push(reason('collection.notPositive', 'amount'))
  const facts = { date, today: day, booksClosedUntil: actor.org.booksClosedUntil }
  if (state === 'received') found.push(inFuture(facts), periodClosed(facts))
  return found.flatMap(one => (one === undefined ? [] : [typeof one === 'string' ? { key: one } : one]))
}

function index(tx: Tx, fields: readonly Field[], row: ReceiptRow, fresh: boolean): void {
  const terms = [
    ...termsOf(row.number, 'number'),
    ...(row.externalRef ? termsIn('externalRef', termsOf(row.externalRef, 'number')) : []),
  ]
  writeSearchTerms(tx, 'receipt', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'receipt', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
  /** Its own day, where it came before it was written down. */
  readonly at?: string | null
  readonly orders?: readonly { readonly id: string; readonly threadId: string }[]
  /** Without an order. */
  readonly invoiceIds?: readonly string[]
}
/** One event a change, on the threads of the orders it is for, seen from them and from its payer. */
export function tellReceipt(
  tx: Tx,
  actor: Actor,
  row: ReceiptRow,
  { orders = [], invoiceIds = [], at, ...event }: Told,
): void {
  const about = [
    { entity: 'customer', recordId: row.customerId },
    ...orders.map(order => ({ entity: 'order', recordId: order.id })),
    ...invoiceIds.map(recordId => ({ entity: 'invoice', recordId })),
  ]
  const threads = orders.map(order => order.threadId)
  const place = { actor, entity: 'receipt', recordId: row.id, threads, about, version: row.version }
  tell(tx, { ...place, ...event, ...(at && { at }) })
}

export async function editReceipt(tx: Tx, actor: Actor, id: string, input: ReceiptEdit): Promise<WholeReceipt> {
  const [[old], fields] = await Promise.all([
    lockReceipts(tx, [id]),
    ownFields(tx, actor, 'receipt'),
    getRecord<Receipt>(tx, actor, receiptSource, id),
  ])
  if (!old) throw missing('receipt')
  if (!can(actor, 'receipt.edit', old))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'receipt.edit' } }, 'forbidden')
  const { version, custom, billDueDate = old.billDueDate, ...given } = input
  await refuseStale(tx, 'receipt', old, { ...given, ...(version !== undefined && { version }) })
  // it waits for that day to become money, and without one for ever
  if (old.method === 'bill' && !old.counted && billDueDate === null)
    throw new Refusal(reason('collection.billDayMissing', 'billDueDate'))
  const texts = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, clean(value)]))
  const row: ReceiptRow = {
    ...old,
    ...texts,
    billDueDate,
    custom: takeCustom(fields, custom, old.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, old),
  }
  const { before, after } = changes(old, row)
  if (Object.keys(after).length === 0) return readBackReceipt(tx, actor, id)
  tx.write(receipts.update(tx.orgId, row))
  index(tx, fields, row, false)
  tellReceipt(tx, actor, row, { kind: 'receipt.edited', before, after })
  return readBackReceipt(tx, actor, id)
}
