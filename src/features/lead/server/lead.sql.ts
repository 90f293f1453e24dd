// Every statement about leads; nobody else writes the table.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import { keyedSql } from '#meta/server/keyedSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { leadEntity } from '../lead.entity.ts'
import type { LeadDuplicate } from '../lead.schema.ts'
import { type LeadRow, leads } from './lead.table.ts'

export const leadSource: Source = {
  entity: leadEntity,
  from: `leads t
    left join users u on u.org_id = t.org_id and u.id = t.owner_id
    left join customers r on r.org_id = t.org_id and r.id = t.referred_by
    left join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join contacts k on k.org_id = t.org_id and k.id = t.contact_id`,
  select: `t.id, t.version, t.number, t.name, t.company, t.phone, t.email, t.title, t.source, t.campaign, t.referred_by, r.name as referred_by_name, t.region, t.address, t.need, t.product_line,
    t.state, t.invalid_reason, t.assigned_at, t.respond_by, t.first_followup_at, t.last_followup_at, t.converted_at, t.customer_id, c.name as customer_name, t.contact_id, k.name as contact_name,
    t.deal_id, t.thread_id, t.next_step, t.next_step_at, t.pool_id, t.pooled_at, t.pool_locked, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'lead.read',
  pooled: {
    alias: 't',
    lies: 'select 1 from leads p where p.org_id = $1 and p.id = s.record_id and p.pool_id is not null',
  },
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    name: { sql: 't.name', notNull: true },
    company: { sql: 't.company' },
    state: { sql: 't.state', notNull: true },
    phone: { sql: 't.phone' },
    email: { sql: 't.email' },
    title: { sql: 't.title' },
    source: { sql: 't.source' },
    campaign: { sql: 't.campaign' },
    referredBy: { sql: 't.referred_by' },
    region: { sql: 't.region' },
    address: { sql: 't.address' },
    productLine: { sql: 't.product_line' },
    nextStep: { sql: 't.next_step' },
    nextStepAt: { sql: 't.next_step_at' },
    assignedAt: { sql: 't.assigned_at' },
    respondBy: { sql: 't.respond_by' },
    firstFollowupAt: { sql: 't.first_followup_at' },
    lastFollowupAt: { sql: 't.last_followup_at' },
    convertedAt: { sql: 't.converted_at' },
    invalidReason: { sql: 't.invalid_reason' },
    customerId: { sql: 't.customer_id' },
    pooledAt: { sql: 't.pooled_at' },
    poolLocked: { sql: 't.pool_locked', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const lockRow = stmt(
  'lead.lock',
  `select ${leads.select('t')} from leads t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)

export async function lockLeadRow(tx: Tx, id: string): Promise<LeadRow | undefined> {
  tx.level(lockLevel.lead)
  return tx.one<LeadRow>(lockRow(tx.orgId, id))
}

const lockMany = stmt(
  'lead.lockMany',
  `select ${leads.select('t')} from leads t where t.org_id = $1 and t.id = any($2) and t.deleted_at is null order by t.id for no key update`,
)
export async function lockLeadRows(tx: Tx, ids: readonly string[]): Promise<LeadRow[]> {
  tx.level(lockLevel.lead)
  return tx.query<LeadRow>(lockMany(tx.orgId, ids))
}

const held = stmt(
  'lead.held',
  `select count(*)::int as count from leads where org_id = $1 and owner_id = $2 and deleted_at is null and state in ('assigned', 'following')`,
)
export const countHeld = async (db: Db, userId: string): Promise<number> =>
  (await db.one<{ count: number }>(held(db.orgId, userId)))?.count ?? 0

const lockOfDeal = stmt(
  'lead.lockOfDeal',
  `select ${leads.select('t')} from leads t where t.org_id = $1 and t.deal_id = $2 and t.deleted_at is null order by t.id limit 1 for no key update`,
)
export async function lockLeadByDeal(tx: Tx, dealId: string): Promise<LeadRow | undefined> {
  tx.level(lockLevel.lead)
  return tx.one<LeadRow>(lockOfDeal(tx.orgId, dealId))
}

export type LeadKeys = {
  readonly phoneKey: string | null
  readonly emailKey: string | null
  readonly nameKey: string | null
  readonly companyKey: string | null
}

