// Who is asking: read before an organisation is known (schema auth), then what the person may (inside it).
import type { KeyScope, Reach, Role } from '#kernel/access.ts'
import { type Bound, type Database, type Db, stmt } from '#kernel/db.ts'
import { asRefusal } from '#kernel/dbErrors.ts'
import type { Lang } from '#kernel/text.ts'
import type { FieldRow } from '#meta/fieldRights.ts'

/** The schema auth lies outside row-level security: the one place that asks without an organisation. */
export async function askAuth<R extends object>(
  database: Database,
  text: string,
  values: readonly unknown[],
): Promise<R[]> {
  try {
    return (await database.pool.query<R>(text, [...values])).rows
  } catch (error) {
    throw asRefusal(error)
  }
}

export type FoundKey = { orgId: string; keyId: string }

export async function findKey(database: Database, hash: string): Promise<FoundKey | undefined> {
  const text = 'select org_id as "orgId", key_id as "keyId" from auth.api_key where hash = $1'
  return (await askAuth<FoundKey>(database, text, [hash]))[0]
}

export type FoundSession = { orgId: string | null; chosen: string | null; userId: string | null; authId: string }

/** One row a membership, the session's own organisation first, then the last one chosen. */
export function findSession(database: Database, token: string): Promise<FoundSession[]> {
  const text = `select s."orgId" as chosen, s."userId" as "authId", m.org_id as "orgId", m.user_id as "userId"
    from auth.session s left join auth.membership m on m.auth_id = s."userId" and m.active
    where s.token = $1 and s."expiresAt" > now() and (s."orgId" is null or m.org_id::text = s."orgId")
    order by m.chosen_at desc`
  return askAuth<FoundSession>(database, text, [token])
}

export async function placeSession(database: Database, token: string, orgId: string): Promise<void> {
  await askAuth(database, 'update auth.session set "orgId" = $2 where token = $1', [token, orgId])
}

export type ActorRow = {
  orgName: string
  zone: string
  currency: string
  country: string
  booksClosedUntil: string | null
  orgSettings: Record<string, unknown>
  metaVersion: number
  name: string
  lang: Lang | null
  orgLang: Lang
  deptId: string | null
  poolIds: string[]
  active: boolean
  stamp: number
  roles: Role[]
  joined: string
  secondStep: boolean
}

const actor = stmt(
  'principal.actor',
  `select o.name as org_name, o.zone, o.currency, o.country, o.books_closed_until, o.settings as org_settings, o.lang as org_lang, coalesce(m.version, 1) as meta_version,
     u.name, u.lang, u.dept_id, to_json(u.pool_ids) as pool_ids, u.active, u.access_version + o.access_version + coalesce(m.version, 1) as stamp,
     u.created_at as joined, coalesce((select a."twoFactorEnabled" from auth."user" a where a.id = u.auth_id), false) as second_step,
     coalesce((select json_agg(r.role order by r.role) from user_roles r where r.org_id = $1 and r.user_id = $2), '[]') as roles
   from orgs o join users u on u.org_id = o.org_id and u.id = $2 left join org_meta m on m.org_id = o.org_id where o.org_id = $1`,
)
const branch = stmt(
  'principal.branch',
  `select distinct c.dept_id as id from dept_closure c where c.org_id = $1
     and (c.ancestor_id = (select u.dept_id from users u where u.org_id = $1 and u.id = $2)
       or c.ancestor_id in (select d.id from departments d where d.org_id = $1 and d.head_id = $2 and d.deleted_at is null))`,
)
const overrides = stmt('principal.grants', 'select permission, role, reach from role_grants where org_id = $1')
const fieldRights = stmt(
  'principal.fieldRights',
  'select entity, field, role, access from field_rights where org_id = $1',
)
const key = stmt(
  'principal.key',
  'select user_id, roles, scope from api_keys where org_id = $1 and id = $2 and revoked_at is null',
)

export const selectActor = (db: Db, userId: string): Promise<ActorRow | undefined> =>
  db.one<ActorRow>(actor(db.orgId, userId))
export const selectBranch = async (db: Db, userId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(branch(db.orgId, userId))).map(row => row.id)
export const selectOverrides = (db: Db): Promise<{ permission: string; role: Role; reach: Reach | null }[]> =>
  db.query(overrides(db.orgId))
export const selectFieldRows = (db: Db): Promise<FieldRow[]> => db.query(fieldRights(db.orgId))
export const selectKey = (
  db: Db,
  keyId: string,
): Promise<{ userId: string; roles: Role[]; scope: KeyScope } | undefined> => db.one(key(db.orgId, keyId))

const ofSession = stmt(
  'principal.session',
  `select u.active and s.token is not null as live, s."orgId" = o.org_id::text as here, u.access_version + o.access_version + coalesce(m.version, 1) as stamp
   from orgs o join users u on u.org_id = o.org_id and u.id = $2 left join org_meta m on m.org_id = o.org_id
   left join auth.session s on s.token = $3 and s."expiresAt" > now() where o.org_id = $1`,
)
const ofKey = stmt(
  'principal.liveKey',
  `select u.active and k.revoked_at is null as live, true as here, u.access_version + o.access_version + coalesce(m.version, 1) as stamp
   from orgs o join users u on u.org_id = o.org_id and u.id = $2 left join org_meta m on m.org_id = o.org_id
   join api_keys k on k.org_id = o.org_id and k.id = $3 and k.user_id = u.id where o.org_id = $1`,
)

export type Pulse = { live: boolean; here: boolean; stamp: number }

export const sessionPulse = (orgId: string, userId: string, token: string): Bound => ofSession(orgId, userId, token)
export const keyPulse = (orgId: string, userId: string, keyId: string): Bound => ofKey(orgId, userId, keyId)

const used = stmt('api_keys.used', 'update api_keys set last_used_at = $3 where org_id = $1 and id = $2')
export const keyUsedBound = (orgId: string, keyId: string, now: string): Bound => used(orgId, keyId, now)
