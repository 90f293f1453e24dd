// What a follow-up is about: any registered record, read through its own door, so that its rights decide.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { registered } from '#meta/registry.ts'
import { outside } from '#meta/server/sourceSql.ts'

export type Subject = {
  readonly entity: string
  readonly id: string
  readonly title: string
  readonly customerId: string | null
  readonly contactId: string | null
  readonly leadId: string | null
  readonly dealId: string | null
  readonly threadId: string | null
  readonly ownerId: string | null
  readonly deptId: string | null
}

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** 404 when out of the actor's reach; what only lies in their pool has to be taken from it first. */
export async function subjectOf(db: Db, actor: Actor, entity: string, id: string): Promise<Subject> {
  const row = registered(entity)
  if (!row) throw missing(entity)
  const record = await row.verbs.get(db, outside(actor), id)
  const own = (name: string) => (entity === name ? id : null)
  return {
    entity,
    id,
    title: String(record[row.entity.title] ?? ''),
    customerId: own('customer') ?? idOf(record.customerId),
    contactId: own('contact'),
    leadId: own('lead'),
    dealId: own('deal') ?? (entity === 'order' ? idOf(record.dealId) : null),
    threadId: idOf(record.threadId),
    ownerId: idOf(record.ownerId),
    deptId: idOf(record.deptId),
  }
}

/** The records on whose timelines an event about the subject shows. */
export function parentsOf(subject: Omit<Subject, 'title' | 'ownerId' | 'deptId' | 'threadId'>) {
  const named = {
    customer: subject.customerId,
    contact: subject.contactId,
    lead: subject.leadId,
    deal: subject.dealId,
    [subject.entity]: subject.id,
  }
  return Object.entries(named).flatMap(([entity, recordId]) => (recordId ? [{ entity, recordId }] : []))
}
