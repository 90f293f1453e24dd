// Every statement about notices.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { Notice, NoticeKind, NoticeQuery } from '../notice.schema.ts'

// Once per person and key; nobody who has left; each by the ways they chose, not before their quiet hours are over; a
// mail for whoever wants one, in the same statement. The end of quiet hours is a wall clock's of their own zone.
const tell = stmt(
  'notice.tell',
  `with asked as (
     select w.id, u.id as user_id,
       coalesce((s.choices -> $4 ->> 'inApp')::boolean, true) as in_app,
       $10::boolean or coalesce((s.choices -> $4 ->> 'mail')::boolean, s.by_mail, false) and coalesce(o.settings -> 'mail' ->> 'on' = 'true', false) as by_mail,
       case when not $10::boolean and not $4 = any(coalesce(s.urgent, '{}')) then
         case when q.wall::time >= s.quiet_from and (s.quiet_from > s.quiet_to or q.wall::time < s.quiet_to)
           then (q.wall::date + case when s.quiet_from > s.quiet_to then 1 else 0 end + s.quiet_to) at time zone q.zone
         when s.quiet_from > s.quiet_to and q.wall::time < s.quiet_to then (q.wall::date + s.quiet_to) at time zone q.zone end end as held_until
     from unnest($2::uuid[], $3::uuid[]) as w(id, user_id) join users u on u.org_id = $1 and u.id = w.user_id and u.active
     join orgs o on o.org_id = $1 left join notice_wishes s on s.org_id = $1 and s.user_id = u.id
     cross join lateral (select coalesce(s.zone, o.zone) as zone, $9::timestamptz at time zone coalesce(s.zone, o.zone) as wall) q
   ), made as (
     insert into notices (org_id, id, user_id, kind, said, entity, record_id, key, created_at, in_app, held_until)
     select $1::uuid, a.id, a.user_id, $4::text, $5::jsonb, $6::text, $7::uuid, $8::text, $9::timestamptz, a.in_app, a.held_until
     from asked a where a.in_app or a.by_mail
     on conflict (org_id, user_id, key) do nothing returning id)
   insert into mails (org_id, id, notice_id, due_at, created_at)
   select $1::uuid, a.id, a.id, coalesce(a.held_until, $9::timestamptz), $9::timestamptz
   from made m join asked a on a.id = m.id where a.by_mail`,
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

const isShown = (now: string): string => `in_app and (held_until is null or held_until <= ${now})`

// ids grow with time; what was held is where it was made
const mine = stmt(
  'notice.mine',
  `select id, kind, said as "values", entity, record_id, read_at, created_at, false as gone from notices
   where org_id = $1 and user_id = $2 and ${isShown('$6')} and ($3::uuid is null or id < $3) and (not $4::boolean or read_at is null)
     and ($7::text[] is null or kind = any($7)) order by id desc limit $5`,
)
export type Sifted = NoticeQuery & { readonly kinds: readonly NoticeKind[] | null }
export const selectMine = (db: Db, userId: string, query: Sifted, limit: number): Promise<Notice[]> =>
  db.query<Notice>(mine(db.orgId, userId, query.cursor ?? null, query.unread ?? false, limit, db.now, query.kinds))

const unread = stmt(
  'notice.unread',
  `select count(*)::integer as count from notices where org_id = $1 and user_id = $2 and read_at is null and ${isShown('$3')}`,
)
export const countUnread = async (db: Db, userId: string): Promise<number> =>
  (await db.one<{ count: number }>(unread(db.orgId, userId, db.now)))?.count ?? 0

const has = stmt('notice.has', 'select id from notices where org_id = $1 and user_id = $2 and id = $3 and in_app')
export const hasNotice = async (db: Db, userId: string, id: string): Promise<boolean> =>
  (await db.one(has(db.orgId, userId, id))) !== undefined

// what is still held has not been seen
const read = stmt(
  'notice.read',
  `update notices set read_at = $3 where org_id = $1 and user_id = $2 and read_at is null and ($4::uuid is null and ${isShown('$3')} or id = $4)`,
)
/** One, or all. */
export const readBound = (orgId: string, userId: string, now: string, id: string | null): Bound =>
  read(orgId, userId, now, id)

const snooze = stmt(
  'notice.snooze',
  'update notices set held_until = $4, read_at = null where org_id = $1 and user_id = $2 and id = $3',
)
export const snoozeBound = (orgId: string, userId: string, id: string, until: string): Bound =>
  snooze(orgId, userId, id, until)
