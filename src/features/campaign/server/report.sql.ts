// What campaigns and sources brought and cost, added up by the database in the organisation's currency.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { mayReadSql } from '#meta/server/sourceSql.ts'
import { sourceOf } from '#meta/server/sources.ts'
import type { ReportQuery, ReportRow } from '../campaign.schema.ts'

export type Within = { readonly start: string; readonly end: string } & ReportQuery
export type Counted = Omit<ReportRow, 'costPerLead' | 'costPerWon' | 'roi'>

// what was won keeps the rate of the day it was won
const rated = `left join lateral (select case when t.currency = o.currency then 1 else (
    select r.rate from currency_rates r where r.org_id = t.org_id and r.currency = t.currency
      and r.on_date <= (t.won_at at time zone o.zone)::date
    order by r.on_date desc limit 1) end as rate) fx on true`
const sum = (of: string): string => `trim_scale(coalesce(${of}, 0)::numeric)::text`

export function selectReport(db: Db, actor: Actor, { by, from, to, start, end }: Within): Promise<Counted[]> {
  const params = new Params([db.orgId])
  const [lo, hi] = [params.add(start), params.add(end)]
  const [first, last] = [params.add(from), params.add(to)]
  const within = (column: string) => `${column} >= ${lo}::timestamptz and ${column} < ${hi}::timestamptz`
  const won = `t.state = 'won' and ${within('t.won_at')}`
  // of campaigns by their name, of sources by the campaigns that are of them
  const key = by === 'campaign' ? 'm.name' : 'm.source'
  const id = by === 'campaign' ? 'm.id' : 'null::uuid'
  const listed =
    by === 'campaign'
      ? 'm.archived_at is null or exists (select from spent s where s.campaign_id = m.id)'
      : 'm.source is not null'
  const text = `with l as (
      select t.${by} as key, count(*)::int as leads, (count(*) filter (where t.state = 'converted'))::int as converted
      from leads t where t.org_id = $1 and t.deleted_at is null and ${within('t.created_at')} and ${mayReadSql(sourceOf('lead'), actor, params)} group by 1
    ), d as (
      select t.${by} as key, (count(*) filter (where ${within('t.created_at')}))::int as deals, (count(*) filter (where ${won}))::int as won,
        sum(t.amount * fx.rate) filter (where ${won}) as amount,
        (count(*) filter (where ${won} and t.amount is not null and fx.rate is null))::int as unpriced
      from deals t join orgs o on o.org_id = t.org_id ${rated}
      where t.org_id = $1 and t.deleted_at is null and (${within('t.created_at')} or (${won})) and ${mayReadSql(sourceOf('deal'), actor, params)} group by 1
    ), spent as (
      select c.campaign_id, sum(c.base_amount) as cost from campaign_costs c
      where c.org_id = $1 and c.deleted_at is null and c.on_date between ${first}::date and ${last}::date group by 1
    ), m as (
      select ${key} as key, max(${id}::text)::uuid as id, sum(s.cost) as cost from campaigns m left join spent s on s.campaign_id = m.id
      where m.org_id = $1 and (${listed}) group by 1
    ), keys as (select key from l union select key from d union select key from m)
    select k.key as name, m.id as campaign_id, coalesce(l.leads, 0) as leads, coalesce(l.converted, 0) as converted,
      coalesce(d.deals, 0) as deals, coalesce(d.won, 0) as won, ${sum('d.amount')} as amount, coalesce(d.unpriced, 0) as unpriced, ${sum('m.cost')} as cost
    from keys k left join l on l.key is not distinct from k.key left join d on d.key is not distinct from k.key left join m on m.key is not distinct from k.key
    order by k.key is null, coalesce(d.amount, 0) desc, coalesce(l.leads, 0) desc, k.key limit 500`
  return db.query<Counted>({ text, values: params.values, plan: 'own' })
}
