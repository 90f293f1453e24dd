// Order changes are read, drafted and edited here; what moves them joins several features (`journeys/applyChange.ts`).
import { createHash } from 'node:crypto'
import type { AmendAction, AmendAsked } from '#features/order/amend.schema.ts'
import { type AmendedOrder, amendmentOf, lookToAmend, setLiveChanges } from '#features/order/server/amend.service.ts'
import { keptActions } from '#features/order/server/amendDraft.service.ts'
import { getOrderHead, lockOrder } from '#features/order/server/order.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { convert, sub } from '#kernel/money.ts'
import { missing, namedBy, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { editStamp, entityFor, newStamp, ownFields, refuseStale, takeCustom } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { changeEntity } from '../change.entity.ts'
import { orderNotLive } from '../change.rules.ts'
import type { Change, ChangeEdit, NewChange, WholeChange } from '../change.schema.ts'
import { changeSource, lockChangeRow, selectChange, selectIdsOf, selectLiveOf } from './change.sql.ts'
import { type ChangeRow, changes } from './change.table.ts'
import { askedOf, mayPrice, shownTo } from './figures.service.ts'
import { tellChange } from './tell.service.ts'

export type { ChangeRow }

const sourceFor = async (db: Db, actor: Actor) => ({
  ...changeSource,
  entity: await entityFor(db, actor, changeEntity),
})
export async function listChanges(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Change>> {
  const page = await listRecords<Change>(db, actor, await sourceFor(db, actor), query)
  return { ...page, items: page.items.map(one => shownTo(actor, one)) }
}
export const summariseChanges = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)

export async function getChange(db: Db, actor: Actor, id: string): Promise<WholeChange> {
  const [change, row] = await Promise.all([getRecord<Change>(db, actor, changeSource, id), selectChange(db, id)])
  return { ...shownTo(actor, change), actions: askedOf(actor, row?.actions ?? []) }
}
async function changeBack(tx: Tx, actor: Actor, id: string): Promise<WholeChange> {
  const [change, row] = await Promise.all([readBack<Change>(tx, actor, changeSource, id), selectChange(tx, id)])
  return { ...shownTo(actor, change), actions: askedOf(actor, row?.actions ?? []) }
}

/** Newest first, with the unfinished one named. */
export async function changesOfOrder(db: Db, actor: Actor, orderId: string) {
  const [ids, live] = await Promise.all([
    selectIdsOf(db, orderId),
    selectLiveOf(db, orderId),
    getOrderHead(db, actor, orderId),
  ])
  const items = await Promise.all(ids.map(id => getRecord<Change>(db, actor, changeSource, id).catch(unseen)))
  const seen = items.flatMap(one => (one ? [shownTo(actor, one)] : []))
  return { items: seen, live: seen.some(one => one.id === live?.id) ? (live?.id ?? null) : null }
}
function unseen(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error
  return undefined
}

/** No rights asked: for the journey, which asks them itself. */
export const findChange = (db: Db, id: string): Promise<ChangeRow | undefined> => selectChange(db, id)
export const changeWritten = changeBack

export const createChange = (tx: Tx, actor: Actor, input: NewChange): Promise<WholeChange> =>
  draftChange(tx, actor, input, null)

async function draftChange(tx: Tx, actor: Actor, input: NewChange, fromId: string | null): Promise<WholeChange> {
  const date = today(tx.database.clock, actor.org.zone)
  const number = numberOf(tx, actor, 'change', date)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const fields = await ownFields(tx, actor, 'change')
  const order = await holdOrderOf(tx, actor, input.orderId)
  const content = await contentOf(tx, actor, order, input.actions)
  refuseAll(await problemsOf(tx, order))
  const { row } = order
  const stamp = newStamp(tx, actor, { ownerId: row.ownerId, deptId: row.deptId }, takeCustom(fields, input.custom))
  const { id: orderId, customerId, threadId } = row
  const whose = { orderId, customerId, threadId, currency: row.currency, fromId, baseRevision: row.revision }
  const change: ChangeRow = {
    ...stamp,
    ...blank,
    ...whose,
    ...content,
    number: await number,
    reason: filled(input.reason, 'reason'),
    date,
  }
  const hashed = { ...change, contentHash: hashOf(change) }
  tx.write(changes.insert(tx.orgId, [hashed]))
  setLiveChanges(tx, orderId, 1)
  linkThread(tx, threadId, [{ entity: 'change', recordId: change.id }])
  indexChange(tx, fields, hashed, true)
  tellChange(tx, actor, hashed, { kind: 'created', after: { number: change.number, reason: change.reason } })
  return changeBack(tx, actor, change.id)
}

const blank = {
  state: 'draft',
  revision: null,
  before: null,
  after: null,
  submittedAt: null,
  approvedAt: null,
  appliedAt: null,
  endedAt: null,
  contentHash: '',
} as const

function indexChange(tx: Tx, fields: readonly Field[], row: ChangeRow, fresh: boolean): void {
  writeSearchTerms(tx, 'change', [{ id: row.id, terms: termsOf(row.number, 'number') }], fresh)
  writeFieldIndex(tx, 'change', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

/** Level 8; two who draft at once are one after the other. */
async function holdOrderOf(tx: Tx, actor: Actor, orderId: string): Promise<AmendedOrder> {
  await lockOrder(tx, orderId)
  const order = await namedBy('orderId', lookToAmend(tx, actor, orderId))
  if (!can(actor, 'change.create', order.row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'change.create' } }, 'forbidden')
  return order
}

async function problemsOf(tx: Tx, { row }: AmendedOrder) {
  const { number, state: orderState } = row
  const idle = orderNotLive({ ...nothing, orderNumber: number, orderState })
  const other = await selectLiveOf(tx, row.id)
  return [
    ...(idle && typeof idle !== 'string' ? [idle] : []),
    ...(other ? [reason('change.another', 'orderId', { number })] : []),
  ]
}
const nothing = { state: 'draft', actionCount: 0, conflicts: [], problems: [], blocks: [], isSame: false } as const

/** What it would come to, where it can be added up; otherwise what stands. */
async function contentOf(tx: Tx, actor: Actor, order: AmendedOrder, asked: readonly AmendAsked[]) {
  refuseAll(mayPrice(actor, asked))
  const actions = await keptActions(tx, actor, order, asked)
  return { actions, ...sumsOf(actor, order, actions) }
}

export function sumsOf(actor: Actor, order: AmendedOrder, actions: readonly AmendAction[]) {
  const { gross } = amendmentOf(actor, order, actions).row
  const { rate } = order.row
  const base = (amount: string) => convert(amount, rate, actor.org.currency)
  return { grossBefore: order.row.gross, grossAfter: gross, baseDifference: sub(base(gross), base(order.row.gross)) }
}

/** What is put to approval: why, what, and of which version. */
const hashOf = ({ orderId, baseRevision, reason: why, actions }: ChangeRow): string =>
  createHash('sha256')
    .update(JSON.stringify([orderId, baseRevision, why, actions.map(sorted)]))
    .digest('hex')

/** The same text in whatever order the keys were kept. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)])
}

export async function editChange(tx: Tx, actor: Actor, id: string, input: ChangeEdit): Promise<WholeChange> {
  const seen = await selectChange(tx, id)
  if (!seen) throw missing('change')
  const fields = await ownFields(tx, actor, 'change')
  const order = await holdOrderOf(tx, actor, seen.orderId)
  const row = await lockChangeRow(tx, id)
  await getRecord<Change>(tx, actor, changeSource, id)
  if (!row) throw missing('change')
  if (!can(actor, 'change.edit', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'change.edit' } }, 'forbidden')
  if (row.state !== 'draft') throw new Refusal('change.notDraft')
  await refuseStale(tx, 'change', row, input)
  refuseOlder(row, input)
  // asked anew of the order as it stands now
  const content = input.actions
    ? { ...(await contentOf(tx, actor, order, input.actions)), baseRevision: order.row.revision }
    : {}
  const why = input.reason === undefined ? {} : { reason: filled(input.reason, 'reason') }
  const custom = takeCustom(fields, input.custom, row.custom as Custom) // accepted by the kinds when it was written
  const kept: ChangeRow = { ...row, ...content, ...why, custom, ...editStamp(tx, actor, row) }
  const next = { ...kept, contentHash: hashOf(kept) }
  tx.write(changes.update(tx.orgId, next))
  indexChange(tx, fields, next, false)
  const said = ({ reason: text, grossAfter }: ChangeRow) => ({ reason: text, grossAfter })
  tellChange(tx, actor, next, { kind: 'edited', before: said(row), after: said(next) })
  return changeBack(tx, actor, id)
}

/** C128: whoever edits an older set of actions is told, not overruled. */
function refuseOlder(row: ChangeRow, { version = row.version, actions }: ChangeEdit): void {
  if (version === row.version || !actions) return
  const text = (list: readonly AmendAsked[]) => JSON.stringify(list.map(sorted))
  if (text(actions) !== text(plainOf(row.actions)))
    throw new Refusal({ key: 'kernel.stale', path: 'actions' }, 'conflict')
}

/** What came to nothing, once more: as a draft on the order as it stands now. */
export async function takeOverChange(tx: Tx, actor: Actor, id: string): Promise<WholeChange> {
  const [row] = await Promise.all([selectChange(tx, id), getRecord<Change>(tx, actor, changeSource, id)])
  if (!row) throw missing('change')
  const isOver = row.state === 'rejected' || row.state === 'cancelled' || row.state === 'conflicted'
  if (!isOver) throw new Refusal('change.notOver')
  const { orderId, reason: why } = row
  return draftChange(tx, actor, { orderId, reason: why, actions: plainOf(row.actions) }, id)
}

/** As they were asked for. */
const plainOf = (actions: readonly AmendAction[]): AmendAsked[] =>
  actions.map(({ was: _, made: __, splitId: ___, ...asked }) => asked)
