// What was won and what may come in, by month, owner and department, in the organisation's currency.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import { type Db, stmt } from '#kernel/db.ts'
import { mayReadSql } from '#meta/server/sourceSql.ts'
import type { Bucket, Cell, Dept, Somebody, Target } from '../forecast.schema.ts'
import { dealSource } from './deal.sql.ts'

// each person's share of a deal: what the members have, and what they leave to the owner; a deal that no rate prices is
// counted once, with its owner
const sellers = `cross join lateral (
    select t.owner_id as user_id, t.dept_id, 100 - coalesce(sum(m.share), 0) as share, true as owns from deal_members m where m.org_id = t.org_id and m.deal_id = t.id
    union all select m.user_id, w.dept_id, m.share, false from deal_members m join users w on w.org_id = m.org_id and w.id = m.user_id
      where m.org_id = t.org_id and m.deal_id = t.id and m.share > 0) p`
// what was won keeps the rate of the day it was won, what is open has today's
const from = `deals t
  join deal_stages s on s.org_id = t.org_id and s.id = t.stage_id
  join orgs o on o.org_id = t.org_id
  left join lateral (select case when t.currency = o.currency then 1 else (
    select r.rate from currency_rates r where r.org_id = t.org_id and r.currency = t.currency
      and r.on_date <= (coalesce(t.won_at, now()) at time zone o.zone)::date
    order by r.on_date desc limit 1) end as rate) fx on true`
const value = '(t.amount * fx.rate)'
const part = `(${value} * p.share / 100)`
const as = 'coalesce(t.forecast, s.forecast)'
const total = (of: string, when: string): string =>
  `trim_scale(coalesce(sum(${of}) filter (where ${when}), 0)::numeric)::text`
const counted = (kind: string): string => total(part, `t.state = 'open' and ${as} = '${kind}'`)
const month = `date_trunc('month', case when t.state = 'won' then t.won_at at time zone o.zone else t.expected_close::timestamp end)::date`

export type Span = {
  /** First and last day, and the instants of the organisation's zone that hold them. */
  readonly from: string
  readonly to: string
  readonly start: string
  readonly end: string
  /** The first day of this month: what is open and expected before it is late. */
  readonly now: string
}

type CellsAsked = { readonly won: string; readonly open: string; readonly may: string }
/** By month, person and department: what was won, and what is open by what it counts as. */
export const cellsSql = ({ won, open, may }: CellsAsked): string =>
  `select ${month} as month, p.user_id as owner_id, p.dept_id, ${total(part, `t.state = 'won'`)} as won,
      ${counted('commit')} as commit, ${counted('best')} as best, ${counted('pipeline')} as pipeline, ${counted('omitted')} as omitted,
      ${total(`${part} * s.probability / 100`, `t.state = 'open' and ${as} <> 'omitted'`)} as weighted,
      (count(*) filter (where p.owns and t.amount is not null and fx.rate is null))::int as unpriced
    from ${from} ${sellers} where t.org_id = $1 and t.deleted_at is null and ((${won}) or (${open})) and ${may} group by 1, 2, 3 order by 1, 2, 3`

export function selectCells(db: Db, actor: Actor, span: Span): Promise<Cell[]> {
  const params = new Params([db.orgId])
  const may = mayReadSql(dealSource[actor.lang], actor, params)
  const won = `t.state = 'won' and t.won_at >= ${params.add(span.start)}::timestamptz and t.won_at < ${params.add(span.end)}::timestamptz`
  const open = `t.state = 'open' and t.expected_close >= greatest(${params.add(span.from)}::date, ${params.add(span.now)}::date) and t.expected_close <= ${params.add(span.to)}::date`
  const text = cellsSql({ won, open, may })
  return db.query<Cell>({ text, values: params.values, plan: 'own' })
}

/** Open deals that stand in no month of a forecast. */
export async function selectBuckets(db: Db, actor: Actor, span: Span): Promise<{ late: Bucket; undated: Bucket }> {
  const params = new Params([db.orgId])
  const may = mayReadSql(dealSource[actor.lang], actor, params)
  const text = `select t.expected_close is null as undated, count(*)::int as count, ${total(value, 'true')} as amount
    from ${from} where t.org_id = $1 and t.deleted_at is null and t.state = 'open'
      and (t.expected_close is null or t.expected_close < ${params.add(span.now)}::date) and ${may} group by 1`
  const rows = await db.query<Bucket & { undated: boolean }>({ text, values: params.values, plan: 'own' })
  const bucket = (undated: boolean): Bucket => {
    const found = rows.find(row => row.undated === undated)
    return { count: found?.count ?? 0, amount: found?.amount ?? '0' }
  }
  return { late: bucket(false), undated: bucket(true) }
}

type Months = Pick<Span, 'from' | 'to'>

/** The targets a person may see or set: theirs, or their departments'. */
export function selectTargets(
  db: Db,
  actor: Actor,
  permission: string,
  { from: first, to }: Months,
): Promise<Target[]> {
  const params = new Params([db.orgId])
  const may = conditionSql(visibleTo(actor, permission), subject('g.user_id', 'coalesce(g.dept_id, u.dept_id)'), params)
  const text = `select g.month, g.user_id, g.dept_id, g.amount from sales_targets g
      left join users u on u.org_id = g.org_id and u.id = g.user_id
    where g.org_id = $1 and g.month >= ${params.add(first)}::date and g.month <= ${params.add(to)}::date and ${may} order by g.month, g.subject_id`
  return db.query<Target>({ text, values: params.values })
}

/** Who works here and is within reach. */
export function selectStaff(db: Db, actor: Actor, permission: string): Promise<Somebody[]> {
  const params = new Params([db.orgId])
  const may = conditionSql(visibleTo(actor, permission), subject('u.id', 'u.dept_id'), params)
  const text = `select u.id, u.name, u.dept_id from users u where u.org_id = $1 and u.active and ${may} order by u.name, u.id`
  return db.query<Somebody>({ text, values: params.values })
}

const named = stmt(
  'sales_target.people',
  'select u.id, u.name, u.dept_id from users u where u.org_id = $1 and u.id = any($2) order by u.name, u.id',
)
export const selectPeople = (db: Db, ids: readonly string[]): Promise<Somebody[]> =>
  db.query<Somebody>(named(db.orgId, ids))

const departments = stmt(
  'sales_target.departments',
  'select d.id, d.name, d.parent_id, d.deleted_at is not null as gone from departments d where d.org_id = $1 order by d.name, d.id',
)
/** Those that were closed, too: what was won there is there still. */
export const selectDepartments = (db: Db): Promise<(Dept & { readonly gone: boolean })[]> =>
  db.query<Dept & { gone: boolean }>(departments(db.orgId))

const subject = (owner: string, dept: string) => (key: string) => {
  const sql = key === 'ownerId' ? owner : key === 'deptId' ? dept : undefined
  return sql === undefined ? undefined : { sql, as: 'text' as const, type: 'uuid' }
}
