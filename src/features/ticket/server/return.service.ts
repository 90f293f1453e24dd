// Returns as documents: lists, requests, edits. What moves goods and money is `returnMove.service.ts`.
import { getOrder } from '#features/order/server/order.service.ts'
import { type HeldOrder, holdOrders, seeOrders, writeProgress } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, namedBy, Refusal, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
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
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { returnEntity } from '../return.entity.ts'
import type { Exchanges, GoodsReturn, NewReturn, ReturnableLine, ReturnEdit, WholeReturn } from '../return.schema.ts'
import { ticketProblems } from '../ticket.rules.ts'
import { noticeApprovers } from './notice.service.ts'
import {
  dropLinesBound,
  lockReturnRow,
  returnSource,
  selectMaker,
  selectOfOrder,
  selectOutcomes,
  selectReplacements,
  selectReturn,
  selectReturnLines,
  selectShownLines,
} from './return.sql.ts'
import { goodsReturnLines, goodsReturns, type ReturnLineRow, type ReturnRow } from './return.table.ts'
import { returnableLines, takeLines } from './returnLine.service.ts'
import { getTicket } from './ticket.service.ts'
import { type HeldTicket, lockTicket } from './ticket.sql.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...returnSource,
  entity: await entityFor(db, actor, returnEntity),
})
export const listReturns = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<GoodsReturn>> =>
  listRecords<GoodsReturn>(db, actor, await sourceFor(db, actor), query)
export const summariseReturns = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)

export async function getReturn(db: Db, actor: Actor, id: string): Promise<WholeReturn> {
  const [head, lines, outcomes] = await Promise.all([
    getRecord<GoodsReturn>(db, actor, returnSource, id),
    selectShownLines(db, id),
    selectOutcomes(db, id),
  ])
  return { ...head, lines, outcomes }
}

export async function readBackReturn(tx: Tx, actor: Actor, id: string): Promise<WholeReturn> {
  const [head, lines, outcomes] = await Promise.all([
    readBack<GoodsReturn>(tx, actor, returnSource, id),
    selectShownLines(tx, id),
    selectOutcomes(tx, id),
  ])
  return { ...head, lines, outcomes }
}

/** Who sees the order sees what it is for; of a return out of reach it stays silent. */
export async function exchangesOf(db: Db, actor: Actor, orderId: string): Promise<Exchanges> {
  const [maker, to] = await Promise.all([
    selectMaker(db, orderId),
    selectReplacements(db, orderId),
    getOrder(db, actor, orderId),
  ])
  const made = maker && (await getRecord<GoodsReturn>(db, actor, returnSource, maker).catch(unseen))
  if (!made) return { from: null, to }
  const { id: returnId, number: returnNumber, orderId: oldId, orderNumber, ticketId, ticketNumber } = made
  return { from: { orderId: oldId, orderNumber, returnId, returnNumber, ticketId, ticketNumber }, to }
}

function unseen(error: unknown): undefined {
  if (error instanceof Refusal && error.kind === 'missing') return undefined
  throw error
}

/** Of one order, newest first; at most a hundred. */
export async function returnsOf(db: Db, actor: Actor, orderId: string): Promise<GoodsReturn[]> {
  const [ids] = await Promise.all([selectOfOrder(db, orderId), getOrder(db, actor, orderId)])
  const rows = await Promise.all(ids.map(id => readBack<GoodsReturn>(db, actor, returnSource, id)))
  return rows.filter(row => can(actor, 'goodsReturn.read', row))
}

export async function returnableOfOrder(db: Db, actor: Actor, orderId: string): Promise<ReturnableLine[]> {
  const [orders] = await Promise.all([seeOrders(db, [orderId]), getOrder(db, actor, orderId)])
  const order = orders.get(orderId)
  return order ? returnableLines(db, order) : []
}

const clean = (text: string | null | undefined): string | null => text?.trim() || null
const blank = {
  state: 'requested',
  warehouseId: null,
  damagedWarehouseId: null,
  date: null,
  receivedAt: null,
  inspectedAt: null,
  endedAt: null,
} as const