type Where = Record<'phone' | 'email' | 'name' | 'company', string>
// each key its own index scan: one `or` over four columns would read the whole organisation
const likeness = (key: Where, more = '', from = 'leads where org_id = $1 and deleted_at is null and'): string =>
  `select distinct on (x.id) 'lead' as entity, x.id, x.name || coalesce(' · ' || x.company, '') as title, x.company, x.why from (
     (select id, name, company, 'phone' as why, 1 as rank from ${from} phone_key = ${key.phone} limit 5)
     union all (select id, name, company, 'email', 2 from ${from} email_key = ${key.email} limit 5)
     union all (select id, name, company, 'name', 3 from ${from} name_key = ${key.name} limit 5)
     union all (select id, name, company, 'company', 4 from ${from} company_key = ${key.company} limit 5)
   ) x${more} order by x.id, x.rank limit 10`
const like = stmt(
  'lead.like',
  likeness({ phone: '$2', email: '$3', name: '$4', company: '$5' }, ' where x.id is distinct from $6'),
)
const likeEach = stmt(
  'lead.likeEach',
  `with known as materialized (${keyedSql({
    from: 'leads',
    columns: 'id, name, company, created_at, phone_key, email_key, name_key, company_key',
    keys: { phone_key: '$2', email_key: '$3', name_key: '$4', company_key: '$5' },
  })})
   select g.at::integer, l.* from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality as g(phone, email, name, company, at)
   cross join lateral (${likeness({ phone: 'g.phone', email: 'g.email', name: 'g.name', company: 'g.company' }, '', 'known where')}) l order by g.at`,
)

export type LikeLead = LeadDuplicate & { readonly company: string | null }
export const selectLikeLeads = (db: Db, keys: LeadKeys, except: string | null): Promise<LikeLead[]> =>
  db.query<LikeLead>(like(db.orgId, keys.phoneKey, keys.emailKey, keys.nameKey, keys.companyKey, except))

/** Each of these its own; `at` counts from one. */
export const selectLikeEach = (db: Db, all: readonly LeadKeys[]): Promise<(LikeLead & { at: number })[]> => {
  const each = (key: keyof LeadKeys) => all.map(keys => keys[key])
  const asked = likeEach(db.orgId, each('phoneKey'), each('emailKey'), each('nameKey'), each('companyKey'))
  return db.query({ ...asked, plan: 'own' })
}

export type OwnerFacts = {
  readonly id: string
  readonly name: string
  readonly deptId: string | null
  readonly active: boolean
}
const owner = stmt('lead.owner', 'select id, name, dept_id, active from users where org_id = $1 and id = $2')
export const selectOwner = (db: Db, id: string): Promise<OwnerFacts | undefined> =>
  db.one<OwnerFacts>(owner(db.orgId, id))

const referrer = stmt(
  'lead.referrer',
  'select id, name from customers where org_id = $1 and id = $2 and deleted_at is null',
)
export const selectReferrer = (db: Db, id: string): Promise<{ id: string; name: string } | undefined> =>
  db.one(referrer(db.orgId, id))

const trash = stmt(
  'lead.trash',
  'update leads set deleted_at = $3, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const trashLeadBound = (orgId: string, id: string, now: string): Bound => trash(orgId, id, now)

const lockRows = stmt(
  'lead.lockAny',
  `select ${leads.select('t')} from leads t where t.org_id = $1 and t.id = any($2) order by t.id for no key update`,
)
/** Deleted ones as well: undoing a merge brings one back. */
export async function lockAnyLeads(tx: Tx, ids: readonly string[]): Promise<LeadRow[]> {
  tx.level(lockLevel.lead)
  return tx.query<LeadRow>(lockRows(tx.orgId, ids))
}
const readRows = stmt(
  'lead.rows',
  `select ${leads.select('t')} from leads t where t.org_id = $1 and t.id = any($2) order by t.id`,
)
export const selectLeadRows = (db: Db, ids: readonly string[]): Promise<LeadRow[]> =>
  db.query<LeadRow>(readRows(db.orgId, ids))

const retired = stmt(
  'lead.retire',
  'update leads set deleted_at = $3, merged_into = $4, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const retireBound = (tx: Tx, id: string, into: string): Bound => retired(tx.orgId, id, tx.now, into)
const revived = stmt(
  'lead.revive',
  'update leads set deleted_at = null, merged_into = null, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const reviveBound = (tx: Tx, id: string): Bound => revived(tx.orgId, id, tx.now)

const renamed = stmt('lead.renameCampaign', 'update leads set campaign = $3 where org_id = $1 and campaign = $2')
export const renameCampaignBound = (orgId: string, from: string, to: string): Bound => renamed(orgId, from, to)
