// What approvals know of a record: the feature or journey that owns the move registers it once per process.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { registered } from '#meta/registry.ts'
import { entityFor } from '#meta/server/record.service.ts'
import type { Approval, ApprovalNode } from '../approval.schema.ts'
import { selectInbox, selectInvolved, selectOfRecord } from './approval.sql.ts'
import type { RequestRow } from './approval.table.ts'

export type ApprovalSubject = {
  readonly entity: string
  readonly purpose: string
  /** Who is asked where the organisation has set nothing. */
  readonly usual: readonly ApprovalNode[]
  /** The hash of the content as it stands now. */
  hash(db: Db, recordId: string): Promise<string | undefined>
  /** After the last approval, in its transaction; the request is locked. */
  approved(tx: Tx, approver: Actor, request: RequestRow): Promise<void>
  /** Sent back or withdrawn. */
  returned(tx: Tx, actor: Actor, request: RequestRow): Promise<void>
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

export const inbox = (db: Db, actor: Actor): Promise<Approval[]> => selectInbox(db, actor.userId)

/** Those of the requests that the actor asked for or is asked in. */
export const involvedIn = async (db: Db, actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(ids.length > 0 ? await selectInvolved(db, actor.userId, ids) : [])

/** Approvals follow the read right of what they are about. */
export async function approvalsOf(db: Db, actor: Actor, entity: string, recordId: string): Promise<Approval[]> {
  const [approvals] = await Promise.all([
    selectOfRecord(db, actor.userId, entity, recordId),
    registered(entity)?.verbs.get(db, actor, recordId),
  ])
  return registered(entity) ? approvals : []
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
