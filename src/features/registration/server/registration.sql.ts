// Every statement about registrations; nobody else writes the tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { registrationEntity } from '../registration.entity.ts'
import type { Holding } from '../registration.rules.ts'
import { type ClaimRow, type RegistrationRow, registrationClaims, registrations } from './registration.table.ts'

nameConstraints({ registration_claims_taken: { key: 'registration.justTaken', conflict: true } })

// against the calendar and the warning days of the organisation; seven where nothing is set
const soon = `(t.state = 'protected' and t.until_on < (now() at time zone g.zone)::date + coalesce((g.settings -> 'registration' ->> 'remindDays')::int, 7))`

export const registrationSource: Source = {
  entity: registrationEntity,
  from: `registrations t
    join orgs g on g.org_id = t.org_id
    left join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join users d on d.org_id = t.org_id and d.id = t.decided_by
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, t.customer_id, c.name as customer_name, t.company_name, t.product_line, t.from_on, t.until_on,
    t.evidence, t.contested, t.rival_id, t.renewed_at, t.decided_at, d.name as decided_by_name, t.decision, t.ended_at, ${soon} as ends_soon,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'registration.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    state: { sql: 't.state', notNull: true },
    customerId: { sql: 't.customer_id' },
    companyName: { sql: 't.company_name', notNull: true },
    productLine: { sql: 't.product_line' },
    evidence: { sql: 't.evidence', notNull: true },
    contested: { sql: 't.contested', notNull: true },
    fromOn: { sql: 't.from_on', notNull: true },
    untilOn: { sql: 't.until_on', notNull: true },
    endsSoon: { sql: soon, notNull: true },
    renewedAt: { sql: 't.renewed_at' },
    decidedAt: { sql: 't.decided_at' },
    endedAt: { sql: 't.ended_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const columns = registrations.select('t')
const rowsOf = `select ${columns} from registrations t where t.org_id = $1 and t.deleted_at is null`
const one = stmt('registration.row', `${rowsOf} and t.id = $2`)
export const selectRegistration = (db: Db, id: string): Promise<RegistrationRow | undefined> =>
  db.one<RegistrationRow>(one(db.orgId, id))
const lock = stmt('registration.lock', `${rowsOf} and t.id = any($2) order by t.id for no key update of t`)
export function lockRegistrations(tx: Tx, ids: readonly string[]): Promise<RegistrationRow[]> {
  tx.level(lockLevel.registration)
  return tx.query<RegistrationRow>(lock(tx.orgId, ids))
}

const lockKeys = stmt(
  'registration.lockKeys',
  `select pg_advisory_xact_lock(hashtextextended($1::text || ':registration:' || k, 0)) from (select unnest($2::text[]) as k order by 1) x`,
)
/** Two who register one subject wait for each other; taken in the order of the keys. */
export const lockSubjects = (tx: Tx, keys: readonly string[]): void => tx.write(lockKeys(tx.orgId, keys))

export type HeldClaim = Holding & {
  readonly key: string
  readonly claimLine: string | null
  readonly salt: number
  readonly subjectHash: number
  readonly state: RegistrationRow['state']
  readonly deptId: string | null
}
const claims = `select k.key, k.line_key as claim_line, k.salt, k.subject_hash, r.id, r.owner_id, u.name as owner_name, r.dept_id, r.company_name,
    r.line_key, r.product_line, r.until_on, r.state
   from registration_claims k join registrations r on r.org_id = k.org_id and r.id = k.registration_id
   join users u on u.org_id = r.org_id and u.id = r.owner_id`
const held = stmt(
  'registration.held',
  `${claims} where k.org_id = $1 and (k.key = any($2) or int8range(k.subject_hash, k.subject_hash, '[]') && any($3::int8range[]))
     and k.until_on >= $4::date order by r.created_at, r.id`,
)
/** Of these names, and of whatever has their numbers by chance. */
export const selectHeld = (db: Db, keys: readonly string[], hashes: readonly number[], day: string) =>
  db.query<HeldClaim>(
    held(
      db.orgId,
      keys,
      hashes.map(hash => `[${hash},${hash}]`),
      day,
    ),
  )

const alike = stmt(
  'registration.alike',
  `select t.id, t.company_name, t.customer_id, t.name_key, t.line_key from registrations t
   where t.org_id = $1 and t.company_key = any($2) and t.state in ('requested', 'protected') and not t.contested and t.deleted_at is null
   order by t.created_at, t.id limit 50`,
)
export type Alike = Pick<RegistrationRow, 'id' | 'companyName' | 'customerId' | 'nameKey' | 'lineKey'>
export const selectAlike = (db: Db, companyKeys: readonly string[]): Promise<Alike[]> =>
  db.query<Alike>(alike(db.orgId, companyKeys))

// what leads, deals and new customers run into: by their customer, by its name and number, by those they say
const against = stmt(
  'registration.against',
  `select w.at, r.id, r.owner_id, u.name as owner_name, r.company_name, r.line_key, r.product_line, r.until_on
   from unnest($2::uuid[], $3::text[], $5::text[]) with ordinality w (customer_id, name_key, uscc, at)
   left join customers c on c.org_id = $1 and c.id = w.customer_id
   join registration_claims k on k.org_id = $1 and k.key = any(array['c:' || w.customer_id, 'n:' || c.name_key, 'n:' || w.name_key, 'u:' || c.uscc, 'u:' || w.uscc])
   join registrations r on r.org_id = k.org_id and r.id = k.registration_id and r.state = 'protected'
   join users u on u.org_id = r.org_id and u.id = r.owner_id
   where k.until_on >= $4::date
   group by w.at, r.id, r.owner_id, u.name, r.company_name, r.line_key, r.product_line, r.until_on, r.created_at
   order by w.at, r.created_at, r.id`,
)
export const selectAgainst = (
  db: Db,
  wanted: readonly {
    readonly customerId: string | null
    readonly nameKey: string | null
    readonly uscc: string | null
  }[],
  day: string,
) =>
  db.query<Holding & { readonly at: number }>(
    against(
      db.orgId,
      wanted.map(one => one.customerId),
      wanted.map(one => one.nameKey),
      day,
      wanted.map(one => one.uscc),
    ),
  )

const dropClaims = stmt(
  'registration.dropClaims',
  'delete from registration_claims where org_id = $1 and registration_id = any($2)',
)
export const dropClaimsBound = (orgId: string, ids: readonly string[]): Bound => dropClaims(orgId, ids)
export const addClaimsBound = (orgId: string, rows: readonly ClaimRow[]): Bound =>
  registrationClaims.insert(orgId, rows)

const ofCustomer = stmt(
  'registration.ofCustomer',
  `select t.id from registrations t where t.org_id = $1 and t.customer_id = $2 and t.deleted_at is null
   order by t.created_at desc, t.id desc limit 100`,
)
export const selectOfCustomer = async (db: Db, customerId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(ofCustomer(db.orgId, customerId))).map(row => row.id)

const due = stmt(
  'registration.due',
  `select t.id from registrations t join orgs g on g.org_id = t.org_id
   where t.org_id = $1 and t.state = 'protected' and t.deleted_at is null and t.until_on < ($2::timestamptz at time zone g.zone)::date
   order by t.until_on, t.id limit $3`,
)
export const selectDue = async (db: Db, limit: number): Promise<string[]> =>
  (await db.query<{ id: string }>(due(db.orgId, db.now, limit))).map(row => row.id)

const ending = stmt(
  'registration.ending',
  `select ${columns} from registrations t join orgs g on g.org_id = t.org_id
   where t.org_id = $1 and t.state = 'protected' and t.deleted_at is null
     and t.until_on < ($2::timestamptz at time zone g.zone)::date + coalesce((g.settings -> 'registration' ->> 'remindDays')::int, 7)
     and t.until_on >= ($2::timestamptz at time zone g.zone)::date and t.warned_for is distinct from t.until_on
   order by t.until_on, t.id limit $3 for no key update of t skip locked`,
)
/** Whose end is near and not told of yet. */
export function lockEnding(tx: Tx, limit: number): Promise<RegistrationRow[]> {
  tx.level(lockLevel.registration)
  return tx.query<RegistrationRow>(ending(tx.orgId, tx.now, limit))
}

// a name that has become a customer, and a customer whose name or number is another by now
const adopting = stmt(
  'registration.adopting',
  `select t.id from registrations t join customers c on c.org_id = t.org_id and c.name_key = t.name_key and c.deleted_at is null
     where t.org_id = $1 and t.customer_id is null and t.deleted_at is null
   union
   select t.id from registrations t join customers c on c.org_id = t.org_id and c.id = t.customer_id
     where t.org_id = $1 and t.state in ('requested', 'protected') and not t.contested and t.deleted_at is null
       and not exists (select from registration_claims k where k.org_id = t.org_id and k.registration_id = t.id and k.key = 'n:' || c.name_key)
       and not exists (select from registration_claims k where k.org_id = t.org_id and k.key = 'n:' || c.name_key and k.until_on >= t.from_on
         and (k.line_key is null or t.line_key is null or k.line_key = t.line_key))
   union
   select t.id from registrations t join customers c on c.org_id = t.org_id and c.id = t.customer_id and c.deleted_at is null and c.uscc is not null
     where t.org_id = $1 and t.state in ('requested', 'protected') and not t.contested and t.deleted_at is null
       and not exists (select from registration_claims k where k.org_id = t.org_id and k.key = 'u:' || c.uscc
         and (k.registration_id = t.id or k.until_on >= t.from_on and (k.line_key is null or t.line_key is null or k.line_key = t.line_key)))
   limit $2`,
)
export const selectAdopting = async (db: Db, limit: number): Promise<string[]> =>
  (await db.query<{ id: string }>(adopting(db.orgId, limit))).map(row => row.id)

const named = stmt(
  'registration.named',
  `select id, name, name_key, uscc from customers where org_id = $1 and (name_key = any($2) or id = any($3)) and deleted_at is null order by created_at, id`,
)
export type NamedCustomer = {
  readonly id: string
  readonly name: string
  readonly nameKey: string
  readonly uscc: string | null
}
/** No rights are asked here: whose company it is decides what collides, not what is shown. */
export const selectNamed = (db: Db, nameKeys: readonly string[], ids: readonly string[]): Promise<NamedCustomer[]> =>
  db.query<NamedCustomer>(named(db.orgId, nameKeys, ids))

const above = stmt(
  'registration.above',
  `select u.manager_id, d.head_id from users u left join departments d on d.org_id = u.org_id and d.id = u.dept_id where u.org_id = $1 and u.id = any($2)`,
)
/** Who decides about these people's customers. */
export const selectAbove = async (db: Db, userIds: readonly string[]): Promise<string[]> =>
  (await db.query<{ managerId: string | null; headId: string | null }>(above(db.orgId, userIds)))
    .flatMap(({ managerId, headId }) => [managerId, headId])
    .filter(id => id !== null)

const claimants = stmt(
  'registration.claimants',
  `select ${columns}, u.name as owner_name, p.name as dept_name from registrations t
   join users u on u.org_id = t.org_id and u.id = t.owner_id
   left join departments p on p.org_id = t.org_id and p.id = t.dept_id
   where t.org_id = $1 and t.deleted_at is null and (t.id = any($2) or t.customer_id = $3 or t.name_key = any($4))
   order by t.created_at desc, t.id desc limit 50`,
)
export type ClaimantRow = RegistrationRow & { readonly ownerName: string; readonly deptName: string | null }
export const selectClaimants = (
  db: Db,
  ids: readonly string[],
  customerId: string | null,
  nameKeys: readonly string[],
) => db.query<ClaimantRow>(claimants(db.orgId, ids, customerId, nameKeys))

const clash = stmt(
  'registration.clash',
  `select a.number as winner, b.number as loser from registrations a join registrations b on b.org_id = a.org_id
     and (a.line_key is null or b.line_key is null or a.line_key = b.line_key)
   where a.org_id = $1 and a.customer_id = $2 and b.customer_id = $3 and a.deleted_at is null and b.deleted_at is null
     and a.state in ('requested', 'protected') and b.state in ('requested', 'protected') and not a.contested and not b.contested`,
)
/** What two customers cannot both bring into one. */
export const selectClash = (db: Db, winnerId: string, loserId: string) =>
  db.query<{ winner: string; loser: string }>(clash(db.orgId, winnerId, loserId))
