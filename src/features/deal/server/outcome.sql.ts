// Deals that ended, by why, against whom, where and by whom: counts and amounts, at the rate of the day they ended.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { mayReadSql } from '#meta/server/sourceSql.ts'
import type { Counted, OutcomeCut } from '../part.schema.ts'
import { dealSource } from './deal.sql.ts'

// biome-ignore format: a table
const cuts: Readonly<Record<OutcomeCut, { readonly key: string; readonly name: string; readonly join?: string }>> = {
  reason:     { key: `case when t.state = 'won' then t.won_reason else t.lost_reason end`, name: 'null::text' },
  stage:      { key: 't.ended_stage_id::text', name: 'null::text' },
  month:      { key: `to_char(t.closed_at at time zone o.zone, 'YYYY-MM-01')`, name: 'null::text' },
  owner:      { key: 't.owner_id::text', name: 'u.name', join: 'left join users u on u.org_id = t.org_id and u.id = t.owner_id' },
  competitor: { key: 'k.competitor_id::text', name: 'x.name', join: `join deal_competitors k on k.org_id = t.org_id and k.deal_id = t.id
    join competitors x on x.org_id = k.org_id and x.id = k.competitor_id` },
}

export type Ended = Counted & {
  readonly key: string | null
  readonly name: string | null
  readonly state: 'won' | 'lost'
}
type Span = { readonly start: string; readonly end: string }

/** `by` nothing: all of them together. */
export function selectEnded(db: Db, actor: Actor, { start, end }: Span, by?: OutcomeCut): Promise<Ended[]> {
  const params = new Params([db.orgId])
  const may = mayReadSql(dealSource[actor.lang], actor, params)
  const { key, name, join = '' } = by ? cuts[by] : { key: 'null::text', name: 'null::text' }
  const text = `select ${key} as key, ${name} as name, t.state, count(*)::int as count,
      trim_scale(coalesce(sum(t.amount * fx.rate), 0))::text as amount, (count(*) filter (where t.amount is not null and fx.rate is null))::int as unpriced
    from deals t join orgs o on o.org_id = t.org_id ${join}
      left join lateral (select case when t.currency = o.currency then 1 else (
        select r.rate from currency_rates r where r.org_id = t.org_id and r.currency = t.currency
          and r.on_date <= (t.closed_at at time zone o.zone)::date order by r.on_date desc limit 1) end as rate) fx on true
    where t.org_id = $1 and t.deleted_at is null and t.state <> 'open'
      and t.closed_at >= ${params.add(start)}::timestamptz and t.closed_at < ${params.add(end)}::timestamptz and ${may}
    group by 1, 2, 3 order by count(*) desc, 1 limit 1000`
  return db.query<Ended>({ text, values: params.values, plan: 'own' })
}
