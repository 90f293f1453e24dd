// The in-app centre: what happened to me. Written in the transaction of what happened, at most once per key.
import type { Actor } from '#kernel/access.ts'
import type { PageOf } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing } from '#kernel/refusal.ts'
import type { Waiting } from '#meta/counts.ts'
import { orgMailOf } from '../notice.rules.ts'
import type { Notice, NoticeKind, NoticeQuery, NoticeWishes } from '../notice.schema.ts'
import { countUnread, hasNotice, readBound, selectMine, selectWish, setWishBound, tellBound } from './notice.sql.ts'

export type NewNotice = {
  readonly userIds: readonly (string | null)[]
  readonly kind: NoticeKind
  readonly values: Notice['values']
  readonly entity: string
  readonly recordId: string
  /** Told once per person and key; without one, each time. */
  readonly key?: string
}

/** Whoever did it is not told; history that comes in by import tells nobody. */
export function notify(tx: Tx, actor: Actor, notice: NewNotice): void {
  if (actor.via === 'import') return
  const userIds = notice.userIds.filter(id => id !== actor.userId)
  notifyAll(tx, { ...notice, userIds })
}

/** For what nobody did: a reminder that rings. */
export function notifyAll(tx: Tx, notice: NewNotice): void {
  const userIds = [...new Set(notice.userIds)].filter(id => id !== null)
  if (userIds.length === 0) return
  const { kind, values, entity, recordId, key = newId() } = notice
  const row = { ids: userIds.map(() => newId()), userIds, kind, values, entity, recordId, key }
  tx.write(tellBound(tx.orgId, tx.now, row))
}

export async function listNotices(db: Db, actor: Actor, query: NoticeQuery): Promise<PageOf<Notice>> {
  const { limit = 30 } = query
  const rows = await selectMine(db, actor.userId, query, limit + 1)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export const unreadNotices = async (db: Db, actor: Actor): Promise<Waiting> => ({
  count: await countUnread(db, actor.userId),
})

/** Another's notice does not exist. */
export async function readNotice(tx: Tx, actor: Actor, id: string): Promise<Record<never, never>> {
  if (!(await hasNotice(tx, actor.userId, id))) throw missing('notice')
  tx.write(readBound(tx.orgId, actor.userId, tx.now, id))
  return {}
}

export async function readAllNotices(tx: Tx, actor: Actor): Promise<Record<never, never>> {
  tx.write(readBound(tx.orgId, actor.userId, tx.now, null))
  return {}
}

/** `server`: there is something that mails can leave through. */
export async function readWishes(db: Db, actor: Actor, server: boolean): Promise<NoticeWishes> {
  return { byMail: await selectWish(db, actor.userId), canMail: server && orgMailOf(actor.org.settings).on }
}

export async function setWishes(tx: Tx, actor: Actor, byMail: boolean, server: boolean): Promise<NoticeWishes> {
  tx.write(setWishBound(tx.orgId, actor.userId, byMail))
  return readWishes(tx, actor, server)
}
