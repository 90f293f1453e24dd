// The verbs of deals but their moves (move.service.ts) and the board (board.service.ts).
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { ownerWithin } from '#features/people/server/people.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { instantOf, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { topRank } from '#kernel/rank.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { refuseClosed } from '#meta/fieldRights.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { forgetRecords, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
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
import type { Source } from '#meta/server/sourceSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { dealEntity } from '../deal.entity.ts'
import type { Deal, DealEdit, NewDeal, Pipeline, Stage, StageStay } from '../deal.schema.ts'
import { dealSource, lockDealRows, ratedSource, selectStays } from './deal.sql.ts'
import { type DealRow, deals, stageLog } from './deal.table.ts'
import { definedOf, problemsOf, storedOf } from './given.service.ts'
import { holdPipeline, selectPipelines } from './pipeline.sql.ts'

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

/** `threadId` is what an earlier record of the chain (a lead) passes on; else the deal starts the thread. */
export async function createDeal(
  tx: Tx,
  actor: Actor,
  input: NewDeal,
  chain: { readonly threadId?: string } = {},
): Promise<Deal> {
  const number = numberOf(tx, actor, 'deal', today(tx.database.clock, actor.org.zone))
  const [pipelines, fields, owner] = await Promise.all([
    selectPipelines(tx),
    ownFields(tx, actor, 'deal'),
    ownerWithin(tx, actor, 'deal.create', input.ownerId),
  ])
  const stage = stageFor(pipelines, input)
  const [found, standing] = await Promise.all([
    referenceProblems(tx, actor, input),
    stage && holdPipeline(tx, stage.pipelineId),
  ])
  const reasons = [...found, ...problemsOf(input, actor.org.currency)]
  if (!stage) reasons.push(placeProblem(pipelines, input))
  else if (standing === 'archived') reasons.push(reason('deal.pipelineArchived', 'pipelineId'))
  else if (stage.kind !== 'open' && actor.via !== 'import') reasons.push(reason('deal.startsOpen', 'stageId'))
  refuseAll(reasons)
  if (!stage) throw new Refusal('deal.unknownStage')
  const row: DealRow = {
    ...newStamp(tx, actor, owner, takeCustom(fields, input.custom)),
    ...storedOf(input),
    ...placeOf(tx, actor, stage, input),
    ...(actor.via === 'import' && input.startedOn && { createdAt: startOf(actor, input.startedOn) }),
    number: await number,
    name: input.name.trim(),
    customerId: input.customerId,
    currency: input.currency ?? actor.org.currency,
    threadId: chain.threadId ?? newId(),
  }
  openDeal(tx, actor, row)
  // a converted lead's own reminder moves along
  if (!chain.threadId) tellNextStep(tx, actor, 'deal', { ...row, nextStep: null, nextStepAt: null }, row)
  index(tx, fields, row, true)
  return readDeal(tx, actor, row.id)
}

function openDeal(tx: Tx, actor: Actor, row: DealRow): void {
  const stay = { id: newId(), dealId: row.id, stageId: row.stageId, enteredAt: row.stageSince, leftAt: null }
  tx.write(deals.insert(tx.orgId, [row]), stageLog.insert(tx.orgId, [{ ...stay, byId: actor.userId }]))
  linkThread(tx, row.threadId, [{ entity: 'deal', recordId: row.id }])
  if (row.state === 'open') touchCustomer(tx, row.customerId, { openDeals: 1 })
  const about = [{ entity: 'customer', recordId: row.customerId }]
  const event = { actor, entity: 'deal', recordId: row.id, threads: [row.threadId], about, version: 1 }
  tell(tx, { ...event, kind: 'deal.created', to: 'open', after: changes({}, row).after, at: row.createdAt })
  // history that arrives closed was closed on its own day
  if (row.state !== 'open' && row.closedAt)
    tell(tx, { ...event, kind: `deal.${row.state}`, from: 'open', to: row.state, at: row.closedAt })
}

