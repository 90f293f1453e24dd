// Every statement about follow-ups.
import type { Actor } from '#kernel/access.ts'
import type { Params } from '#kernel/conditionSql.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { reachableSql } from '#meta/server/sources.ts'
import { followupEntity } from '../followup.entity.ts'
import { type Followup, subjectEntities } from '../followup.schema.ts'
import { type FollowupRow, followups } from './followup.table.ts'

/** Visible is what is about something visible: rights follow the subject. */
function mayRead(actor: Actor, params: Params): string {
  const each = subjectEntities.map(
    entity => `(t.subject_entity = '${entity}' and ${reachableSql(entity, 't.subject_id', actor, params)})`,
  )
  return `(${each.join(' or ')})`
}

const from = `followups t
  left join users u on u.org_id = t.org_id and u.id = t.owner_id
  left join customers c on c.org_id = t.org_id and c.id = t.customer_id
  left join contacts k on k.org_id = t.org_id and k.id = t.contact_id
  left join leads l on l.org_id = t.org_id and l.id = t.lead_id
  left join deals d on d.org_id = t.org_id and d.id = t.deal_id`

const select = `t.id, t.version, t.subject_entity, t.subject_id,
  case t.subject_entity when 'lead' then l.name when 'deal' then d.name when 'contact' then k.name else c.name end as subject_name,
  t.customer_id, c.name as customer_name, t.contact_id, k.name as contact_name, t.lead_id, t.deal_id, t.kind, t.at, t.content, t.result, t.pain_points, t.budget, t.decision_maker, t.competitors,
  t.next_step, t.next_step_at, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom,
  (select coalesce(json_agg(json_build_object('id', n.id, 'text', n.text, 'importance', n.importance, 'state', n.state) order by n.created_at, n.id), '[]') from needs n where n.org_id = t.org_id and n.followup_id = t.id) as needs,
  (select coalesce(json_agg(json_build_object('id', p.id, 'what', p.what, 'byWhen', p.by_when, 'state', p.state) order by p.created_at, p.id), '[]') from promises p where p.org_id = t.org_id and p.followup_id = t.id) as promises,
  (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name, 'type', x.type, 'size', x.size, 'ownerId', x.owner_id) order by x.created_at, x.id), '[]') from files x where x.org_id = t.org_id and x.entity = 'followup' and x.record_id = t.id and x.deleted_at is null) as files,
  (select json_build_object('at', to_char(i.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'lat', i.lat, 'lng', i.lng, 'accuracy', i.accuracy, 'place', i.place, 'isPlace', i.is_place, 'distance', i.distance) from check_ins i where i.org_id = t.org_id and i.followup_id = t.id) as check_in`

