// The verbs of follow-ups: logged in one call with needs, promises and the next step; mended for a day.
import { getContact } from '#features/contact/server/contact.service.ts'
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, namedBy, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { carryHistory } from '#kernel/thread.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import {
  byActor,
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
import { followupEntity } from '../followup.entity.ts'
import { editableHours, type Followup, type FollowupEdit, type NewFollowup } from '../followup.schema.ts'
import { checkIn } from './checkIn.service.ts'
import { type Became, followupSource, lockFollowupRow, toDealBound } from './followup.sql.ts'
import { type FollowupRow, followups } from './followup.table.ts'
import { newlyUnsaid, unsaid } from './logging.service.ts'
import { mentionProblems, tellMentioned } from './mention.service.ts'
import { noteNeeds, notePromises } from './need.service.ts'
import { selectNeeds } from './need.sql.ts'
import { followSubject, setReminder } from './nextStep.service.ts'
import { parentsOf, type Subject, subjectOf } from './subject.service.ts'
import { tasksToDealBound } from './task.sql.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...followupSource,
  entity: await entityFor(db, actor, followupEntity),
})

export const listFollowups = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Followup>> =>
  listRecords<Followup>(db, actor, await sourceFor(db, actor), query)
export const summariseFollowups = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)
export const getFollowup = (db: Db, actor: Actor, id: string): Promise<Followup> =>
  getRecord<Followup>(db, actor, followupSource, id)

