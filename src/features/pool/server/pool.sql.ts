// Every statement about pools, their members and the moves past them.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { poolEntity } from '../pool.entity.ts'
import type { PoolEntity, PoolMember, PoolMoveEntry } from '../pool.schema.ts'
import { type PoolRow, pools } from './pool.table.ts'

nameConstraints({ pools_name: { key: 'pool.nameTaken', path: 'name', conflict: true } })

const lying = `(case t.entity when 'lead' then (select count(*) from leads l where l.org_id = t.org_id and l.pool_id = t.id and l.deleted_at is null)
  else (select count(*) from customers c where c.org_id = t.org_id and c.pool_id = t.id and c.deleted_at is null) end)::int`

export const poolSource: Source = {
  entity: poolEntity,
  from: '(select p.*, null::uuid as owner_id, null::uuid as dept_id, p.archived_at as deleted_at from pools p) t',
  select: `t.id, t.version, t.entity, t.name, t.rules, t.warn_days, t.holding_cap, t.level_caps, t.daily_cap, t.cooldown_days, ${lying} as waiting,
    (select count(*)::int from pool_members m where m.org_id = t.org_id and m.pool_id = t.id) as members,
    coalesce((select json_object_agg(m.user_id, m.admin) from pool_members m where m.org_id = t.org_id and m.pool_id = t.id), '{}') as people`,
  permission: 'pool.read',
  defaultSort: 'name',
  columns: { name: { sql: 't.name', notNull: true }, entity: { sql: 't.entity', notNull: true } },
}

const live = stmt(
  'pools.live',
  `select ${pools.select('p')} from pools p where p.org_id = $1 and p.archived_at is null order by p.position, p.id`,
)
export const selectPools = (db: Db): Promise<PoolRow[]> => db.query<PoolRow>(live(db.orgId))

const lockRow = stmt(
  'pools.lock',
  `select ${pools.select('p')} from pools p where p.org_id = $1 and p.id = $2 and p.archived_at is null for no key update`,
)
export async function lockPoolRow(tx: Tx, id: string): Promise<PoolRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<PoolRow>(lockRow(tx.orgId, id))
}

const stillHolds = stmt(
  'pools.stillHolds',
  `select (select count(*) from leads l where l.org_id = $1 and l.pool_id = $2) + (select count(*) from customers c where c.org_id = $1 and c.pool_id = $2) as count`,
)
export const countLying = async (db: Db, id: string): Promise<number> =>
  Number((await db.one<{ count: number }>(stillHolds(db.orgId, id)))?.count ?? 0)

const membersOf = stmt(
  'pool_members.of',
  `select m.user_id, u.name, u.active, m.admin from pool_members m join users u on u.org_id = m.org_id and u.id = m.user_id
   where m.org_id = $1 and m.pool_id = $2 order by m.admin desc, u.name, u.id`,
)
export const selectMembers = (db: Db, poolId: string): Promise<PoolMember[]> =>
  db.query<PoolMember>(membersOf(db.orgId, poolId))

export type Membership = { readonly poolId: string; readonly userId: string; readonly admin: boolean }
const everyMember = stmt(
  'pool_members.all',
  `select m.pool_id, m.user_id, m.admin from pool_members m join pools p on p.org_id = m.org_id and p.id = m.pool_id
   where m.org_id = $1 and p.archived_at is null order by m.pool_id, m.user_id`,
)
export const selectMemberships = (db: Db): Promise<Membership[]> => db.query<Membership>(everyMember(db.orgId))

// whoever takes for a person waits here: two claims at once do not both find room
const lockMine = stmt(
  'pool_members.lock',
  'select pool_id, user_id, admin from pool_members where org_id = $1 and user_id = $2 order by pool_id for no key update',
)
export async function lockMemberships(tx: Tx, userId: string): Promise<Membership[]> {
  tx.level(lockLevel.record)
  return tx.query<Membership>(lockMine(tx.orgId, userId))
}

const lockTakers = stmt(
  'pool_members.lockTakers',
  `select m.pool_id, m.user_id, m.admin from pool_members m join pools p on p.org_id = m.org_id and p.id = m.pool_id
   where m.org_id = $1 and p.entity = 'lead' order by m.user_id, m.pool_id for no key update of m`,
)
export async function lockTakersRows(tx: Tx): Promise<void> {
  tx.level(lockLevel.record)
  await tx.query(lockTakers(tx.orgId))
}

/** Before the places of `$2` go to `$3`: who is a member already runs what the other ran. */
export const raiseAdmins = `update pool_members o set admin = true from pool_members t
  where t.org_id = $1 and t.user_id = $2 and t.admin and o.org_id = $1 and o.pool_id = t.pool_id and o.user_id = $3`

const clear = stmt('pool_members.clear', 'delete from pool_members where org_id = $1 and pool_id = $2')
export const clearMembersBound = (orgId: string, poolId: string): Bound => clear(orgId, poolId)

const claimed = stmt(
  'pool_moves.claimed',
  `select count(*)::int as count from pool_moves where org_id = $1 and user_id = $2 and pool_id = $3 and kind = 'claim' and at >= $4`,
)
export const countClaims = async (db: Db, userId: string, poolId: string, since: string): Promise<number> =>
  (await db.one<{ count: number }>(claimed(db.orgId, userId, poolId, since)))?.count ?? 0

