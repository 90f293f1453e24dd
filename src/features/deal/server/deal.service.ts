// The verbs of deals but their moves (move.service.ts) and the board (board.service.ts).
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import { ownerWithin } from '#features/people/server/people.service.ts'
import {
  lineKeyOf,
  registeredFor,
  registrationProblems,
  tellHolders,
} from '#features/registration/server/guard.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { refuseClosed } from '#meta/fieldRights.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { forgetRecords, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { changes, editStamp, entityFor, ownFields, refuseStale, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { dealEntity } from '../deal.entity.ts'
import { emptiedFor } from '../deal.rules.ts'
import type { Deal, DealEdit, StageStay } from '../deal.schema.ts'
import { dealSource, lockDealRows, ratedSource, selectStays } from './deal.sql.ts'
import { type DealRow, deals } from './deal.table.ts'
import { definedOf, problemsOf, storedOf } from './given.service.ts'
import { dropMemberBounds } from './part.sql.ts'
import { selectStages } from './pipeline.sql.ts'
import { referenceProblems } from './reference.service.ts'
import { dropStageRequest, holdStageRequest, stageHash } from './stageRequest.service.ts'

export async function dealSourceFor(db: Db, actor: Actor, source: Source = dealSource[actor.lang]): Promise<Source> {
  const entity: Entity = await entityFor(db, actor, dealEntity)
  return { ...source, entity }
}

export const listDeals = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Deal>> =>
  listRecords<Deal>(db, actor, await dealSourceFor(db, actor), query)