export async function logFollowup(tx: Tx, actor: Actor, input: NewFollowup): Promise<Followup> {
  const [found, fields] = await Promise.all([
    namedBy('subjectId', subjectOf(tx, actor, input.subjectEntity, input.subjectId)),
    ownFields(tx, actor, 'followup'),
  ])
  const barred = await mentionProblems(tx, found, input)
  refuseAll([...problemsOf(tx, input), ...keepable(found, input), ...unsaid(actor, fields, found, input), ...barred])
  const subject = await withContact(tx, actor, found, input.contactId)
  const at = input.at ?? tx.now
  await followSubject(tx, actor, subject, { at, kind: input.kind, ...stepOf(input) })
  const row: FollowupRow = {
    ...newStamp(tx, actor, byActor(actor), takeCustom(fields, input.custom)),
    ...blank,
    ...storedOf(input),
    subjectEntity: input.subjectEntity,
    subjectId: subject.id,
    customerId: subject.customerId,
    contactId: subject.contactId,
    leadId: subject.leadId,
    dealId: subject.dealId,
    threadId: subject.threadId,
    kind: input.kind,
    content: input.content.trim(),
    at,
  }
  tx.write(followups.insert(tx.orgId, [row]))
  writeFieldIndex(tx, 'followup', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
  if (input.checkIn) await checkIn(tx, row, input.checkIn)
  noteNeeds(tx, actor, subject, { wanted: input.needs ?? [], followupId: row.id })
  notePromises(tx, actor, subject, { wanted: input.promises ?? [], followupId: row.id })
  if (subject.customerId) touchCustomer(tx, subject.customerId, { followupAt: at, needs: input.needs?.length ?? 0 })
  tellMentioned(tx, actor, found, input)
  tellFollowup(tx, actor, row, { kind: 'logged', at, after: { kind: row.kind } })
  return readBack<Followup>(tx, actor, followupSource, row.id)
}

export async function editFollowup(tx: Tx, actor: Actor, id: string, input: FollowupEdit): Promise<Followup> {
  const fields = ownFields(tx, actor, 'followup')
  const row = await lockFollowupRow(tx, id)
  if (!row) throw missing('followup')
  await getFollowup(tx, actor, id)
  if (row.ownerId !== actor.userId) throw new Refusal('followup.notYours', 'forbidden')
  if (Date.parse(tx.now) - Date.parse(row.createdAt) > editableHours * 3_600_000) throw new Refusal('followup.tooLate')
  await refuseStale(tx, 'followup', row, input)
  const subject = await subjectOf(tx, actor, row.subjectEntity, row.subjectId)
  refuseAll([...problemsOf(tx, { ...row, ...input }), ...newlyUnsaid(actor, await fields, subject, { row, input })])
  const { contactId } = input.contactId === undefined ? row : await withContact(tx, actor, subject, input.contactId)
  const next: FollowupRow = {
    ...row,
    ...storedOf(input),
    contactId,
    kind: input.kind ?? row.kind,
    at: input.at ?? row.at,
    content: input.content?.trim() ?? row.content,
    custom: takeCustom(await fields, input.custom, row.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, row),
  }
  const { before, after } = changes(row, next)
  if (Object.keys(after).length > 0) {
    if ('nextStep' in after || 'nextStepAt' in after) await setReminder(tx, actor, subject, next)
    tx.write(followups.update(tx.orgId, next))
    writeFieldIndex(tx, 'followup', await fields, [{ id, custom: next.custom as Custom }]) // accepted by the kinds
    tellFollowup(tx, actor, next, { kind: 'edited', before, after })
  }
  return readBack<Followup>(tx, actor, followupSource, id)
}

/** For the conversion of a lead: what was heard of it goes on in the deal. */
export async function moveToDeal(
  tx: Tx,
  leadId: string,
  became: Became & { readonly followupAt: string | null },
): Promise<void> {
  const { customerId, contactId, dealId, followupAt } = became
  const heard = (await selectNeeds(tx, 'lead', leadId)).length
  tx.write(toDealBound(tx.orgId, leadId, became), tasksToDealBound(tx.orgId, leadId, became))
  touchCustomer(tx, customerId, { needs: heard, ...(followupAt && { followupAt }) })
  const to = [
    { entity: 'customer', recordId: customerId },
    { entity: 'deal', recordId: dealId },
    ...(contactId ? [{ entity: 'contact', recordId: contactId }] : []),
  ]
  carryHistory(tx, { entity: 'lead', recordId: leadId }, to)
}

type Told = { kind: string; at?: string; before?: Record<string, unknown>; after?: Record<string, unknown> }

function tellFollowup(tx: Tx, actor: Actor, row: FollowupRow, { kind, ...told }: Told): void {
  const about = parentsOf({ ...row, entity: row.subjectEntity, id: row.subjectId })
  const { id: recordId, threadId, version } = row
  const event = { entity: 'followup', recordId, kind: `followup.${kind}`, threads: [threadId], about, version }
  tell(tx, { actor, ...event, ...told })
}

/** With whom: a contact that the actor may see, of the same customer. */
async function withContact(
  db: Db,
  actor: Actor,
  subject: Subject,
  contactId: string | null | undefined,
): Promise<Subject> {
  if (!contactId) return subject
  const contact = await namedBy('contactId', getContact(db, actor, contactId))
  if (subject.customerId && contact.customerId !== subject.customerId)
    throw new Refusal(reason('followup.otherContact', 'contactId'))
  return { ...subject, contactId, customerId: contact.customerId }
}

/** Five minutes for clocks that run ahead. */
const grace = 300_000

function problemsOf(tx: Tx, input: FollowupEdit): Reason[] {
  const reasons: Reason[] = []
  if (input.content !== undefined && input.content.trim() === '') reasons.push(reason('field.required', 'content'))
  if (input.at && Date.parse(input.at) > Date.parse(tx.now) + grace) reasons.push(reason('followup.future', 'at'))
  if (input.nextStepAt && !input.nextStep?.trim()) reasons.push(reason('followup.stepMissing', 'nextStep'))
  return reasons
}

/** Needs and promises must have someone to belong to. */
function keepable(subject: Subject, { needs = [], promises = [] }: NewFollowup): Reason[] {
  const kept = needs.length + promises.length > 0
  return kept && !subject.customerId && !subject.leadId && !subject.dealId ? [reason('followup.noNeeds', 'needs')] : []
}

const words = ['result', 'painPoints', 'budget', 'decisionMaker', 'competitors', 'nextStep'] as const
const blank = {
  result: null,
  painPoints: null,
  budget: null,
  decisionMaker: null,
  competitors: null,
  nextStep: null,
  nextStepAt: null,
}

function storedOf(input: FollowupEdit): Partial<FollowupRow> {
  const given = words.filter(key => input[key] !== undefined).map(key => [key, input[key]?.trim() || null])
  return { ...Object.fromEntries(given), ...(input.nextStepAt !== undefined && { nextStepAt: input.nextStepAt }) }
}

const stepOf = ({ nextStep, nextStepAt }: NewFollowup) =>
  nextStep?.trim() ? { next: { step: nextStep.trim(), at: nextStepAt ?? null } } : {}
