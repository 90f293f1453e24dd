// Every statement about users and their roles; nobody else writes these tables.
import type { Role } from '#kernel/access.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import type { Me } from '../people.schema.ts'
import { userEntity } from '../user.entity.ts'
import { type UserRow, users } from './people.table.ts'

const lockRow = stmt(
  'users.lock',
  `select ${users.select('t')} from users t where t.org_id = $1 and t.id = $2 for no key update`,
)

export async function lockUserRow(tx: Tx, id: string): Promise<UserRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<UserRow>(lockRow(tx.orgId, id))
}

// one row that every change of people's roles and activity passes: two owners cannot remove each other at once
const lockOrg = stmt('orgs.lock', 'select 1 from orgs where org_id = $1 for no key update')

export async function lockPeople(tx: Tx): Promise<void> {
  tx.level(lockLevel.record)
  await tx.query(lockOrg(tx.orgId))
}

const rolesOf = stmt('user_roles.of', 'select role from user_roles where org_id = $1 and user_id = $2 order by role')

export const selectRoles = async (db: Db, userId: string): Promise<Role[]> =>
  (await db.query<{ role: Role }>(rolesOf(db.orgId, userId))).map(row => row.role)

const otherOwners = stmt(
  'user_roles.otherOwners',
  `select count(*) as count from user_roles r join users u on u.org_id = r.org_id and u.id = r.user_id and u.active
   where r.org_id = $1 and r.role = 'owner' and r.user_id <> $2`,
)

export const countOtherOwners = async (db: Db, userId: string): Promise<number> =>
  (await db.one<{ count: number }>(otherOwners(db.orgId, userId)))?.count ?? 0

const dropRoles = stmt('user_roles.drop', 'delete from user_roles where org_id = $1 and user_id = $2')
const addRoles = stmt(
  'user_roles.add',
  'insert into user_roles (org_id, user_id, role) select $1::uuid, $2::uuid, unnest($3::text[]) on conflict do nothing',
)

export const rolesBounds = (orgId: string, userId: string, roles: readonly Role[]): Bound[] => [
  dropRoles(orgId, userId),
  addRoles(orgId, userId, roles),
]

const setPools = stmt(
  'users.setPools',
  'update users set pool_ids = $3::uuid[], access_version = access_version + 1 where org_id = $1 and id = $2 and pool_ids is distinct from $3::uuid[]',
)
export const setPoolsBound = (orgId: string, userId: string, poolIds: readonly string[]): Bound =>
  setPools(orgId, userId, poolIds)

const managers = stmt(
  'users.managers',
  `with recursive up as (
     select id, manager_id, 1 as depth from users where org_id = $1 and id = $2
     union all select u.id, u.manager_id, up.depth + 1 from users u join up on u.org_id = $1 and u.id = up.manager_id where up.depth < 30)
   select id from up`,
)

/** The person and everyone above, to refuse circles. */
export const selectAbove = async (db: Db, id: string): Promise<string[]> =>
  (await db.query<{ id: string }>(managers(db.orgId, id))).map(row => row.id)

const member = stmt('users.member', 'select dept_id, active from users where org_id = $1 and id = $2')

export const selectMember = (db: Db, id: string): Promise<{ deptId: string | null; active: boolean } | undefined> =>
  db.one(member(db.orgId, id))

const names = stmt('users.names', 'select id, name from users where org_id = $1 and id = any($2)')

export const selectNames = (db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  db.query(names(db.orgId, ids))

const byNames = stmt(
  'users.byNames',
  `select w.text, u.id from unnest($2::text[]) as w(text) join users u on u.org_id = $1 and u.active and (lower(u.name) = lower(trim(w.text)) or lower(u.email) = lower(trim(w.text))) order by u.id`,
)

export const selectByNames = (db: Db, texts: readonly string[]): Promise<{ text: string; id: string }[]> =>
  db.query(byNames(db.orgId, texts))

const byEmail = stmt(
  'users.byEmail',
  'select id, active, auth_id from users where org_id = $1 and lower(email) = lower($2)',
)

export const selectByEmail = (
  db: Db,
  email: string,
): Promise<{ id: string; active: boolean; authId: string | null } | undefined> => db.one(byEmail(db.orgId, email))

export const userSource: Source = {
  entity: userEntity,
  from: `(select u.*, null::timestamptz as deleted_at, u.id as owner_id from users u) t
  left join departments d on d.org_id = t.org_id and d.id = t.dept_id
  left join users m on m.org_id = t.org_id and m.id = t.manager_id`,
  select: `t.id, t.version, t.name, t.email, t.phone, t.lang, t.state, t.dept_id, d.name as dept_name, t.manager_id, m.name as manager_name, t.away_from, t.away_until, t.created_at, t.updated_at,
    coalesce((select json_agg(r.role order by r.role) from user_roles r where r.org_id = t.org_id and r.user_id = t.id), '[]') as roles`,
  permission: 'user.read',
  defaultSort: 'name',
  columns: {
    name: { sql: 't.name', notNull: true },
    email: { sql: 't.email', notNull: true },
    state: { sql: 't.state', notNull: true },
    managerId: { sql: 't.manager_id' },
    awayFrom: { sql: 't.away_from' },
    awayUntil: { sql: 't.away_until' },
    createdAt: { sql: 't.created_at', notNull: true },
  },
}

const mine = stmt(
  'users.mine',
  "select email, phone, lang, settings ->> 'theme' as theme, away_from, away_until, auth_id from users where org_id = $1 and id = $2",
)

export type Mine = Pick<UserRow, 'email' | 'phone' | 'lang' | 'awayFrom' | 'awayUntil' | 'authId'> & Pick<Me, 'theme'>
export const selectMine = (db: Db, id: string): Promise<Mine | undefined> => db.one<Mine>(mine(db.orgId, id))

const ownSetting = stmt('users.setting', 'select settings -> $3 as value from users where org_id = $1 and id = $2')
export const selectOwnSetting = async (db: Db, userId: string, key: string): Promise<unknown> =>
  (await db.one<{ value: unknown }>(ownSetting(db.orgId, userId, key)))?.value ?? undefined

const setOwn = stmt(
  'users.setSetting',
  `update users set settings = settings || jsonb_build_object($3::text, $4::jsonb) where org_id = $1 and id = $2`,
)
export const ownSettingBound = (orgId: string, userId: string, key: string, value: unknown): Bound =>
  setOwn(orgId, userId, key, JSON.stringify(value))

/** Before those whom `$2` leads go to `$3`: nobody leads themselves. */
export const leadOnFirst = `update users o set manager_id = (select l.manager_id from users l where l.org_id = $1 and l.id = $2)
  where o.org_id = $1 and o.id = $3 and o.manager_id = $2`