/** The ticket 0, so that it is not closed meanwhile; then the order 8: two requests cannot ask for the same goods. */
export async function createReturn(tx: Tx, actor: Actor, input: NewReturn): Promise<WholeReturn> {
  const number = numberOf(tx, actor, 'goodsReturn', today(tx.database.clock, actor.org.zone))
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const ticket = input.ticketId ? await holdTicket(tx, actor, input.ticketId) : undefined
  const [orders, fields] = await Promise.all([
    holdOrders(tx, [input.orderId]),
    ownFields(tx, actor, 'goodsReturn'),
    namedBy('orderId', getOrder(tx, actor, input.orderId)),
  ])
  const order = orders.get(input.orderId)
  if (!order) throw missing('order')
  refuseWithout(actor, 'goodsReturn.create', order.row)
  if (ticket) refuseAll(ticketProblems(ticket, order.row.customerId))
  const { ownerId, deptId } = order.row
  const stamp = newStamp(tx, actor, { ownerId, deptId })
  const lines = await takeLines(tx, order, stamp.id, input.lines)
  const row: ReturnRow = {
    ...blank,
    ...stamp,
    custom: takeCustom(fields, input.custom),
    number: await number,
    orderId: order.row.id,
    customerId: order.row.customerId,
    ticketId: ticket?.id ?? null,
    reason: input.reason ?? 'other',
    note: clean(input.note),
    carrier: clean(input.carrier),
    trackingNumber: clean(input.trackingNumber),
  }
  tx.write(goodsReturns.insert(tx.orgId, [row]))
  tx.write(goodsReturnLines.insert(tx.orgId, lines))
  index(tx, fields, row, true)
  linkThread(tx, order.row.threadId, [{ entity: 'goodsReturn', recordId: row.id }])
  writeProgress(tx, actor, order, { row: { liveReturns: order.row.liveReturns + 1 } })
  const after = { number: row.number, order: order.row.number, lines: said(lines), ...(row.note && { note: row.note }) }
  tellReturn(tx, actor, row, order, { kind: 'goodsReturn.requested', to: 'requested', after })
  await noticeApprovers(tx, actor, row)
  return readBackReturn(tx, actor, row.id)
}

async function holdTicket(tx: Tx, actor: Actor, id: string): Promise<HeldTicket> {
  const [held] = await Promise.all([lockTicket(tx, id), namedBy('ticketId', getTicket(tx, actor, id))])
  if (!held) throw missing('ticket')
  return held
}

function refuseWithout(actor: Actor, permission: string, record: Pick<ReturnRow, 'ownerId' | 'deptId'>): void {
  if (!can(actor, permission, record))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

function index(tx: Tx, fields: readonly Field[], row: ReturnRow, fresh: boolean): void {
  const terms = [
    ...termsOf(row.number, 'number'),
    ...(row.trackingNumber ? termsIn('trackingNumber', termsOf(row.trackingNumber, 'number')) : []),
  ]
  writeSearchTerms(tx, 'goodsReturn', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'goodsReturn', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

const said = (lines: readonly Pick<ReturnLineRow, 'no' | 'name' | 'unitQty' | 'unit'>[]): string =>
  lines.map(line => `${line.no} ${line.name} ${line.unitQty} ${line.unit}`).join('\n')

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
}

/** One event a change, on the order's thread, seen from the order, the customer and the ticket. */
export function tellReturn(tx: Tx, actor: Actor, row: ReturnRow, ...[order, event]: [Pick<HeldOrder, 'row'>, Told]) {
  const about = [
    { entity: 'customer', recordId: row.customerId },
    { entity: 'order', recordId: row.orderId },
    ...(row.ticketId ? [{ entity: 'ticket', recordId: row.ticketId }] : []),
  ]
  const threads = [order.row.threadId]
  tell(tx, { actor, entity: 'goodsReturn', recordId: row.id, threads, about, version: row.version, ...event })
}

/** Its lines until it is approved; what is written on it until it has ended. */
export async function editReturn(tx: Tx, actor: Actor, id: string, input: ReturnEdit): Promise<WholeReturn> {
  const seen = await selectReturn(tx, id)
  if (!seen) throw missing('goodsReturn')
  const [orders, old, current, fields] = await Promise.all([
    holdOrders(tx, [seen.orderId]),
    lockReturnRow(tx, id),
    selectReturnLines(tx, id),
    ownFields(tx, actor, 'goodsReturn'),
    getRecord<GoodsReturn>(tx, actor, returnSource, id),
  ])
  const order = orders.get(seen.orderId)
  if (!old || !order) throw missing('goodsReturn')
  refuseWithout(actor, 'goodsReturn.edit', old)
  if (old.endedAt !== null) throw new Refusal('goodsReturn.frozen')
  const { version, lines, custom, reason: why = old.reason, ...given } = input
  await refuseStale(tx, 'goodsReturn', old, { ...given, ...(version !== undefined && { version }) })
  if (lines && old.state !== 'requested') throw new Refusal('goodsReturn.linesFrozen')
  const planned = lines && (await takeLines(tx, order, id, lines))
  const texts = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, clean(value)]))
  const accepted = takeCustom(fields, custom, old.custom as Custom) // accepted by the kinds when it was written
  const row: ReturnRow = { ...old, ...texts, reason: why, custom: accepted, ...editStamp(tx, actor, old) }
  const { before, after } = changes(
    { ...old, ...(planned && { lines: said(current) }) },
    { ...row, ...(planned && { lines: said(planned) }) },
  )
  if (Object.keys(after).length === 0) return readBackReturn(tx, actor, id)
  tx.write(goodsReturns.update(tx.orgId, row))
  if (planned) {
    tx.write(dropLinesBound(tx.orgId, id))
    tx.write(goodsReturnLines.insert(tx.orgId, planned))
  }
  index(tx, fields, row, false)
  tellReturn(tx, actor, row, order, { kind: 'goodsReturn.edited', before, after })
  return readBackReturn(tx, actor, id)
}
