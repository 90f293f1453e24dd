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

const since: Readonly<Record<PoolRow['entity'], Partial<Record<PoolRule['kind'], string>>>> = {
  lead: { noFollowup: 'greatest(t.assigned_at, t.last_followup_at)', noDeal: 't.assigned_at' },
  customer: {
    noFollowup: 'greatest(coalesce(t.owned_at, t.created_at), a.last_followup_at)',
    noDeal: 'greatest(coalesce(t.owned_at, t.created_at), a.last_order_at)',
  },
}
const only: Readonly<Record<PoolRow['entity'], Partial<Record<PoolRule['kind'], string>>>> = {
  lead: { noFollowup: "t.state in ('assigned', 'following')", noDeal: "t.state in ('assigned', 'following')" },
  customer: { noFollowup: 'true', noDeal: 'coalesce(a.open_deals, 0) = 0' },
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

/** Empty for a rule that has nothing to look at yet: contracts do not exist here. */
export async function selectDue(db: Db, source: Source, asked: Asked): Promise<DueRow[]> {
  const { pool, owners, rule, before, ids, limit } = asked
  const from = since[pool.entity][rule.kind]
  if (!from) return []
  const params = new Params([db.orgId])
  const add = (value: unknown, type: string) => `${params.add(value)}::${type}`
  const homeless = `(t.home_pool_id is null or exists (select 1 from pools h where h.org_id = $1 and h.id = t.home_pool_id and h.archived_at is not null))`
  const parts = [
    't.org_id = $1 and t.deleted_at is null and t.owner_id is not null and not t.pool_locked',
    `(t.home_pool_id = ${add(pool.id, 'uuid')} or (${homeless} and t.owner_id = any(${add(owners, 'uuid[]')})))`,
    only[pool.entity][rule.kind] ?? 'true',
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
