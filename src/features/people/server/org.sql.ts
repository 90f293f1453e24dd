import type { OrgFacts, Reach, Role } from '#kernel/access.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'
import type { FieldRow } from '#meta/fieldRights.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Org } from '../people.schema.ts'

const insert = stmt(
  'orgs.insert',
  'insert into orgs (org_id, name, zone, currency, country, lang) values ($1, $2, $3, $4, $5, $6)',
)

export const newOrgBound = (orgId: string, org: Pick<Org, 'name' | 'zone' | 'currency' | 'country' | 'lang'>): Bound =>
  insert(orgId, org.name, org.zone, org.currency, org.country, org.lang)

const columns = 'org_id as id, version, name, zone, currency, country, lang, books_closed_until'
const get = stmt('orgs.get', `select ${columns} from orgs where org_id = $1`)
const lock = stmt('orgs.lockForEdit', `select ${columns} from orgs where org_id = $1 for no key update`)

export const selectOrg = (db: Db): Promise<Org | undefined> => db.one<Org>(get(db.orgId))

export async function lockOrg(tx: Tx): Promise<Org | undefined> {
  tx.level(lockLevel.record)
  return tx.one<Org>(lock(tx.orgId))
}

const update = stmt(
  'orgs.update',
  `update orgs set name = $2, zone = $3, currency = $4, country = $5, books_closed_until = $6, version = $7, lang = $8, access_version = access_version + 1
   where org_id = $1`,
)

export const editOrgBound = (orgId: string, org: Org): Bound =>
  update(orgId, org.name, org.zone, org.currency, org.country, org.booksClosedUntil, org.version, org.lang)

const bump = stmt('orgs.bump', 'update orgs set access_version = access_version + 1 where org_id = $1')

/** Everyone's cached rights are read again on their next request. */
export const rightsChangedBound = (orgId: string): Bound => bump(orgId)

const setGrants = stmt(
  'role_grants.set',
  `insert into role_grants (org_id, permission, role, reach) select $1::uuid, x.* from unnest($2::text[], $3::text[], $4::text[]) as x(permission, role, reach)
   on conflict (org_id, permission, role) do update set reach = excluded.reach`,
)

export type Grant = { readonly permission: string; readonly role: Role; readonly reach: Reach | null }

export const setGrantsBound = (orgId: string, grants: readonly Grant[]): Bound =>
  setGrants(
    orgId,
    grants.map(one => one.permission),
    grants.map(one => one.role),
    grants.map(one => one.reach),
  )

const setFields = stmt(
  'field_rights.set',
  `insert into field_rights (org_id, entity, field, role, access) select $1::uuid, x.* from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as x(entity, field, role, access)
   on conflict (org_id, entity, field, role) do update set access = excluded.access`,
)
const dropFields = stmt(
  'field_rights.drop',
  `delete from field_rights f using unnest($2::text[], $3::text[], $4::text[]) as x(entity, field, role)
   where f.org_id = $1 and f.entity = x.entity and f.field = x.field and f.role = x.role`,
)
type FieldPlace = Omit<FieldRow, 'access'>

const places = (rows: readonly FieldPlace[]) =>
  [rows.map(one => one.entity), rows.map(one => one.field), rows.map(one => one.role)] as const

export const setFieldRightsBound = (orgId: string, rows: readonly FieldRow[]): Bound =>
  setFields(
    orgId,
    ...places(rows),
    rows.map(one => one.access),
  )
export const dropFieldRightsBound = (orgId: string, rows: readonly FieldPlace[]): Bound =>
  dropFields(orgId, ...places(rows))

/** The rules of assignment are replaced as a whole: a list that was read before others stand in it is too old to be written. */
export const staleAssigning = `update orgs set settings = jsonb_set(settings, '{assigning,version}', to_jsonb((settings #>> '{assigning,version}')::int + 1))
  where org_id = $1 and settings #>> '{assigning,version}' is not null`

const setting = stmt(
  'orgs.setting',
  `update orgs set settings = settings || jsonb_build_object($2::text, $3::jsonb), access_version = access_version + 1 where org_id = $1`,
)
export const settingBound = (orgId: string, key: string, value: unknown): Bound =>
  setting(orgId, key, JSON.stringify(value))

export type Host = Omit<OrgFacts, 'id'> & { readonly lang: Lang }
const host = stmt(
  'orgs.host',
  `select o.name, o.zone, o.currency, o.country, o.books_closed_until, o.settings, o.lang, coalesce(m.version, 1) as meta_version
   from orgs o left join org_meta m on m.org_id = o.org_id where o.org_id = $1`,
)
/** The organisation as those see it who are no members. */
export const selectHost = (db: Db): Promise<Host | undefined> => db.one<Host>(host(db.orgId))
