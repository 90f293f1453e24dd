// Every statement about customers; nobody else writes these tables.

import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { customerEntity } from '../customer.entity.ts'
import { type CustomerRow, customers } from './customer.table.ts'

nameConstraints({ customers_uscc: { key: 'customer.usccTaken', path: 'uscc', conflict: true } })

const from = `customers t
  join orgs o on o.org_id = t.org_id
  left join customer_activity a on a.org_id = t.org_id and a.customer_id = t.id
  left join customer_credit c on c.org_id = t.org_id and c.customer_id = t.id
  left join users u on u.org_id = t.org_id and u.id = t.owner_id
  left join customers p on p.org_id = t.org_id and p.id = t.parent_id
  left join customers y on y.org_id = t.org_id and y.id = t.payer_id`

/** 沉睡 and 流失: days without order or follow-up, of those who once bought, unless the company says otherwise. */
export const usualLife = { dormantDays: 180, lostDays: 365 }
const silentSince = (days: keyof typeof usualLife): string =>
  `now() - make_interval(days => coalesce((o.settings -> 'customerLife' ->> '${days}')::int, ${usualLife[days]}))`
const life = `case
  when coalesce(a.orders, 0) > 0 and greatest(a.last_order_at, a.last_followup_at) < ${silentSince('lostDays')} and coalesce(a.open_deals, 0) = 0 then 'lost'
  when coalesce(a.orders, 0) > 0 and greatest(a.last_order_at, a.last_followup_at) < ${silentSince('dormantDays')} and coalesce(a.open_deals, 0) = 0 then 'dormant'
  when coalesce(a.orders, 0) > 0 then 'buying'
  when coalesce(a.open_deals, 0) > 0 or coalesce(a.needs, 0) > 0 then 'intent'
  else 'potential' end`

// one limit may be shared by a group: then its head's counts, and what all of it use
const limitOfHead =
  '(select h.credit_limit from customer_credit h where h.org_id = c.org_id and h.customer_id = c.head_id)'
const usedByGroup = `(select sum(g.used) from customer_credit g where g.org_id = c.org_id
  and (g.customer_id = coalesce(c.head_id, c.customer_id) or g.head_id = coalesce(c.head_id, c.customer_id)))`
/** More is used than the limit allows; without a limit nothing is. */
const limit = `case when c.head_id is null then c.credit_limit else ${limitOfHead} end`
const overLimit = `coalesce(case when c.head_id is null and not c.shared then c.used > c.credit_limit else ${usedByGroup} > ${limit} end, false)`

const shown = `t.id, t.version, t.number, t.name, t.level, t.source, t.industry, t.region, t.address, t.postal_code, t.phone, t.email, t.uscc, t.website, t.note,
  t.parent_id, p.name as parent_name, t.payer_id, y.name as payer_name, t.state, ${life} as life, coalesce(a.open_deals, 0) as open_deals, coalesce(a.orders, 0) as orders,
  a.last_followup_at, a.last_order_at, ${limit} as credit_limit, coalesce(c.used, 0) as credit_used, ${overLimit} as over_limit, t.pool_id, t.pooled_at, t.pool_locked, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`

