// What was answered: kept once, with what was asked; then taken, held back or dropped. What becomes of it is the journey
// `answerForm`.
import { getCustomer } from '#features/customer/server/customer.service.ts'
import { getLead } from '#features/lead/server/lead.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { tell } from '#meta/server/record.service.ts'
import { sourceOf } from '#meta/server/sources.ts'
import type { AnswersQuery, CountKind, FormAnswer } from '../capture.schema.ts'
import {
  claimAnswer,
  countedBound,
  lockAnswer,
  type ReadAnswer,
  selectAnswer,
  selectAnswers,
  selectForm,
  selectOfCustomer,
  selectOfLead,
} from './capture.sql.ts'
import { type AnswerRow, type FormRow, leadFormAnswers } from './capture.table.ts'

export type { AnswerRow, FormRow }

/** What came in, read and found fit to be kept. */
export type Sent = Pick<
  AnswerRow,
  'key' | 'given' | 'consent' | 'lang' | 'via' | 'address' | 'agent' | 'origin' | 'campaignId'
> & {
  readonly suspicions: readonly Reason[]
}

export const countForm = (tx: Tx, { org }: Pick<Actor, 'org'>, formId: string, kind: CountKind): void =>
  tx.write(countedBound(tx, { formId, day: today(tx.database.clock, org.zone), kind }))

const nobodys = { leadId: null, customerId: null, contactId: null, made: false, reviewedAt: null, reviewedBy: null }

/** Undefined where the very same was sent before. */
export async function keepAnswer(tx: Tx, form: FormRow, { suspicions, ...sent }: Sent): Promise<AnswerRow | undefined> {
  const row: AnswerRow = {
    ...{ ...sent, ...nobodys, id: newId(), formId: form.id, formVersion: form.asked },
    ...{ at: tx.now, state: 'held', why: suspicions },
  }
  return (await claimAnswer(tx, row)) ? row : undefined
}

/** Whose it is now: the lead that was made of it, or one or a customer who was there before. */
export type Whose = Partial<Pick<AnswerRow, 'leadId' | 'customerId' | 'contactId' | 'made'>>

export function takeAnswer(tx: Tx, row: AnswerRow, whose: Whose): AnswerRow {
  const next: AnswerRow = { ...row, ...whose, state: 'taken' }
  tx.write(leadFormAnswers.update(tx.orgId, next))
  return next
}

export function holdAnswer(tx: Tx, row: AnswerRow, why: readonly Reason[]): AnswerRow {
  const next: AnswerRow = { ...row, why: why.slice(0, 20) }
  tx.write(leadFormAnswers.update(tx.orgId, next))
  return next
}

/** Of a reviewer: still held, and their name on it. */
export async function lockHeld(tx: Tx, actor: Actor, id: string): Promise<{ row: AnswerRow; form: FormRow }> {
  const row = await lockAnswer(tx, id)
  const form = row && (await selectForm(tx, row.formId))
  if (!row || !form) throw missing('formAnswer')
  if (row.state !== 'held') throw new Refusal('form.notHeld', 'conflict')
  return { row: { ...row, reviewedAt: tx.now, reviewedBy: actor.userId }, form }
}

export async function dropAnswer(tx: Tx, actor: Actor, id: string): Promise<FormAnswer> {
  const { row } = await lockHeld(tx, actor, id)
  tx.write(leadFormAnswers.update(tx.orgId, { ...row, state: 'dropped' }))
  tell(tx, { actor, entity: 'form', recordId: row.formId, kind: 'form.dropped' })
  return readAnswer(tx, actor, id)
}

export async function readAnswer(db: Db, actor: Actor, id: string): Promise<FormAnswer> {
  const row = await selectAnswer(db, id)
  if (!row) throw missing('formAnswer')
  return shown(actor, row)
}

export async function listAnswers(
  db: Db,
  actor: Actor,
  query: AnswersQuery,
): Promise<{ items: FormAnswer[]; nextCursor: string | null }> {
  const { limit = 30 } = query
  const rows = await selectAnswers(db, query, limit + 1)
  const items = rows.slice(0, limit).map(row => shown(actor, row))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export async function answersOfLead(db: Db, actor: Actor, id: string): Promise<{ items: FormAnswer[] }> {
  const lead = await getLead(db, actor, id)
  const shut = lead.poolId !== null && !can(actor, 'pool.contact')
  return { items: (await selectOfLead(db, id)).map(row => shown(actor, row, shut)) }
}

export async function answersOfCustomer(db: Db, actor: Actor, id: string): Promise<{ items: FormAnswer[] }> {
  const { poolId } = await getCustomer(db, actor, id)
  const shut = poolId !== null && !can(actor, 'pool.contact')
  return { items: (await selectOfCustomer(db, id)).map(row => shown(actor, row, shut)) }
}

// what a role may not see of leads it may not read in what they wrote either; in a pool nobody is to be reached
function shown(actor: Actor, row: ReadAnswer, shut = false): FormAnswer {
  const {
    key: _,
    given,
    address: __,
    agent: ___,
    contactId: ____,
    campaignId: ______,
    reviewedBy: _____,
    ...answer
  } = row
  const lead = sourceOf('lead').entity
  const hidden = hiddenFields(actor, lead)
  const masked = new Set(shut ? lead.fields.filter(one => one.masked).map(one => one.key) : [])
  // words in which a number may stand
  if (shut) masked.add('need')
  const said = given.filter(one => !hidden.has(one.key.replace(/^custom\./, '')) && !masked.has(one.key))
  return {
    ...answer,
    why: [...answer.why],
    said: said.map(({ key, label, text, strange }) => ({ key, label, value: text, ...(strange && { strange }) })),
  }
}
