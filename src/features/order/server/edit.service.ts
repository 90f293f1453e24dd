// What may still be changed of an order: a draft freely, one in review at the price of its review.
import { lockApproval, voidApproval } from '#features/approval/server/approval.service.ts'
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { ownerWithin } from '#features/people/server/people.service.ts'
import { unknownWarehouses } from '#features/stock/server/stock.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { problems } from '#kernel/flow.ts'
import { convert, isCurrency } from '#kernel/money.ts'
import { headIn, lineIn, turnedOf } from '#kernel/otherCurrency.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termProblems } from '#kernel/terms.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { keepClosed } from '#meta/lineRights.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { changes, editStamp, ownFields, refuseStale, takeCustom } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { orderEntity } from '../order.entity.ts'
import { missedRequest, moneyUnsettled, paidProblems } from '../order.rules.ts'
import type { LineInput, LinesEdit, Order, OrderEdit, WholeOrder } from '../order.schema.ts'
import { isPricedAnew, offeredOf, retypeProblems, typeProblems, typeRules, withType } from '../orderType.rules.ts'
import { offeredTypes } from '../orderType.schema.ts'
import { freeClaims } from './claims.service.ts'
import { discountOf, hashOf, headProblems, indexOrder, tidy } from './create.service.ts'
import { selectReleasesOf } from './creditRelease.sql.ts'
import {
  buildLines,
  changeSaid,
  isChange,
  lineChange,
  linesSaid,
  productsFor,
  quotedProblems,
  totalProblems,
  writeLines,
} from './line.service.ts'
import { lockOrderLines, selectLines } from './line.sql.ts'
import { lockOrderRow, lockQuoteOfOrder, orderSource, trashBound } from './order.sql.ts'
import { type LineRow, type OrderRow, orders } from './order.table.ts'
import { sampleSoldBy } from './sample.service.ts'
import { tellOrder, wholeRead } from './shown.service.ts'
import { siteFor, siteProblems, sitesFor } from './site.service.ts'

type Editing = {
  readonly row: OrderRow
  readonly lines: readonly LineRow[]
  readonly request: Awaited<ReturnType<typeof lockApproval>>
}

/** Request 2, quote 6, order 8, lines 10: an edit may void the review and must see what else is ordered of the quote. */
async function lockToEdit(tx: Tx, actor: Actor, id: string, beside?: () => Promise<unknown>): Promise<Editing> {
  const [request, , , row, lines] = await Promise.all([
    lockApproval(tx, { entity: 'order', purpose: 'review', recordId: id }),
    lockQuoteOfOrder(tx, id),
    beside?.(),
    lockOrderRow(tx, id),
    lockOrderLines(tx, id),
    getRecord<Order>(tx, actor, orderSource, id),
  ])
  if (!row) throw missing('order')
  if (!can(actor, 'order.edit', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'order.edit' } }, 'forbidden')
  if (row.state !== 'draft' && row.state !== 'in_review') throw new Refusal('order.frozen')
  if (missedRequest(row, request)) throw new Refusal('order.moved', 'conflict')
  return { row, lines, request }
}

export async function editOrder(tx: Tx, actor: Actor, id: string, input: OrderEdit): Promise<WholeOrder> {
  const [editing, fields] = await Promise.all([lockToEdit(tx, actor, id), ownFields(tx, actor, 'order')])
  const { row, lines } = editing
  await refuseStale(tx, 'order', row, input)
  const { version: _, custom, ownerId, payerId, ...given } = input
  const owner = await newOwner(tx, actor, row, ownerId)
  const head: OrderRow = {
    ...row,
    ...tidy(given),
    ...owner,
    payerId: payerId === undefined ? row.payerId : (payerId ?? row.customerId),
    custom: takeCustom(fields, custom, row.custom as Custom), // accepted by the kinds when it was written
  }
  const sites = await sitesFor(tx, head)
  const wanted: OrderRow = withType({
    ...head,
    siteId: siteFor(sites, head.siteId),
    ...discountOf(head),
    ...(given.returnBy && given.noReturn === undefined && { noReturn: false }),
    ...basisOf(row, head, given.billBasis),
    rate: await rateFor(tx, actor, row, head),
  })
  const kept = { ...wanted, ...turnedOf(row, wanted, turned => headIn(wanted, given, turned)) }
  const priced = turnedOf(row, wanted, turned => lines.map(line => lineIn(line, turned))) ?? lines
  refuseAll([
    ...(await strangers(tx, row, kept)),
    ...paidProblems(row, kept),
    ...(given.terms ? termProblems(given.terms) : []),
    ...siteProblems(head.type, sites, given.siteId),
    ...askedTypeProblems(actor, row, { ...given, type: head.type, date: head.date }),
  ])
  const inputs = priced.map(line => (isPricedAnew(row.type, kept.type) ? unpricedInput(line) : asInput(line)))
  const next = isReckonedAnew(row, kept)
    ? await relined(tx, actor, { row: kept, lines: priced, isPricedAnew: isPricedAnew(row.type, kept.type) }, inputs)
    : { row: kept, lines }
  return write(tx, actor, { ...editing, fields }, next)
}

