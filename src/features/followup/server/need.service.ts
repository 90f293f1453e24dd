// Needs and promises: heard in a follow-up, kept on the deal (or the lead that becomes one), carried by the hand-off.

import { touchCustomer } from '#features/customer/server/credit.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { calendarOf, workdayUntil } from '#kernel/calendar.ts'
import { instantOf } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { judge } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { missing, namedBy, Refusal, reason } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { reachableIds } from '#meta/server/sources.ts'
import type { Followup, Need, NewNeed, NewPromise, Promised } from '../followup.schema.ts'
import { type NeedMove, needFlow } from '../need.flow.ts'
import { type PromiseMove, promiseFlow } from '../promise.flow.ts'
import { followupSource } from './followup.sql.ts'
import { lockNeedRow, lockPromiseRow, type NeedParent, selectNeeds, selectPromises } from './need.sql.ts'
import { type NeedRow, needs, type PromiseRow, promises } from './need.table.ts'
import { addReminder, finishPromise } from './reminder.service.ts'
import { parentsOf, type Subject, subjectOf } from './subject.service.ts'

/** For verbs that have judged the deal; no rights are asked here. */
export const needsOf = (db: Db, dealId: string): Promise<Need[]> => selectNeeds(db, 'deal', dealId)
export const promisesOf = (db: Db, dealId: string): Promise<Promised[]> => selectPromises(db, 'deal', dealId)

/** Of an order: those of its deal, since they are kept or broken while it is worked off. */
async function placeNamed(db: Db, actor: Actor, entity: string, id: string): Promise<[NeedParent, string] | undefined> {
  const { dealId } = await namedBy('id', subjectOf(db, actor, entity, id))
  if (entity === 'order') return dealId && (await isReachable(db, actor, 'deal', dealId)) ? ['deal', dealId] : undefined
  const parent = (['deal', 'lead', 'customer'] as const).find(one => one === entity)
  return parent && [parent, id]
}

const isReachable = async (db: Db, actor: Actor, entity: string, id: string): Promise<boolean> =>
  (await reachableIds(db, actor, entity, [id])).has(id)

export async function listNeeds(db: Db, actor: Actor, entity: string, id: string): Promise<Need[]> {
  const place = await placeNamed(db, actor, entity, id)
  return place ? selectNeeds(db, ...place) : []
}
export async function listPromises(db: Db, actor: Actor, entity: string, id: string): Promise<Promised[]> {
  const place = await placeNamed(db, actor, entity, id)
  return place ? selectPromises(db, ...place) : []
}

type Heard<T> = {
  readonly wanted: readonly Omit<T, 'subjectEntity' | 'subjectId' | 'followupId'>[]
  readonly followupId?: string | null
}

const placeOf = ({ dealId, leadId, customerId }: Subject, followupId: string | null) => ({
  dealId,
  leadId,
  customerId,
  followupId,
})
const stampOf = (tx: Tx, actor: Actor) => ({
  id: newId(),
  version: 1,
  createdAt: tx.now,
  createdBy: actor.userId,
  updatedAt: tx.now,
  updatedBy: actor.userId,
})

export function noteNeeds(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  { wanted, followupId = null }: Heard<NewNeed>,
): NeedRow[] {
  const rows = wanted.map(
    ({ text, importance = 2 }): NeedRow => ({
      ...stampOf(tx, actor),
      ...placeOf(subject, followupId),
      text: filled(text, 'text'),
      importance,
      state: 'open',
      answer: null,
      quoteId: null,
    }),
  )
  if (rows.length > 0) tx.write(needs.insert(tx.orgId, rows))
  for (const row of rows)
    tellOf(tx, actor, subject, {
      entity: 'need',
      row,
      kind: 'need.noted',
      to: 'open',
      after: { text: row.text },
      quiet: followupId !== null,
    })
  return rows
}

export function notePromises(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  { wanted, followupId = null }: Heard<NewPromise>,
): PromiseRow[] {
  const rows = wanted.map(
    ({ what, toWhom, byWhen, kind = 'other' }): PromiseRow => ({
      ...stampOf(tx, actor),
      ...placeOf(subject, followupId),
      what: filled(what, 'what'),
      toWhom: toWhom?.trim() || null,
      byWhen: byWhen ?? null,
      kind,
      state: 'open',
      note: null,
    }),
  )
  if (rows.length > 0) tx.write(promises.insert(tx.orgId, rows))
  for (const row of rows) {
    tellOf(tx, actor, subject, {
      entity: 'promise',
      row,
      kind: 'promise.made',
      to: 'open',
      after: { what: row.what },
      quiet: followupId !== null,
    })
    remindOf(tx, actor, subject, row)
  }
  return rows
}

/** On the morning of its day; when nobody works then, of the last workday before it, unless that is over. */
function remindOf(tx: Tx, actor: Actor, { entity, id }: Subject, { byWhen, what }: PromiseRow): void {
  if (!byWhen) return
  const calendar = calendarOf(actor.org)
  const begins = calendar.hours[0]?.from ?? '09:00'
  const morning = (day: string) => instantOf(day, begins, actor.org.zone).toISOString()
  const early = morning(workdayUntil(byWhen, calendar))
  const at = early > tx.now ? early : morning(byWhen)
  addReminder(tx, { userId: actor.userId, entity, id, kind: 'promise', text: what, at })
}

