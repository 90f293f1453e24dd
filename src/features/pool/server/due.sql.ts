// Which records a rule takes: one statement for the night's run, the warning before it and the simulator.

import type { Day } from '#kernel/clock.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { readFilter } from '#meta/filter.ts'
import { columnOf, type Source } from '#meta/server/sourceSql.ts'
import type { PoolRule } from '../pool.schema.ts'
import type { PoolRow } from './pool.table.ts'

export type DueRow = {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly ownerId: string
  readonly ownerName: string
  readonly level: string | null
  readonly since: string
}

export type Asked = {
  readonly pool: Pick<PoolRow, 'id' | 'entity'>
  /** People whose records come into this pool though they never lay in one. */
  readonly owners: readonly string[]
  readonly rule: PoolRule
  /** Nothing happened since this instant. */
  readonly before: string
  /** Only these, where they are locked and looked at again. */
  readonly ids?: readonly string[] | undefined
  readonly zone: string
  /** On which protections are looked at. */
  readonly day: Day
  readonly limit: number
}

type Rules = Readonly<
  Partial<Record<PoolRule['kind'], { readonly since: (zone: () => string) => string; readonly only: string }>>
>

/** Contracts that were in force at some time; a supplementary agreement says what its contract says. */
const contracts = `from contracts k where k.org_id = t.org_id and k.customer_id = t.id and k.amends_id is null and k.deleted_at is null
  and k.state in ('effective', 'expired', 'completed', 'terminated')`
/** When the last of them ends: never, where one in force has no last day. */
const contractEnd = (zone: string) => `(select max(case when k.state in ('completed', 'terminated') then k.ended_at
  else coalesce((k.effective_until + 1)::timestamp at time zone ${zone}, 'infinity') end) ${contracts})`
const owned = 'coalesce(t.owned_at, t.created_at)'
const open = "t.state in ('assigned', 'following')"

const rulesOf: Readonly<Record<PoolRow['entity'], Rules>> = {
  lead: {
    noFollowup: { since: () => 'greatest(t.assigned_at, t.last_followup_at)', only: open },
    noDeal: { since: () => 't.assigned_at', only: open },
  },
  customer: {
    noFollowup: { since: () => `greatest(${owned}, a.last_followup_at)`, only: 'true' },
    noDeal: { since: () => `greatest(${owned}, a.last_order_at)`, only: 'coalesce(a.open_deals, 0) = 0' },
    // whoever talks about the next contract keeps the customer
    contractEnd: {
      since: zone => `greatest(${owned}, ${contractEnd(zone())})`,
      only: `coalesce(a.open_deals, 0) = 0 and exists (select 1 ${contracts})`,
    },
  },
}
const shown = {
  lead: "coalesce(t.company || ' · ', '') || t.name as title, null::text as level",
  customer: 't.name as title, t.level',
}

// whoever has registered it keeps it for as long as that protects: the rules of pools do not take it away
const claimed = (keys: string) =>
  `select 1 from registration_claims k join registrations g on g.org_id = k.org_id and g.id = k.registration_id and g.state = 'protected'
    where k.org_id = $1 and k.key = any(${keys}) and g.owner_id = t.owner_id`
const protectedBy = {
  lead: claimed("array['n:' || t.name_key]"),
  customer: claimed("array['c:' || t.id, 'n:' || t.name_key]"),
}

/** Empty for a rule that says nothing of such records: a lead has no contract. */
export async function selectDue(db: Db, source: Source, asked: Asked): Promise<DueRow[]> {
  const { pool, owners, rule, before, ids, zone, limit } = asked
  const looked = rulesOf[pool.entity][rule.kind]
  if (!looked) return []
  const params = new Params([db.orgId])
  const add = (value: unknown, type: string) => `${params.add(value)}::${type}`
  const from = looked.since(() => add(zone, 'text'))
  const homeless = `(t.home_pool_id is null or exists (select 1 from pools h where h.org_id = $1 and h.id = t.home_pool_id and h.archived_at is not null))`
  const parts = [
    't.org_id = $1 and t.deleted_at is null and t.owner_id is not null and not t.pool_locked',
    `(t.home_pool_id = ${add(pool.id, 'uuid')} or (${homeless} and t.owner_id = any(${add(owners, 'uuid[]')})))`,
    looked.only,
    `${from} < ${add(before, 'timestamptz')}`,
    ...(rule.levels?.length && pool.entity === 'customer' ? [`t.level = any(${add(rule.levels, 'text[]')})`] : []),
    ...(ids ? [`t.id = any(${add(ids, 'uuid[]')})`] : []),
    `not exists (${protectedBy[pool.entity]} and k.until_on >= ${add(asked.day, 'date')})`,
    ...whereOf(db, source, asked, params),
  ]
  const text = `select t.id, t.number, ${shown[pool.entity]}, t.owner_id, u.name as owner_name, ${from} as since
    from ${source.from} where ${parts.join(' and ')} order by ${from}, t.id limit ${add(limit, 'int')}`
  return db.query<DueRow>({ text, values: params.values, plan: 'own' })
}

function whereOf(db: Db, source: Source, { rule, zone }: Asked, params: Params): string[] {
  const reader = { now: db.now, zone, userId: nobody, deptIds: [], sees: () => true }
  const condition = readFilter(rule.where ?? undefined, source.entity, reader)
  return condition ? [conditionSql(condition, columnOf(source), params)] : []
}

const nobody = '00000000-0000-0000-0000-000000000000'
