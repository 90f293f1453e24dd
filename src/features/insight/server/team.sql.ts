// What people within reach did, and what of theirs stalls. Every count is under the rights of the list that it opens.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import { type Db, stmt } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import { spoken } from '../team.rules.ts'

export type Within = {
  readonly from: string
  readonly to: string
  /** The instants of the organisation's zone that hold the days. */
  readonly start: string
  readonly end: string
  readonly zone: string
  readonly people: readonly string[]
}

export type Somebody = {
  readonly id: string
  readonly name: string
  readonly deptId: string | null
  readonly deptName: string | null
  readonly sells: boolean
}
/** The people below the reader, with those who sell marked. */
export function selectPeople(db: Db, actor: Actor, deptId: string | null): Promise<Somebody[]> {
  const params = new Params([db.orgId, deptId])
  const columns = (key: string) => {
    const sql = key === 'ownerId' ? 'u.id' : key === 'deptId' ? 'u.dept_id' : undefined
    return sql === undefined ? undefined : { sql, as: 'text' as const, type: 'uuid' }
  }
  const may = conditionSql(visibleTo(actor, 'insight.team'), columns, params)
  const text = `select u.id, u.name, u.dept_id, d.name as dept_name,
      exists (select from user_roles r where r.org_id = u.org_id and r.user_id = u.id and r.role in ('sales', 'salesManager')) as sells
    from users u left join departments d on d.org_id = u.org_id and d.id = u.dept_id
    where u.org_id = $1 and u.active and ${may}
      and ($2::uuid is null or u.dept_id in (select x.dept_id from dept_closure x where x.org_id = $1 and x.ancestor_id = $2::uuid))
    order by u.name, u.id`
  return db.query<Somebody>({ text, values: params.values })
}

export function selectContacts(db: Db, actor: Actor, { start, end, zone, people }: Within) {
  const params = new Params([db.orgId, people, start, end, zone, spoken])
  const may = reachableSql('followup', 't.id', actor, params)
  const text = `select t.owner_id as user_id, (t.at at time zone $5)::date as day, count(*)::int as count from followups t
    where t.org_id = $1 and t.owner_id = any($2) and t.at >= $3::timestamptz and t.at < $4::timestamptz and t.kind = any($6)
      and t.deleted_at is null and ${may} group by 1, 2 order by 2`
  return db.query<{ userId: string; day: string; count: number }>({ text, values: params.values })
}

const given = stmt(
  'insight.given',
  `select a.user_id, count(*) filter (where a.how in ('hand', 'rule', 'ladder'))::int as given, count(*) filter (where a.how = 'claim')::int as taken,
     count(*) filter (where a.responded_at is not null)::int as answered,
     percentile_cont(0.5) within group (order by a.minutes) as median, percentile_cont(0.9) within group (order by a.minutes) as p90
   from lead_assignments a
   where a.org_id = $1 and a.user_id = any($2) and a.how in ('hand', 'claim', 'rule', 'ladder') and a.at >= $3::timestamptz and a.at < $4::timestamptz
   group by 1`,
)
export type GivenRow = {
  readonly userId: string
  readonly given: number
  readonly taken: number
  readonly answered: number
  readonly median: number | null
  readonly p90: number | null
}
export const selectGiven = (db: Db, { people, start, end }: Within): Promise<GivenRow[]> =>
  db.query<GivenRow>(given(db.orgId, people, start, end))

export type LeadsRow = { readonly userId: string; readonly converted: number; readonly lateLeads: number }
export function selectLeads(db: Db, actor: Actor, { people, start, end }: Within): Promise<LeadsRow[]> {
  const params = new Params([db.orgId, people, start, end, db.now])
  const may = reachableSql('lead', 't.id', actor, params)
  // each by an index of its own: nobody's old leads are read
  const text = `select x.owner_id as user_id, sum(x.converted)::int as converted, sum(x.late_leads)::int as late_leads from (
      select t.owner_id, count(*) as converted, 0 as late_leads from leads t where t.org_id = $1 and t.owner_id = any($2) and t.deleted_at is null
        and t.state = 'converted' and t.converted_at >= $3::timestamptz and t.converted_at < $4::timestamptz and ${may} group by 1
      union all
      select t.owner_id, 0, count(*) from leads t where t.org_id = $1 and t.owner_id = any($2) and t.deleted_at is null
        and t.state in ('assigned', 'following') and t.next_step_at < $5::timestamptz and ${may} group by 1
    ) x group by 1`
  return db.query<LeadsRow>({ text, values: params.values, plan: 'own' })
}

// what was won keeps the rate of its day, what is open has today's: as the forecast counts
const rated = `left join lateral (select case when t.currency = o.currency then 1 else (
    select r.rate from currency_rates r where r.org_id = t.org_id and r.currency = t.currency
      and r.on_date <= (coalesce(t.won_at, now()) at time zone o.zone)::date
    order by r.on_date desc limit 1) end as rate) fx on true`
