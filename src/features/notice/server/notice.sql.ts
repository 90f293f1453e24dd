// Every statement about notices.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { Notice, NoticeKind, NoticeQuery } from '../notice.schema.ts'

// once per person and key; nobody who has left; a mail for whoever wants one, in the same statement
const tell = stmt(
  'notice.tell',
  `with made as (
     insert into notices (org_id, id, user_id, kind, said, entity, record_id, key, created_at)
     select $1::uuid, w.id, w.user_id, $4::text, $5::jsonb, $6::text, $7::uuid, $8::text, $9::timestamptz
     from unnest($2::uuid[], $3::uuid[]) as w(id, user_id) join users u on u.org_id = $1 and u.id = w.user_id and u.active
     on conflict (org_id, user_id, key) do nothing returning id, user_id)
   insert into mails (org_id, id, notice_id, due_at, created_at)
   select $1::uuid, m.id, m.id, $9::timestamptz, $9::timestamptz from made m
   left join notice_wishes s on s.org_id = $1 and s.user_id = m.user_id
   where $10::boolean or (s.by_mail and exists (select from orgs o where o.org_id = $1 and o.settings -> 'mail' ->> 'on' = 'true'))`,
)

export type NewRows = {
  readonly ids: readonly string[]
  readonly userIds: readonly string[]
  readonly kind: NoticeKind
  readonly values: Notice['values']
  readonly entity: string | null
  readonly recordId: string | null
  readonly key: string
}

/** `alwaysMail`: whatever the person wishes. */
export function tellBound(orgId: string, now: string, row: NewRows, alwaysMail = false): Bound {
  const { ids, userIds, kind, values, entity, recordId, key } = row
  return tell(orgId, ids, userIds, kind, JSON.stringify(values), entity, recordId, key, now, alwaysMail)
}

// ids grow with time
const mine = stmt(
  'notice.mine',
  `select id, kind, said as "values", entity, record_id, read_at, created_at from notices
   where org_id = $1 and user_id = $2 and ($3::uuid is null or id < $3) and (not $4::boolean or read_at is null) order by id desc limit $5`,
)
export const selectMine = (db: Db, userId: string, query: NoticeQuery, limit: number): Promise<Notice[]> =>
  db.query<Notice>(mine(db.orgId, userId, query.cursor ?? null, query.unread ?? false, limit))

const unread = stmt(
  'notice.unread',
  'select count(*)::integer as count from notices where org_id = $1 and user_id = $2 and read_at is null',
)
export const countUnread = async (db: Db, userId: string): Promise<number> =>
  (await db.one<{ count: number }>(unread(db.orgId, userId)))?.count ?? 0

const has = stmt('notice.has', 'select id from notices where org_id = $1 and user_id = $2 and id = $3')
export const hasNotice = async (db: Db, userId: string, id: string): Promise<boolean> =>
  (await db.one(has(db.orgId, userId, id))) !== undefined

const read = stmt(
  'notice.read',
  'update notices set read_at = $3 where org_id = $1 and user_id = $2 and read_at is null and ($4::uuid is null or id = $4)',
)
/** One, or all. */
export const readBound = (orgId: string, userId: string, now: string, id: string | null): Bound =>
  read(orgId, userId, now, id)

const wish = stmt('notice.wish', 'select by_mail from notice_wishes where org_id = $1 and user_id = $2')
export const selectWish = async (db: Db, userId: string): Promise<boolean> =>
  (await db.one<{ byMail: boolean }>(wish(db.orgId, userId)))?.byMail ?? false

const setWish = stmt(
  'notice.setWish',
  'insert into notice_wishes (org_id, user_id, by_mail) values ($1, $2, $3) on conflict (org_id, user_id) do update set by_mail = excluded.by_mail',
)
export const setWishBound = (orgId: string, userId: string, byMail: boolean): Bound => setWish(orgId, userId, byMail)