const reckoned = ['type', 'currency', 'rate', 'taxMode', 'taxRound', 'discountKind', 'discountValue'] as const
/** Its lines come to something else. */
const isReckonedAnew = (old: OrderRow, next: OrderRow): boolean => reckoned.some(key => next[key] !== old[key])

/** C128: whoever edits an older set of lines is told, not overruled. */
export async function setLines(tx: Tx, actor: Actor, id: string, input: LinesEdit): Promise<WholeOrder> {
  const [editing, fields] = await Promise.all([lockToEdit(tx, actor, id), ownFields(tx, actor, 'order')])
  const { version, lines, ...discount } = input
  const { row } = editing
  const current = { ...row, lines: linesSaid(editing.lines) }
  await refuseStale(tx, 'order', current, { version, lines, ...discount })
  const head = { ...row, ...tidy(discount) }
  const given = keepClosed(actor, orderEntity, lines, editing.lines)
  const next = await relined(tx, actor, { ...editing, row: { ...head, ...discountOf(head) } }, given)
  return write(tx, actor, { ...editing, fields }, next)
}

type Relining = Pick<Editing, 'row' | 'lines'> & { readonly isPricedAnew?: boolean }
async function relined(
  tx: Tx,
  actor: Actor,
  { row, lines, isPricedAnew = false }: Relining,
  inputs: readonly LineInput[],
) {
  const old = isPricedAnew ? 'unknown' : lines
  const [products, places, customers] = await Promise.all([
    productsFor(tx, inputs),
    unknownWarehouses(tx, inputs),
    findCustomers(tx, [row.customerId]),
  ])
  refuseAll(places)
  const { level = null, region = null } = customers.get(row.customerId) ?? {}
  const buyer = { level, region, now: tx.now }
  const built = buildLines(actor, inputs, {
    orderId: row.id,
    type: row.type,
    head: row,
    buyer,
    products,
    old,
    isThere: row.sampleId !== null,
  })
  refuseAll(await quotedProblems(tx, row.id, built.lines))
  const { lines: next, sums } = built
  refuseAll(totalProblems(sums, row.currency))
  return { lines: next, row: { ...row, ...sums, baseGross: convert(sums.gross, row.rate, actor.org.currency) } }
}

type AskedType = Pick<OrderEdit, 'returnBy' | 'noReturn'> & Pick<OrderRow, 'type' | 'date'>
function askedTypeProblems({ org }: Actor, row: OrderRow, asked: AskedType): Reason[] {
  const moved = retypeProblems(row, asked.type)
  if (moved.length > 0) return moved
  const isNew = asked.type !== row.type
  // what the company stopped to offer stays where it is
  const offered = isNew ? offeredOf(org.settings.orderTypes) : offeredTypes
  return row.type === 'replacement' ? [] : typeProblems({ ...asked, offered })
}

/** What was not invoiced because of its type is, once it is of another. */
const basisOf = (row: OrderRow, head: OrderRow, given: OrderRow['billBasis'] | undefined): Partial<OrderRow> =>
  given === undefined && isBilledAnew(row.type, head.type) ? { billBasis: 'order' } : {}

/** What had its basis from its type alone. */
const isBilledAnew = (from: OrderRow['type'], to: OrderRow['type']): boolean =>
  from !== to && (!typeRules[from].settled || typeRules[from].site) && typeRules[to].settled

const unpricedInput = (line: LineRow): LineInput => {
  const { price: _, id: __, ...input } = asInput(line)
  return input
}

// prettier-ignore
function asInput({
  id,
  productId,
  kind,
  fulfil,
  name,
  spec,
  unit,
  unitQty,
  price,
  discountKind,
  discountValue,
  taxRate,
  promisedDate,
  warehouseId,
  note,
}: LineRow): LineInput {
  return {
    id,
    productId,
    kind,
    fulfil,
    name,
    spec,
    unit,
    unitQty,
    price,
    discountKind,
    discountValue,
    taxRate,
    promisedDate,
    warehouseId,
    note,
  }
}