const lastLeft = stmt(
  'pool_moves.lastLeft',
  `select max(at) as at from pool_moves where org_id = $1 and record_id = $2 and user_id = $3 and kind in ('return', 'recycle')`,
)
export const selectLastLeft = async (db: Db, recordId: string, userId: string): Promise<string | null> =>
  (await db.one<{ at: string | null }>(lastLeft(db.orgId, recordId, userId)))?.at ?? null

const history = stmt(
  'pool_moves.of',
  `select m.id, m.at, m.kind, m.record_id, coalesce(l.company, l.name, c.name) as title, u.name as user_name, b.name as by_name, m.rule, m.facts
   from pool_moves m left join leads l on m.entity = 'lead' and l.org_id = m.org_id and l.id = m.record_id
   left join customers c on m.entity = 'customer' and c.org_id = m.org_id and c.id = m.record_id
   left join users u on u.org_id = m.org_id and u.id = m.user_id left join users b on b.org_id = m.org_id and b.id = m.by_id
   where m.org_id = $1 and m.pool_id = $2 order by m.at desc, m.id desc limit $3`,
)
export const selectMoves = (db: Db, poolId: string, limit: number): Promise<PoolMoveEntry[]> =>
  db.query<PoolMoveEntry>(history(db.orgId, poolId, limit))

const taker = stmt('pools.taker', 'select id, name, dept_id, active from users where org_id = $1 and id = $2')
export type TakerRow = { id: string; name: string; deptId: string | null; active: boolean }
export const selectTaker = (db: Db, id: string): Promise<TakerRow | undefined> => db.one<TakerRow>(taker(db.orgId, id))

export type OrgFacts = {
  readonly zone: string
  readonly country: string
  readonly lang: 'en' | 'zh'
  readonly settings: Readonly<Record<string, unknown>>
}
const org = stmt('pools.org', 'select zone, country, lang, settings from orgs where org_id = $1')
/** For a job, which has no actor to ask. */
export async function selectOrg(db: Db): Promise<OrgFacts> {
  const found = await db.one<OrgFacts>(org(db.orgId))
  if (!found) throw new Error('no organisation')
  return found
}

const toRun = stmt(
  'pools.toRun',
  `select ${pools.select('p')} from pools p where p.org_id = $1 and p.archived_at is null and p.recycled_on is distinct from $2
   order by p.id limit 1 for no key update skip locked`,
)
/** One that has not run on this day; what another process is running is left to it. */
export async function lockPoolToRun(tx: Tx, day: string): Promise<PoolRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<PoolRow>(toRun(tx.orgId, day))
}
const toTell = stmt(
  'pools.toTell',
  `select ${pools.select('p')} from pools p where p.org_id = $1 and p.archived_at is null and p.digest_on is distinct from $2
   order by p.id limit $3 for no key update skip locked`,
)
export async function lockPoolsToTell(tx: Tx, day: string, limit: number): Promise<PoolRow[]> {
  tx.level(lockLevel.record)
  return tx.query<PoolRow>(toTell(tx.orgId, day, limit))
}
const ran = stmt('pools.ran', 'update pools set recycled_on = $3 where org_id = $1 and id = $2')
export const ranBound = (orgId: string, id: string, day: string): Bound => ran(orgId, id, day)
const toldOn = stmt('pools.told', 'update pools set digest_on = $3 where org_id = $1 and id = any($2)')
export const toldBound = (orgId: string, ids: readonly string[], day: string): Bound => toldOn(orgId, ids, day)

const waiting = stmt(
  'pools.waiting',
  `select p.id, (case p.entity when 'lead' then (select count(*) from leads l where l.org_id = $1 and l.pool_id = p.id and l.deleted_at is null)
       else (select count(*) from customers c where c.org_id = $1 and c.pool_id = p.id and c.deleted_at is null) end)::int as count,
     (case p.entity when 'lead' then (select count(*) from leads l where l.org_id = $1 and l.pool_id = p.id and l.deleted_at is null and l.pooled_at >= $3)
       else (select count(*) from customers c where c.org_id = $1 and c.pool_id = p.id and c.deleted_at is null and c.pooled_at >= $3) end)::int as fresh
   from pools p where p.org_id = $1 and p.id = any($2)`,
)
export type Waiting = { readonly id: string; readonly count: number; readonly fresh: number }
/** What lies there, and what came since. */
export const selectWaiting = (db: Db, ids: readonly string[], since: string): Promise<Waiting[]> =>
  db.query<Waiting>(waiting(db.orgId, ids, since))

const home = stmt(
  'pools.home',
  `select case $2::text when 'lead' then (select l.home_pool_id from leads l where l.org_id = $1 and l.id = $3)
     else (select c.home_pool_id from customers c where c.org_id = $1 and c.id = $3) end as id`,
)
/** Where a record came from; no rights are asked here. */
export const selectHome = async (db: Db, entity: PoolEntity, id: string): Promise<string | null> =>
  (await db.one<{ id: string | null }>(home(db.orgId, entity, id)))?.id ?? null
