// Every statement about group bots and what they post.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'
import { lockLevel } from '#meta/locks.ts'
import type { BotKind, BotPostRow } from '../bot.schema.ts'
import { mostTries } from '../notice.rules.ts'
import type { Notice, NoticeKind } from '../notice.schema.ts'
import type { NewRows } from './notice.sql.ts'

export type BotRow = {
  readonly id: string
  readonly name: string
  readonly kind: BotKind
  readonly url: string
  readonly secret: string | null
  readonly kinds: readonly NoticeKind[]
  readonly deptId: string | null
  readonly active: boolean
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt: string | null
}

const columns =
  'b.id, b.name, b.kind, b.url, b.secret, b.kinds, b.dept_id, b.active, b.version, b.created_at, b.updated_at, b.deleted_at'
const all = stmt(
  'bot.all',
  `select ${columns} from notice_bots b where b.org_id = $1 and b.deleted_at is null order by b.created_at, b.id limit 100`,
)
export const selectBots = (db: Db): Promise<BotRow[]> => db.query<BotRow>(all(db.orgId))

const lock = stmt(
  'bot.lock',
  `select ${columns} from notice_bots b where b.org_id = $1 and b.id = $2 and b.deleted_at is null for no key update`,
)
export async function lockBot(tx: Tx, id: string): Promise<BotRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<BotRow>(lock(tx.orgId, id))
}

const put = stmt(
  'bot.put',
  `insert into notice_bots (org_id, id, name, kind, url, secret, kinds, dept_id, active, version, created_at, updated_at, deleted_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (org_id, id) do update set name = excluded.name, url = excluded.url, secret = excluded.secret, kinds = excluded.kinds,
     dept_id = excluded.dept_id, active = excluded.active, version = excluded.version, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at`,
)
export const putBotBound = (orgId: string, b: BotRow): Bound =>
  put(
    orgId,
    b.id,
    b.name,
    b.kind,
    b.url,
    b.secret,
    b.kinds,
    b.deptId,
    b.active,
    b.version,
    b.createdAt,
    b.updatedAt,
    b.deletedAt,
  )

// once for a bot and key, whoever of its department it is for
const tell = stmt(
  'bot.tell',
  `insert into bot_posts (org_id, id, bot_id, kind, said, entity, record_id, names, key, due_at, created_at)
   select $1::uuid, gen_random_uuid(), b.id, $3::text, $4::jsonb, $5::text, $6::uuid, coalesce(w.names, ''), $7::text, $8::timestamptz, $8::timestamptz
   from notice_bots b cross join lateral (
     select string_agg(u.name, ', ' order by u.name) as names, count(*) as people from users u
     where u.org_id = $1 and u.id = any($2::uuid[]) and u.active and (b.dept_id is null or exists (
       select from dept_closure c where c.org_id = $1 and c.ancestor_id = b.dept_id and c.dept_id = u.dept_id))) w
   where b.org_id = $1 and b.active and b.deleted_at is null and $3 = any(b.kinds) and w.people > 0
   on conflict (org_id, bot_id, key) do nothing`,
)
export const tellBotsBound = (orgId: string, now: string, row: Omit<NewRows, 'ids'>): Bound =>
  tell(orgId, row.userIds, row.kind, JSON.stringify(row.values), row.entity, row.recordId, row.key, now)

const test = stmt(
  'bot.test',
  `insert into bot_posts (org_id, id, bot_id, kind, key, due_at, created_at) values ($1, $2, $3, 'test', $2::uuid::text, $4, $4)`,
)
export const testBound = (orgId: string, id: string, botId: string, now: string): Bound => test(orgId, id, botId, now)

// what died in its last try stays undone for good
const giveUp = stmt(
  'bot.giveUp',
  `update bot_posts set state = 'failed', error = coalesce(error, 'no answer') where org_id = $1 and state = 'waiting' and tries >= ${mostTries} and due_at <= $2`,
)
// the try is counted and the next one set before it begins: a process that dies in it has had it
const claim = stmt(
  'bot.claim',
  `update bot_posts p set tries = p.tries + 1, due_at = $2::timestamptz + interval '10 minutes' from notice_bots b, orgs o
   where p.org_id = $1 and b.org_id = $1 and b.id = p.bot_id and o.org_id = $1 and p.id in (
     select t.id from bot_posts t where t.org_id = $1 and t.state = 'waiting' and t.due_at <= $2 and t.tries < ${mostTries}
     order by t.due_at, t.id limit $3 for no key update skip locked)
   returning p.id, p.tries, p.kind as said_kind, p.said as "values", p.entity, p.record_id, p.names, b.id as bot_id, b.kind, b.url, b.secret,
     b.active and b.deleted_at is null as active, o.name as org_name, o.lang`,
)
export type DuePost = Pick<Notice, 'values' | 'entity' | 'recordId'> & {
  readonly id: string
  readonly tries: number
  readonly saidKind: NoticeKind
  readonly names: string
  readonly botId: string
  readonly kind: BotKind
  readonly url: string
  readonly secret: string | null
  readonly active: boolean
  readonly orgName: string
  readonly lang: Lang
}
export async function claimPosts(tx: Tx, limit: number): Promise<DuePost[]> {
  tx.write(giveUp(tx.orgId, tx.now))
  return tx.query<DuePost>(claim(tx.orgId, tx.now, limit))
}

const sent = stmt(
  'bot.sent',
  `update bot_posts set state = 'sent', sent_at = $3, error = null where org_id = $1 and id = $2`,
)
export const postedBound = (orgId: string, id: string, now: string): Bound => sent(orgId, id, now)

const missed = stmt(
  'bot.missed',
  'update bot_posts set state = $3, due_at = $4, error = $5 where org_id = $1 and id = $2',
)
export type Miss = { readonly id: string; readonly isLast: boolean; readonly dueAt: string; readonly error: string }
export const notPostedBound = (orgId: string, { id, isLast, dueAt, error }: Miss): Bound =>
  missed(orgId, id, isLast ? 'failed' : 'waiting', dueAt, error.slice(0, 500))

const recent = stmt(
  'bot.recent',
  'select id, bot_id, kind, state, tries, error, created_at, sent_at from bot_posts where org_id = $1 order by created_at desc, id desc limit 20',
)
export const selectPosts = (db: Db): Promise<BotPostRow[]> => db.query<BotPostRow>(recent(db.orgId))