type Work = Editing & { readonly fields: Awaited<ReturnType<typeof ownFields>> }

/** D5: what changes the content while it is in review voids the review; the order is a draft again. */
async function write(
  tx: Tx,
  actor: Actor,
  work: Work,
  next: { row: OrderRow; lines: readonly LineRow[] },
): Promise<WholeOrder> {
  const { row: old, lines: oldLines, request, fields } = work
  const contentHash = hashOf(next.row, next.lines)
  const isVoid = old.state === 'in_review' && contentHash !== old.contentHash
  const back = isVoid ? { state: 'draft' as const, approvedHash: null, approvedAt: null } : {}
  const row: OrderRow = { ...next.row, contentHash, ...back, ...editStamp(tx, actor, old) }
  const { before, after } = changes(old, { ...row, contentHash: old.contentHash })
  const change = lineChange(oldLines, next.lines)
  const moved = isChange(change)
  if (moved || Object.keys(after).length > 0) {
    if (isVoid) voidApproval(tx, actor, request)
    if (change.gone.length + change.changed.length > 0)
      await freeClaims(tx, actor, { row: old, lines: oldLines }, next.lines)
    if (moved) writeLines(tx, change)
    tx.write(orders.update(tx.orgId, row))
    indexOrder(tx, fields, row, false)
    const said = changeSaid(oldLines, change)
    const lines = moved ? { before: { lines: said.before }, after: { lines: said.after } } : undefined
    tellOrder(tx, actor, row, {
      kind: 'order.edited',
      ...(isVoid && { from: old.state, to: row.state }),
      before: { ...before, ...lines?.before },
      after: { ...after, ...lines?.after },
    })
  }
  const [order, lines] = await Promise.all([readBack<Order>(tx, actor, orderSource, old.id), selectLines(tx, old.id)])
  return wholeRead(order, lines)
}

async function newOwner(tx: Tx, actor: Actor, row: OrderRow, ownerId: string | undefined) {
  if (ownerId === undefined || ownerId === row.ownerId) return {}
  if (!can(actor, 'order.assign', row)) throw new Refusal(reason('order.mayNotAssign', 'ownerId'), 'forbidden')
  return ownerWithin(tx, actor, 'order.assign', ownerId)
}

/** A document's rate is frozen; it is taken anew only with another currency. */
async function rateFor(tx: Tx, actor: Actor, old: OrderRow, next: OrderRow): Promise<string> {
  const moved = next.currency !== old.currency
  const rate = !moved
    ? old.rate
    : isCurrency(next.currency)
      ? await rateOn(tx, actor, next.currency, next.date)
      : undefined
  if (moved || next.date !== old.date)
    refuseAll(headProblems(actor, { date: next.date, currency: next.currency, rate }))
  return rate ?? old.rate
}

async function strangers(tx: Tx, old: OrderRow, next: OrderRow): Promise<Reason[]> {
  const reasons: Reason[] = []
  if (next.payerId !== old.payerId) reasons.push(...(await releasesOfPayer(tx, old)))
  if (next.payerId !== old.payerId && !(await findCustomers(tx, [next.payerId])).has(next.payerId))
    reasons.push(reason('order.unknownPayer', 'payerId'))
  if (next.contactId && next.contactId !== old.contactId) {
    const contacts = await contactsOf(tx, next.customerId)
    if (!contacts.some(one => one.id === next.contactId)) reasons.push(reason('order.unknownContact', 'contactId'))
  }
  return reasons
}

/** A special release is of one payer's limit. */
async function releasesOfPayer(tx: Tx, order: OrderRow): Promise<Reason[]> {
  const [stands] = await selectReleasesOf(tx, order.id)
  return stands ? [reason('creditRelease.standsForPayer', 'payerId', { number: stands.number })] : []
}

export async function trashOrder(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { lock: beside, free } = await sampleSoldBy(tx, id)
  const { row, lines } = await lockToEdit(tx, actor, id, beside)
  if (row.state !== 'draft') throw new Refusal('order.onlyDrafts')
  refuseAll([...(row.dealId ? [reason('order.hasPacket')] : []), ...problems([moneyUnsettled], row)])
  await freeClaims(tx, actor, { row, lines }, [])
  tx.write(trashBound(tx, id, actor.userId))
  forgetRecords(tx, 'order', [id])
  await free(actor, row.number)
  tellOrder(tx, actor, { ...row, version: row.version + 1 }, { kind: 'order.deleted' })
}
