// The in-app centre: what happened to me. Written in the transaction of what happened, at most once per key.
import type { Actor } from '#kernel/access.ts'
import type { PageOf } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import type { Waiting } from '#meta/counts.ts'
import { showsFigure, titleTo } from '#meta/figure.ts'
import { hasSource, standingOf } from '#meta/server/sources.ts'
import { kindsOf } from '../notice.rules.ts'
import type { Notice, NoticeKind, NoticeQuery } from '../notice.schema.ts'
import { tellBotsBound } from './bot.sql.ts'
import { countUnread, hasNotice, readBound, selectMine, snoozeBound, tellBound } from './notice.sql.ts'

export type NewNotice = {
  readonly userIds: readonly (string | null)[]
  readonly kind: NoticeKind
  readonly values: Notice['values']
  /** Null for what is of no one record. */
  readonly entity: string | null
  readonly recordId: string | null
  /** Told once per person and key; without one, each time. */
  readonly key?: string
}

/** Whoever did it is not told; history that comes in by import tells nobody. */
export function notify(tx: Tx, actor: Doer, notice: NewNotice): void {
  if (actor.via === 'import') return
  const key = notice.key ?? newId()
  tellPeople(tx, { ...notice, key, userIds: notice.userIds.filter(id => id !== actor.userId) })
  tellBots(tx, { ...notice, key })
}

/** For what nobody did: a reminder that rings. */
export function notifyAll(tx: Tx, notice: NewNotice): void {
  const keyed = { ...notice, key: notice.key ?? newId() }
  tellPeople(tx, keyed)
  tellBots(tx, keyed)
}

type Keyed = NewNotice & { readonly key: string }

const peopleOf = ({ userIds }: NewNotice): string[] => [...new Set(userIds)].filter(id => id !== null)

/** Groups hear of it whoever did it: they are not the one who did. */
function tellBots(tx: Tx, notice: Keyed): void {
  const { kind, values, entity, recordId, key } = notice
  const userIds = peopleOf(notice)
  if (userIds.length > 0) tx.write(tellBotsBound(tx.orgId, tx.now, { userIds, kind, values, entity, recordId, key }))
}

function tellPeople(tx: Tx, notice: Keyed): void {
  const userIds = peopleOf(notice)
  if (userIds.length === 0) return
  const { kind, values, entity, recordId, key } = notice
  const row = { ids: userIds.map(() => newId()), userIds, kind, values, entity, recordId, key }
  tx.write(tellBound(tx.orgId, tx.now, row))
}

export async function listNotices(db: Db, actor: Actor, query: NoticeQuery): Promise<PageOf<Notice>> {
  const { limit = 30, kind, topic } = query
  const kinds = kind ? [kind] : topic ? kindsOf(topic) : null
  const rows = await selectMine(db, actor.userId, { ...query, kinds }, limit + 1)
  const items = await visible(db, actor, rows.slice(0, limit))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** What it says of a record goes with the right to see it: somebody was moved, the record was handed on or deleted. */
async function visible(db: Db, actor: Actor, notices: readonly Notice[]): Promise<Notice[]> {
  const lost = await lostOf(db, actor, notices)
  return notices.map(one =>
    lost.has(`${one.entity}:${one.recordId}`)
      ? { ...one, values: {}, entity: null, recordId: null, gone: true }
      : { ...one, values: saidTo(actor, one) },
  )
}

/** What its record is worth is said to whom that is open. */
export function saidTo(actor: Actor, { entity, values }: Pick<Notice, 'entity' | 'values'>): Notice['values'] {
  if (!entity || showsFigure(actor, entity)) return values
  const { title, amount } = values
  return {
    ...values,
    ...(typeof title === 'string' && { title: titleTo(actor, entity, title) }),
    ...(amount !== undefined && { amount: '…' }),
  }
}

type About = Pick<Notice, 'entity' | 'recordId'>

/** `entity:id` of what the person may not see. */
export async function lostOf(db: Db, actor: Actor, about: readonly About[]): Promise<ReadonlySet<string>> {
  const known = about.flatMap(({ entity, recordId }) =>
    entity && recordId && hasSource(entity) ? [{ entity, recordId }] : [],
  )
  const found = await Promise.all(
    [...Map.groupBy(known, one => one.entity)].map(async ([entity, some]) => {
      const ids = [...new Set(some.map(one => one.recordId))]
      const standing = await standingOf(
        db,
        actor,
        entity,
        ids.map(id => ({ id, was: null })),
      )
      const there = new Set(standing.filter(one => one.isThere).map(one => one.id))
      return ids.filter(id => !there.has(id)).map(id => `${entity}:${id}`)
    }),
  )
  return new Set(found.flat())
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

/** Out of sight until then, and new again from then on. */
export async function snoozeNotice(tx: Tx, actor: Actor, id: string, until: string): Promise<Record<never, never>> {
  if (!(await hasNotice(tx, actor.userId, id))) throw missing('notice')
  if (until <= tx.now) throw new Refusal(reason('reminder.past', 'until'))
  tx.write(snoozeBound(tx.orgId, actor.userId, id, until))
  return {}
}