export type DealsRow = {
  readonly userId: string
  readonly noStep: number
  readonly rotting: number
  readonly lateDeals: number
  readonly won: string
  readonly forecast: string
}
export function selectDeals(db: Db, actor: Actor, { from, to, start, end, people }: Within): Promise<DealsRow[]> {
  const params = new Params([db.orgId, people, start, end, db.now, from, to])
  const may = reachableSql('deal', 't.id', actor, params)
  const sum = (value: string, when: string) =>
    `trim_scale(coalesce(sum(${value}) filter (where ${when}), 0)::numeric)::text`
  const text = `select t.owner_id as user_id,
      count(*) filter (where t.state = 'open' and t.next_step_at is null)::int as no_step,
      count(*) filter (where t.state = 'open' and t.stage_since < $5::timestamptz - make_interval(days => s.rotting_days))::int as rotting,
      count(*) filter (where t.state = 'open' and t.next_step_at < $5::timestamptz)::int as late_deals,
      ${sum('t.amount * fx.rate', "t.state = 'won'")} as won,
      ${sum('t.amount * fx.rate * s.probability / 100', "t.state = 'open' and t.expected_close >= $6::date and t.expected_close <= $7::date and coalesce(t.forecast, s.forecast) <> 'omitted'")} as forecast
    from deals t join deal_stages s on s.org_id = t.org_id and s.id = t.stage_id join orgs o on o.org_id = t.org_id ${rated}
    where t.org_id = $1 and t.owner_id = any($2) and t.deleted_at is null
      and (t.state = 'open' or (t.state = 'won' and t.won_at >= $3::timestamptz and t.won_at < $4::timestamptz)) and ${may} group by 1`
  return db.query<DealsRow>({ text, values: params.values, plan: 'own' })
}

const targets = stmt(
  'insight.targets',
  'select g.user_id, trim_scale(sum(g.amount))::text as amount from sales_targets g where g.org_id = $1 and g.user_id = any($2) and g.month = any($3::date[]) group by 1',
)
export const selectTargets = (db: Db, people: readonly string[], months: readonly string[]) =>
  db.query<{ userId: string; amount: string }>(targets(db.orgId, people, months))

const sells = stmt(
  'insight.sells',
  `select exists (select from deals d where d.org_id = $1 and d.owner_id = $2 and d.deleted_at is null and d.amount > 0
       and ((d.state = 'won' and d.won_at >= $3::timestamptz and d.won_at < $4::timestamptz)
         or (d.state = 'open' and d.expected_close >= $5::date and d.expected_close < $6::date)))
     or exists (select from sales_targets g where g.org_id = $1 and g.user_id = $2 and g.month >= $5::date and g.month < $6::date) as sells`,
)
type Quarter = Pick<Within, 'from' | 'to' | 'start' | 'end'>
/** Has won, wants to win or is to win anything in these days. `to` and `end` are the first beyond. */
export const selectSells = async (db: Db, userId: string, { start, end, from, to }: Quarter): Promise<boolean> =>
  (await db.one<{ sells: boolean }>(sells(db.orgId, userId, start, end, from, to)))?.sells ?? false

export type PoolFlow = {
  readonly id: string
  readonly name: string
  readonly entity: 'lead' | 'customer'
  readonly returned: number
  readonly recycled: number
  readonly claimed: number
  readonly given: number
  readonly waiting: number
}
export function selectPoolFlow(db: Db, actor: Actor, { start, end }: Within): Promise<PoolFlow[]> {
  const params = new Params([db.orgId, start, end])
  const may = reachableSql('pool', 'p.id', actor, params)
  const moved = (...kinds: string[]) =>
    `(count(m.id) filter (where m.kind in (${kinds.map(kind => `'${kind}'`).join(', ')})))::int`
  const text = `select p.id, p.name, p.entity, ${moved('return')} as returned, ${moved('recycle')} as recycled, ${moved('claim')} as claimed,
      ${moved('assign', 'transfer')} as given,
      (case p.entity when 'lead' then (select count(*) from leads l where l.org_id = p.org_id and l.pool_id = p.id and l.deleted_at is null)
        else (select count(*) from customers c where c.org_id = p.org_id and c.pool_id = p.id and c.deleted_at is null) end)::int as waiting
    from pools p left join pool_moves m on m.org_id = p.org_id and m.pool_id = p.id and m.at >= $2::timestamptz and m.at < $3::timestamptz
    where p.org_id = $1 and p.archived_at is null and ${may}
    group by p.org_id, p.id, p.name, p.entity, p.position order by p.position, p.id`
  return db.query<PoolFlow>({ text, values: params.values })
}