/** C080: amounts in the organisation's currency; C081: `unpriced` counts the deals whose currency has no rate. */
export async function summariseDeals(db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> {
  const asked = (query.sum ?? '').split(',')
  const sum = asked.includes('amount') && !asked.includes('unpriced') ? `${query.sum},unpriced` : query.sum
  return summarise(db, actor, await dealSourceFor(db, actor, ratedSource), { ...query, ...(sum && { sum }) })
}

export const getDeal = (db: Db, actor: Actor, id: string): Promise<Deal> =>
  getRecord<Deal>(db, actor, dealSource[actor.lang], id)
export const readDeal = (db: Db, actor: Actor, id: string): Promise<Deal> =>
  readBack<Deal>(db, actor, dealSource[actor.lang], id)

export async function stageHistory(db: Db, actor: Actor, id: string): Promise<StageStay[]> {
  const [history] = await Promise.all([selectStays(db, id), getDeal(db, actor, id)])
  return history
}

export async function editDeal(tx: Tx, actor: Actor, id: string, input: DealEdit): Promise<Deal> {
  const [request, row] = await Promise.all([holdStageRequest(tx, id), lockSeenDeal(tx, actor, id)])
  mustMay(actor, 'deal.edit', row)
  const { version: _, ...edit } = input
  await refuseStale(tx, 'deal', row, input)
  const { row: filled, fields } = await fillDeal(tx, actor, row, edit)
  const { before, after } = changes(row, filled)
  if (Object.keys(after).length > 0) {
    refuseAll(await keptProblems(tx, row, filled))
    // other content than what was put to approval
    const isOther = request !== undefined && stageHash(filled) !== request.contentHash
    const waits = isOther ? dropStageRequest(tx, actor, request) : {}
    const next = { ...filled, ...waits, ...editStamp(tx, actor, row) }
    tx.write(deals.update(tx.orgId, next))
    if (next.ownerId && next.ownerId !== row.ownerId) tx.write(...dropMemberBounds(tx.orgId, id, next.ownerId))
    tellNextStep(tx, actor, 'deal', row, next)
    indexDeals(tx, fields, [next], false)
    const about = [{ entity: 'customer', recordId: row.customerId }]
    const event = { entity: 'deal', recordId: id, kind: 'deal.edited', threads: [row.threadId], about }
    tell(tx, { actor, ...event, before, after, version: next.version })
  }
  return readDeal(tx, actor, id)
}

/** What its stage asks for stays filled in for as long as it stands there. */
export async function keptProblems(tx: Tx, row: DealRow, next: DealRow): Promise<Reason[]> {
  const stage = (await selectStages(tx)).find(one => one.id === row.stageId)
  return stage ? emptiedFor(stage, row, next) : []
}

/** The row as the given values make it, every value checked; nothing is written. */
export async function fillDeal(
  tx: Tx,
  actor: Actor,
  row: DealRow,
  edit: Omit<DealEdit, 'version'>,
): Promise<{ row: DealRow; fields: readonly Field[] }> {
  // a move fills fields in too, and is no way around what is closed
  refuseClosed(actor, dealEntity, edit)
  const fields = await ownFields(tx, actor, 'deal')
  const { custom, ownerId, name, ...given } = edit
  const reasons = [
    ...(await referenceProblems(tx, actor, { customerId: row.customerId, contactId: given.contactId }, { old: row })),
    ...problemsOf(edit, actor.org.currency, row),
  ]
  const moved = ownerId !== undefined && ownerId !== row.ownerId
  if (moved && !can(actor, 'deal.assign', row)) reasons.push(reason('deal.mayNotAssign', 'ownerId'))
  refuseAll(reasons)
  const next: DealRow = {
    ...row,
    ...definedOf(storedOf(given), given),
    ...(given.currency !== undefined && { currency: given.currency }),
    ...(given.amount !== undefined && given.amount !== row.amount && { amountFrom: 'manual' }),
    ...(moved && (await ownerWithin(tx, actor, 'deal.assign', ownerId))),
    ...(name !== undefined && { name: name.trim() }),
    custom: takeCustom(fields, custom, row.custom as Custom), // accepted by the kinds when it was written
  }
  await refuseRegistered(tx, actor, row, next)
  return { row: next, fields }
}

/** Another owner or another line runs into somebody's registration as a new deal does. */
export async function refuseRegistered(tx: Tx, actor: Actor, row: DealRow, next: DealRow): Promise<void> {
  const isSame = lineKeyOf(row.productLine) === lineKeyOf(next.productLine) && row.ownerId === next.ownerId
  if (row.state !== 'open' || (isSame && row.customerId === next.customerId)) return
  const [held = []] = await registeredFor(tx, actor, [next])
  refuseAll(registrationProblems(actor, next, held, { subject: 'customerId', line: 'productLine' }))
  tellHolders(tx, actor, { entity: 'deal', ...next }, held)
}

export async function trashDeal(tx: Tx, actor: Actor, id: string): Promise<void> {
  const [request, row] = await Promise.all([holdStageRequest(tx, id), lockSeenDeal(tx, actor, id)])
  mustMay(actor, 'deal.delete', row)
  if (row.liveOrders > 0) throw new Refusal(reason('deal.liveOrders', undefined, { count: row.liveOrders }))
  const next = { ...row, ...dropStageRequest(tx, actor, request), deletedAt: tx.now, ...editStamp(tx, actor, row) }
  tx.write(deals.update(tx.orgId, next))
  if (row.state === 'open') touchCustomer(tx, row.customerId, { openDeals: -1 })
  forgetRecords(tx, 'deal', [id])
  tell(tx, {
    actor,
    entity: 'deal',
    recordId: id,
    kind: 'deal.deleted',
    threads: [row.threadId],
    version: next.version,
  })
}

/** Locks (level 5); a deal out of the actor's reach does not exist. */
export async function lockSeenDeal(tx: Tx, actor: Actor, id: string): Promise<DealRow> {
  const [row] = await lockDealRows(tx, [id])
  if (!row || row.deletedAt) throw missing('deal')
  await getDeal(tx, actor, id)
  return row
}

export function mustMay(actor: Actor, permission: string, row: DealRow): void {
  if (can(actor, permission, row)) return
  throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

/** The random end of a fresh id: 0 to 255. */
export const chance = (): number => Number.parseInt(newId().slice(-2), 16)

export function indexDeals(tx: Tx, fields: readonly Field[], rows: readonly DealRow[], fresh: boolean): void {
  const found = rows.map(row => ({
    id: row.id,
    terms: [...termsOf(row.name, 'name'), ...termsOf(row.number, 'number')],
  }))
  writeSearchTerms(tx, 'deal', found, fresh)
  const own = rows.map(row => ({ id: row.id, custom: row.custom as Custom })) // accepted by the kinds
  writeFieldIndex(tx, 'deal', fields, own)
}