export const customerSource: Source = {
  entity: customerEntity,
  from,
  select: shown,
  permission: 'customer.read',
  pooled: {
    alias: 't',
    lies: 'select 1 from customers p where p.org_id = $1 and p.id = s.record_id and p.pool_id is not null',
  },
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    name: { sql: 't.name', notNull: true },
    level: { sql: 't.level' },
    life: { sql: `(${life})`, notNull: true },
    state: { sql: 't.state', notNull: true },
    phone: { sql: 't.phone' },
    email: { sql: 't.email' },
    source: { sql: 't.source' },
    industry: { sql: 't.industry' },
    region: { sql: 't.region' },
    address: { sql: 't.address' },
    postalCode: { sql: 't.postal_code' },
    uscc: { sql: 't.uscc' },
    parentId: { sql: 't.parent_id' },
    payerId: { sql: 't.payer_id' },
    creditLimit: { sql: `(${limit})` },
    creditUsed: { sql: 'c.used' },
    overLimit: { sql: overLimit, notNull: true },
    lastFollowupAt: { sql: 'a.last_followup_at' },
    pooledAt: { sql: 't.pooled_at' },
    poolLocked: { sql: 't.pool_locked', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const lockRow = stmt(
  'customer.lock',
  `select ${customers.select('t')} from customers t where t.org_id = $1 and t.id = any($2) order by t.id for no key update`,
)

export async function lockCustomerRows(tx: Tx, ids: readonly string[]): Promise<CustomerRow[]> {
  tx.level(lockLevel.record)
  return tx.query<CustomerRow>(lockRow(tx.orgId, ids))
}

const held = stmt(
  'customer.held',
  'select count(*)::int as count, (count(*) filter (where level = $3))::int as of_level from customers where org_id = $1 and owner_id = $2 and deleted_at is null',
)
export type Held = { readonly count: number; readonly ofLevel: number }
export const countHeld = async (db: Db, userId: string, level: string | null): Promise<Held> =>
  (await db.one<Held>(held(db.orgId, userId, level))) ?? { count: 0, ofLevel: 0 }

const activity = stmt(
  'customer_activity.touch',
  `insert into customer_activity as a (org_id, customer_id, open_deals, needs, orders, last_followup_at, last_order_at)
   values ($1, $2, greatest($3, 0), greatest($4, 0), greatest($5, 0), $6, $7)
   on conflict (org_id, customer_id) do update set open_deals = a.open_deals + $3, needs = greatest(a.needs + $4, 0), orders = a.orders + $5,
     last_followup_at = greatest(a.last_followup_at, excluded.last_followup_at), last_order_at = greatest(a.last_order_at, excluded.last_order_at)`,
)

export type Touch = {
  readonly openDeals?: number
  readonly needs?: number
  readonly orders?: number
  readonly followupAt?: string
  readonly orderAt?: string
}

export const touchBound = (orgId: string, customerId: string, touch: Touch): Bound =>
  activity(
    orgId,
    customerId,
    touch.openDeals ?? 0,
    touch.needs ?? 0,
    touch.orders ?? 0,
    touch.followupAt ?? null,
    touch.orderAt ?? null,
  )

const openings = stmt(
  'customer_activity.opened',
  `insert into customer_activity as a (org_id, customer_id, open_deals)
   select $1::uuid, x.customer_id, x.count from unnest($2::uuid[], $3::integer[]) as x(customer_id, count) order by x.customer_id
   on conflict (org_id, customer_id) do update set open_deals = a.open_deals + excluded.open_deals`,
)
export const dealsOpenedBound = (orgId: string, opened: ReadonlyMap<string, number>): Bound =>
  openings(orgId, [...opened.keys()], [...opened.values()])

const lastFollowup = stmt(
  'customer_activity.lastFollowup',
  'update customer_activity set last_followup_at = $3 where org_id = $1 and customer_id = $2',
)
export const lastFollowupBound = (orgId: string, customerId: string, at: string | null): Bound =>
  lastFollowup(orgId, customerId, at)

export type CustomerFacts = Pick<
  CustomerRow,
  'id' | 'name' | 'state' | 'payerId' | 'level' | 'region' | 'ownerId' | 'deptId' | 'phone' | 'address'
>

/** For a verb that only asks who it is and whether one may see it: five joins less. */
export const factsSource: Source = {
  ...customerSource,
  from: 'customers t',
  select: 't.id, t.name, t.state, t.payer_id, t.level, t.region, t.owner_id, t.dept_id, t.pool_id, t.phone, t.address',
}

const factsOf = stmt(
  'customer.facts',
  `select t.id, t.name, t.state, t.payer_id, t.level, t.region, t.owner_id, t.dept_id, t.phone, t.address, u.name as owner_name
   from customers t left join users u on u.org_id = t.org_id and u.id = t.owner_id where t.org_id = $1 and t.id = any($2) and t.deleted_at is null`,
)

export type NamedFacts = CustomerFacts & { readonly ownerName: string | null }
export async function selectFacts(db: Db, ids: readonly string[]): Promise<Map<string, NamedFacts>> {
  const rows = await db.query<NamedFacts>(factsOf(db.orgId, ids))
  return new Map(rows.map(row => [row.id, row]))
}

const parents = stmt(
  'customer.parents',
  `with recursive up as (
     select id, parent_id from customers where org_id = $1 and id = $2
     union select c.id, c.parent_id from customers c join up on c.org_id = $1 and c.id = up.parent_id)
   select id from up`,
)

/** The customer and everything above it, to refuse circles. */
export async function selectParents(db: Db, id: string): Promise<string[]> {
  return (await db.query<{ id: string }>(parents(db.orgId, id))).map(row => row.id)
}

const lockKeys = stmt(
  'customer.lockKeys',
  'select pg_advisory_xact_lock(hashtextextended($1::text || k, 0)) from (select unnest($2::text[]) as k order by 1) x',
)
/** Held until the transaction ends; taken in the order of the keys. */
export const lockKeysBound = (orgId: string, keys: readonly string[]): Bound => lockKeys(orgId, keys)

const byName = stmt(
  'customer.byName',
  'select id, name, name_key, number from customers where org_id = $1 and deleted_at is null and (name_key = any($2) or number = any($3))',
)

export const selectByNames = (
  db: Db,
  nameKeys: readonly string[],
  numbers: readonly string[],
): Promise<{ id: string; name: string; nameKey: string; number: string }[]> =>
  db.query(byName(db.orgId, nameKeys, numbers))

const retired = stmt(
  'customer.retire',
  'update customers set deleted_at = $3, merged_into = $4, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const retireBound = (tx: Tx, id: string, into: string): Bound => retired(tx.orgId, id, tx.now, into)
const revived = stmt(
  'customer.revive',
  'update customers set deleted_at = null, merged_into = null, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const reviveBound = (tx: Tx, id: string): Bound => revived(tx.orgId, id, tx.now)

const hasMerged = stmt('customer.mergedInto', 'select merged_into from customers where org_id = $1 and id = $2')
export const selectMergedInto = async (db: Db, id: string): Promise<string | null> =>
  (await db.one<{ mergedInto: string | null }>(hasMerged(db.orgId, id)))?.mergedInto ?? null

const readRows = stmt(
  'customer.rows',
  `select ${customers.select('t')} from customers t where t.org_id = $1 and t.id = any($2) order by t.id`,
)
export const selectCustomerRows = (db: Db, ids: readonly string[]): Promise<CustomerRow[]> =>
  db.query<CustomerRow>(readRows(db.orgId, ids))

const groupOf = stmt(
  'customer.groupOf',
  'select id from customers where org_id = $1 and (id = any($2) or parent_id = any($2) or payer_id = any($2))',
)
/** They and those that stand below them or pay through them: to be locked together, in one order. */
export const selectGroupOf = async (db: Db, ids: readonly string[]): Promise<string[]> =>
  (await db.query<{ id: string }>(groupOf(db.orgId, ids))).map(row => row.id)

const trashed = stmt(
  'customer.trash',
  'update customers set deleted_at = $3, version = version + 1, updated_at = $4 where org_id = $1 and id = $2',
)
export const trashBound = (orgId: string, id: string, deletedAt: string | null, now: string): Bound =>
  trashed(orgId, id, deletedAt, now)