export const followupSource: Source = {
  entity: followupEntity,
  from,
  select,
  permission: 'followup.read',
  mayRead,
  defaultSort: '-at',
  foundBy: [
    { sql: 't.customer_id', entity: 'customer' },
    { sql: 't.contact_id', entity: 'contact' },
    { sql: 't.lead_id', entity: 'lead' },
    { sql: 't.deal_id', entity: 'deal' },
  ],
  columns: {
    kind: { sql: 't.kind', notNull: true },
    at: { sql: 't.at', notNull: true },
    subjectEntity: { sql: 't.subject_entity', notNull: true },
    customerId: { sql: 't.customer_id' },
    contactId: { sql: 't.contact_id' },
    leadId: { sql: 't.lead_id' },
    dealId: { sql: 't.deal_id' },
    content: { sql: 't.content', notNull: true },
    result: { sql: 't.result' },
    competitors: { sql: 't.competitors' },
    nextStep: { sql: 't.next_step' },
    nextStepAt: { sql: 't.next_step_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const lockRow = stmt(
  'followup.lock',
  `select ${followups.select('t')} from followups t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)

export async function lockFollowupRow(tx: Tx, id: string): Promise<FollowupRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<FollowupRow>(lockRow(tx.orgId, id))
}

const byIds = stmt(
  'followup.byIds',
  `select ${select} from ${from} where t.org_id = $1 and t.id = any($2) and t.deleted_at is null`,
)
/** No rights are asked here. */
export const selectFollowups = (db: Db, ids: readonly string[]): Promise<Followup[]> =>
  db.query<Followup>(byIds(db.orgId, ids))

const toDeal = stmt(
  'followup.toDeal',
  `with f as (update followups set deal_id = coalesce(deal_id, $3), customer_id = coalesce(customer_id, $4), contact_id = coalesce(contact_id, $5) where org_id = $1 and lead_id = $2 and subject_entity = 'lead'),
   n as (update needs set deal_id = $3, customer_id = coalesce(customer_id, $4) where org_id = $1 and lead_id = $2),
   p as (update promises set deal_id = $3, customer_id = coalesce(customer_id, $4) where org_id = $1 and lead_id = $2)
   select 1`,
)
export type Became = { readonly customerId: string; readonly contactId: string | null; readonly dealId: string }
export const toDealBound = (orgId: string, leadId: string, { dealId, customerId, contactId }: Became): Bound =>
  toDeal(orgId, leadId, dealId, customerId, contactId)

const heard = stmt(
  'followup.heard',
  `select (select count(*)::int from needs n where n.org_id = $1 and n.deal_id = $2 and n.customer_id = $3) as needs,
    max(f.at) filter (where f.deal_id = $2) as last_at, max(f.at) filter (where f.deal_id is distinct from $2) as last_elsewhere
   from followups f where f.org_id = $1 and f.customer_id = $3 and f.deleted_at is null`,
)
export type Heard = { readonly needs: number; readonly lastAt: string | null; readonly lastElsewhere: string | null }
/** Of a deal's customer: what it owes to this deal, and the last follow-up that has nothing to do with it. */
export async function selectHeard(db: Db, dealId: string, customerId: string): Promise<Heard> {
  return (await db.one<Heard>(heard(db.orgId, dealId, customerId))) ?? { needs: 0, lastAt: null, lastElsewhere: null }
}

const heardBy = stmt(
  'followup.heardBy',
  `select f.created_by as user_id, count(*)::int as count, max(f.at) as last_at from followups f
   where f.org_id = $1 and f.created_by = any($2) and f.deleted_at is null
     and (f.customer_id = $3 or f.lead_id = any(array(select l.id from leads l where l.org_id = $1 and l.name_key = any($4) and l.deleted_at is null)))
   group by f.created_by`,
)
export type HeardBy = { readonly userId: string; readonly count: number; readonly lastAt: string }
export const selectHeardBy = (
  db: Db,
  userIds: readonly string[],
  ...[customerId, nameKeys]: readonly [string | null, readonly string[]]
): Promise<HeardBy[]> => db.query<HeardBy>(heardBy(db.orgId, userIds, customerId, nameKeys))

const newCustomer = stmt(
  'followup.newCustomer',
  `with f as (update followups set customer_id = $4, contact_id = case when subject_entity = 'contact' then contact_id else $5 end
       where org_id = $1 and deal_id = $2 and customer_id = $3 and subject_entity <> 'customer'),
     n as (update needs set customer_id = $4 where org_id = $1 and deal_id = $2 and customer_id = $3),
     p as (update promises set customer_id = $4 where org_id = $1 and deal_id = $2 and customer_id = $3),
     s as (update tasks set customer_id = $4 where org_id = $1 and subject_entity = 'deal' and subject_id = $2 and customer_id = $3)
   select 1`,
)
type NewCustomer = { readonly from: string; readonly customerId: string; readonly contactId: string | null }
export const newCustomerBound = (orgId: string, dealId: string, to: NewCustomer): Bound =>
  newCustomer(orgId, dealId, to.from, to.customerId, to.contactId)

const lastHeard = stmt(
  'followup.lastHeard',
  'select max(at) as at from followups where org_id = $1 and customer_id = $2 and deleted_at is null',
)
export const selectLastHeard = async (db: Db, customerId: string): Promise<string | null> =>
  (await db.one<{ at: string | null }>(lastHeard(db.orgId, customerId)))?.at ?? null
