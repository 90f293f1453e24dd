// Colleagues who are named in a follow-up: only those who may see what it is about, and they are told.
import { notify } from '#features/notice/server/notice.service.ts'
import { everyoneWho } from '#features/people/server/holder.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { namedBy, type Reason, reason } from '#kernel/refusal.ts'
import { registered } from '#meta/registry.ts'
import type { Mentionable, NewFollowup } from '../followup.schema.ts'
import { type Subject, subjectOf } from './subject.service.ts'

/** Whom one may name on this record; oneself is no news. */
export async function listMentionable(db: Db, actor: Actor, entity: string, id: string): Promise<Mentionable[]> {
  const subject = await namedBy('id', subjectOf(db, actor, entity, id))
  return (await readersOf(db, subject)).filter(one => one.id !== actor.userId)
}

async function readersOf(db: Db, { entity, ownerId, deptId }: Subject): Promise<Mentionable[]> {
  const rows = registered(entity)?.access ?? {}
  const people = await everyoneWho(db, `${entity}.read`, rows, { ownerId, deptId })
  return people.map(({ userId, name }) => ({ id: userId, name }))
}

export const readerIds = async (db: Db, subject: Subject): Promise<ReadonlySet<string>> =>
  new Set((await readersOf(db, subject)).map(one => one.id))

export async function mentionProblems(db: Db, subject: Subject, { mentions = [] }: NewFollowup): Promise<Reason[]> {
  if (mentions.length === 0) return []
  const readers = await readerIds(db, subject)
  return mentions.flatMap((id, i) => (readers.has(id) ? [] : [reason('followup.cannotSee', `mentions.${i}`)]))
}

export function tellMentioned(tx: Tx, actor: Actor, subject: Subject, { mentions = [], content }: NewFollowup): void {
  const { entity, id: recordId, title: name } = subject
  const text = [...content.trim()].slice(0, 80).join('')
  notify(tx, actor, { userIds: mentions, kind: 'mentioned', values: { by: actor.name, name, text }, entity, recordId })
}