/** Where a new deal stands. History arrives closed, with what is known of it (domain §13). */
function placeOf(tx: Tx, actor: Actor, stage: Stage, input: NewDeal) {
  const closed = stage.kind === 'open' ? null : input.closedOn ? startOf(actor, input.closedOn) : tx.now
  return {
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    state: stage.kind,
    closedAt: closed,
    wonAt: stage.kind === 'won' ? closed : null,
    lostReason: stage.kind === 'lost' ? input.lostReason?.trim() || notRecorded : null,
    noOrderReason: stage.kind === 'won' ? history : null,
    expectedClose: input.expectedClose ?? input.closedOn ?? null,
    stageSince: closed ?? (actor.via === 'import' && input.startedOn ? startOf(actor, input.startedOn) : tx.now),
    boardKey: topRank(Date.parse(tx.now), chance() % 62),
    liveOrders: 0,
  }
}

// codes: the page shows their sentence
const notRecorded = 'notRecorded'
const history = 'history'
const startOf = (actor: Actor, day: string): string => instantOf(day, '00:00', actor.org.zone).toISOString()

/** The random end of a fresh id: 0 to 255. */
export const chance = (): number => Number.parseInt(newId().slice(-2), 16)

/** The stage that was named, else the first open one of the pipeline that was named or is the default. */
function placeProblem(pipelines: readonly Pipeline[], { pipelineId }: NewDeal): Reason {
  if (pipelines.length === 0) return reason('deal.noPipeline', 'stageId')
  const known = !pipelineId || pipelines.some(one => one.id === pipelineId)
  return known ? reason('deal.unknownStage', 'stageId') : reason('deal.unknownPipeline', 'pipelineId')
}

function stageFor(pipelines: readonly Pipeline[], { stageId, pipelineId }: NewDeal): Stage | undefined {
  const asked = pipelines.filter(one => !pipelineId || one.id === pipelineId)
  const stages = asked.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)).flatMap(one => one.stages)
  const live = stages.filter(stage => !stage.archived)
  return stageId ? live.find(stage => stage.id === stageId) : live.find(stage => stage.kind === 'open')
}

export async function editDeal(tx: Tx, actor: Actor, id: string, input: DealEdit): Promise<Deal> {
  const row = await lockSeenDeal(tx, actor, id)
  mustMay(actor, 'deal.edit', row)
  const { version: _, ...edit } = input
  await refuseStale(tx, 'deal', row, input)
  const { row: filled, fields } = await fillDeal(tx, actor, row, edit)
  const { before, after } = changes(row, filled)
  if (Object.keys(after).length > 0) {
    const next = { ...filled, ...editStamp(tx, actor, row) }
    tx.write(deals.update(tx.orgId, next))
    tellNextStep(tx, actor, 'deal', row, next)
    index(tx, fields, next, false)
    const about = [{ entity: 'customer', recordId: row.customerId }]
    const event = { entity: 'deal', recordId: id, kind: 'deal.edited', threads: [row.threadId], about }
    tell(tx, { actor, ...event, before, after, version: next.version })
  }
  return readDeal(tx, actor, id)
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
    ...(await referenceProblems(tx, actor, { customerId: row.customerId, contactId: given.contactId }, row)),
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
  return { row: next, fields }
}

export async function trashDeal(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockSeenDeal(tx, actor, id)
  mustMay(actor, 'deal.delete', row)
  if (row.liveOrders > 0) throw new Refusal(reason('deal.liveOrders', undefined, { count: row.liveOrders }))
  const next = { ...row, deletedAt: tx.now, ...editStamp(tx, actor, row) }
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

type Known = { readonly contactId: string | null }

async function referenceProblems(
  tx: Tx,
  actor: Actor,
  { customerId, contactId }: { readonly customerId: string; readonly contactId?: string | null | undefined },
  old?: Known,
): Promise<Reason[]> {
  const wantsContact = Boolean(contactId) && contactId !== old?.contactId
  const [customers, contacts] = await Promise.all([
    old ? undefined : findCustomers(tx, [customerId]),
    wantsContact ? contactsOf(tx, customerId) : undefined,
  ])
  const reasons: Reason[] = []
  const customer = customers?.get(customerId)
  if (customers && (!customer || !can(actor, 'customer.read', customer)))
    reasons.push(reason('deal.unknownCustomer', 'customerId'))
  if (contacts && !contacts.some(contact => contact.id === contactId))
    reasons.push(reason('deal.unknownContact', 'contactId'))
  return reasons
}

export function index(tx: Tx, fields: readonly Field[], row: DealRow, fresh: boolean): void {
  const terms = [...termsOf(row.name, 'name'), ...termsOf(row.number, 'number')]
  writeSearchTerms(tx, 'deal', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'deal', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}
