// What approvals know of a record: the feature or journey that owns the move registers it once per process.
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { titleTo } from '#meta/figure.ts'
import { registered } from '#meta/registry.ts'
import { entityFor } from '#meta/server/record.service.ts'
import { saidTo } from '../approval.rules.ts'
import type { Approval, ApprovalNode, Because, FactValues, SubjectFact } from '../approval.schema.ts'
import { selectInbox, selectInvolved, selectOfRecord } from './approval.sql.ts'
import type { RequestRow } from './approval.table.ts'

export type ApprovalSubject = {
  readonly entity: string
  readonly purpose: string
  /** Who is asked where the organisation has set nothing. */
  readonly usual: readonly ApprovalNode[]
  /** What conditions of its policy may ask; absent: it has none. */
  readonly facts?: readonly SubjectFact[]
  told?(db: Db, actor: Actor, recordId: string): Promise<Told>
  /** The hash of the content as it stands now. */
  hash(db: Db, recordId: string): Promise<string | undefined>
  /** After the last approval, in its transaction; the request is locked. */
  approved(tx: Tx, approver: Actor, request: RequestRow): Promise<void>
  /** Sent back or withdrawn. */
  returned(tx: Tx, actor: Actor, request: RequestRow): Promise<void>
}

/** What the record says at one moment, and the details behind it. */
export type Told = {
  readonly values: FactValues
  readonly details: readonly Because[]
  /** Names the content that was looked at, where it was not locked. */
  readonly of?: string
}

const subjects = new Map<string, ApprovalSubject>()

export function registerSubject(subject: ApprovalSubject): void {
  subjects.set(`${subject.entity}:${subject.purpose}`, subject)
}

export function subjectOf(entity: string, purpose: string): ApprovalSubject {
  const subject = subjects.get(`${entity}:${purpose}`)
  if (!subject) throw new Refusal('approval.unknownSubject', 'missing')
  return subject
}

/** Figures that the reader has no right to are left out of it. */
export const shownTo = (actor: Actor, approval: Approval): Approval => ({
  ...approval,
  title: titleTo(actor, approval.entity, approval.title),
  why: whyTo(actor, approval.entity, approval.why),
})

export function whyTo(actor: Actor, entity: string, why: readonly Because[]): Reason[] {
  const shows = (field: string): boolean => {
    // `customer.creditLimit`: a figure of somebody else's
    const dot = field.indexOf('.')
    const other = registered(field.slice(0, Math.max(dot, 0)))
    const row = other ?? registered(entity)
    return !row || !hiddenFields(actor, row.entity).has(other ? field.slice(dot + 1) : field)
  }
  return saidTo(why, ({ needs, field }) => (!needs || can(actor, needs)) && (!field || shows(field)))
}

export const inbox = async (db: Db, actor: Actor): Promise<Approval[]> =>
  (await selectInbox(db, actor.userId)).map(one => shownTo(actor, one))

/** Those of the requests that the actor asked for or is asked in. */
export const involvedIn = async (db: Db, actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(ids.length > 0 ? await selectInvolved(db, actor.userId, ids) : [])

/** Approvals follow the read right of what they are about. */
export async function approvalsOf(db: Db, actor: Actor, entity: string, recordId: string): Promise<Approval[]> {
  const [approvals] = await Promise.all([
    selectOfRecord(db, actor.userId, entity, recordId),
    registered(entity)?.verbs.get(db, actor, recordId),
  ])
  return registered(entity) ? approvals.map(one => shownTo(actor, one)) : []
}

/** Fields of the entity, the organisation's own ones included, that hold a person. */
export async function personFields(db: Db, actor: Actor, entity: string): Promise<string[]> {
  const row = registered(entity)
  if (!row) return []
  const { fields } = await entityFor(db, actor, row.entity)
  return fields.filter(holdsPerson).map(field => field.key)
}

const holdsPerson = ({ kind, refEntity, hidden }: Field): boolean =>
  !hidden && (kind === 'user' || (kind === 'reference' && refEntity === 'user'))