export async function createNeed(tx: Tx, actor: Actor, input: NewNeed): Promise<Need> {
  const subject = await keeperOf(tx, actor, input)
  const [row] = noteNeeds(tx, actor, subject, { wanted: [input], followupId: input.followupId ?? null })
  if (!row) throw new Error('no need was made')
  if (subject.customerId) touchCustomer(tx, subject.customerId, { needs: 1 })
  return needShown(row)
}

export async function createPromise(tx: Tx, actor: Actor, input: NewPromise): Promise<Promised> {
  const subject = await keeperOf(tx, actor, input)
  const [row] = notePromises(tx, actor, subject, { wanted: [input], followupId: input.followupId ?? null })
  if (!row) throw new Error('no promise was made')
  return promiseShown(row)
}

type Noted = Pick<NewNeed, 'subjectEntity' | 'subjectId' | 'followupId'>

async function keeperOf(tx: Tx, actor: Actor, input: Noted): Promise<Subject> {
  const subject = await namedBy('subjectId', subjectOf(tx, actor, input.subjectEntity, input.subjectId))
  if (!subject.dealId && !subject.leadId && !subject.customerId)
    throw new Refusal(reason('followup.noNeeds', 'subjectId'))
  if (input.followupId) await refuseForeign(tx, actor, subject, input.followupId)
  return subject
}

/** What was heard in a follow-up belongs to what it was about. */
async function refuseForeign(tx: Tx, actor: Actor, subject: Subject, id: string): Promise<void> {
  const heard = await namedBy('followupId', getRecord<Followup>(tx, actor, followupSource, id))
  const shared = (['dealId', 'leadId', 'customerId'] as const).some(key => heard[key] && heard[key] === subject[key])
  if (!shared) throw new Refusal(reason('followup.ofOther', 'followupId'))
}

export async function moveNeed(
  tx: Tx,
  actor: Actor,
  id: string,
  { move, answer }: { readonly move: NeedMove; readonly answer?: string | undefined },
): Promise<Need> {
  const row = await lockNeedRow(tx, id)
  if (!row) throw missing('need')
  const subject = await parentOf(tx, actor, row)
  const verdict = judge(needFlow, move, row, permission => can(actor, permission))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  if (move === 'answer' && !answer?.trim()) throw new Refusal(reason('need.noAnswer', 'answer'))
  const said = move === 'reopen' ? null : answer?.trim() || row.answer
  const next: NeedRow = { ...row, state: verdict.to, answer: said, quoteId: null, ...stamped(tx, actor, row) }
  tx.write(needs.update(tx.orgId, next))
  const kind = { answer: 'need.answered', drop: 'need.dropped', reopen: 'need.reopened' }[move]
  const after = { text: row.text, ...(said && { answer: said }) }
  tellOf(tx, actor, subject, { entity: 'need', row: next, kind, from: row.state, to: next.state, after })
  return needShown(next)
}

export async function movePromise(
  tx: Tx,
  actor: Actor,
  id: string,
  { move, note }: { readonly move: PromiseMove; readonly note?: string | undefined },
): Promise<Promised> {
  const row = await lockPromiseRow(tx, id)
  if (!row) throw missing('promise')
  const subject = await parentOf(tx, actor, row)
  const verdict = judge(promiseFlow, move, row, permission => can(actor, permission))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  if (move === 'break' && !note?.trim()) throw new Refusal(reason('promise.noNote', 'note'))
  const next: PromiseRow = { ...row, state: verdict.to, note: note?.trim() || null, ...stamped(tx, actor, row) }
  tx.write(promises.update(tx.orgId, next))
  const about = [row.dealId, row.leadId, row.customerId, subject.contactId].filter(one => one !== null)
  if (move !== 'reopen') finishPromise(tx, about, row.what)
  const kind = { keep: 'promise.kept', break: 'promise.broken', reopen: 'promise.reopened' }[move]
  const after = { what: row.what, ...(next.note && { note: next.note }) }
  tellOf(tx, actor, subject, { entity: 'promise', row: next, kind, from: row.state, to: next.state, after })
  return promiseShown(next)
}

/** Rights are those of what it hangs on: the deal, else the lead, else the customer. */
function parentOf(db: Db, actor: Actor, { dealId, leadId, customerId }: NeedRow | PromiseRow): Promise<Subject> {
  if (dealId) return subjectOf(db, actor, 'deal', dealId)
  if (leadId) return subjectOf(db, actor, 'lead', leadId)
  return subjectOf(db, actor, 'customer', customerId ?? '')
}

const stamped = (tx: Tx, actor: Actor, row: { version: number }) => ({
  version: row.version + 1,
  updatedAt: tx.now,
  updatedBy: actor.userId,
})

type Told = {
  readonly entity: 'need' | 'promise'
  readonly row: { readonly id: string; readonly version: number }
  readonly kind: string
  readonly from?: string
  readonly to: string
  readonly after: Record<string, unknown>
  /** Its follow-up already tells it on every timeline. */
  readonly quiet?: boolean
}

function tellOf(tx: Tx, actor: Actor, subject: Subject, { row, quiet, ...told }: Told): void {
  const { id: recordId, version } = row
  tell(tx, { actor, recordId, version, threads: [subject.threadId], about: quiet ? [] : parentsOf(subject), ...told })
}

const needShown = ({ createdBy: _, updatedAt: __, updatedBy: ___, ...need }: NeedRow): Need => need
const promiseShown = ({ createdBy: _, updatedAt: __, updatedBy: ___, ...made }: PromiseRow): Promised => made
