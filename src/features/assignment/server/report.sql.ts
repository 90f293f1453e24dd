// Who was given how many leads, how soon they answered, and exactly which: one set of conditions for both.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import type { GivenLead, GivenQuery, Share } from '../assignment.schema.ts'

const late = '(a.respond_by is not null and coalesce(a.responded_at, a.ended_at, $2::timestamptz) > a.respond_by)'
const parts = {
  answered: 'a.responded_at is not null',
  late,
  open: 'a.responded_at is null and a.ended_at is null',
} as const
/** What somebody made or brought in themselves was not given to them. */
const counted = "a.how in ('hand', 'claim', 'rule', 'ladder')"

export type Within = { readonly start: string; readonly end: string }

function whereOf(actor: Actor, params: Params, within: Within): string {
  const columns = (key: string) =>
    key === 'ownerId'
      ? { sql: 'u.id', as: 'text' as const, type: 'uuid' }
      : key === 'deptId'
        ? { sql: 'u.dept_id', as: 'text' as const, type: 'uuid' }
        : undefined
  const may = conditionSql(visibleTo(actor, 'assignment.report'), columns, params)
  const at = `a.at >= ${params.add(within.start)}::timestamptz and a.at < ${params.add(within.end)}::timestamptz`
  return `a.org_id = $1 and ${counted} and ${at} and ${may}`
}

const from = `lead_assignments a join users u on u.org_id = a.org_id and u.id = a.user_id
  left join assignment_rules r on r.org_id = a.org_id and r.id = a.rule_id`
const figures = `count(*)::int as given, count(*) filter (where ${parts.answered})::int as answered, count(*) filter (where ${late})::int as late,
  count(*) filter (where ${parts.open})::int as open,
  percentile_cont(0.5) within group (order by a.minutes) as median, percentile_cont(0.9) within group (order by a.minutes) as p90`

export type Figures = Omit<Share, 'userId' | 'name' | 'ways'>
/** A row without a person is the sum of all. */
export type ShareRow = Figures & { readonly userId: string | null; readonly name: string | null }

export function selectShares(db: Db, actor: Actor, within: Within): Promise<ShareRow[]> {
  const params = new Params([db.orgId, db.now])
  const where = whereOf(actor, params, within)
  const text = `select u.id as user_id, max(u.name) as name, ${figures} from ${from} where ${where}
    group by grouping sets ((u.id), ()) order by count(*) desc, max(u.name)`
  return db.query<ShareRow>({ text, values: params.values })
}

export type WayRow = Share['ways'][number] & { readonly userId: string }
export function selectWays(db: Db, actor: Actor, within: Within): Promise<WayRow[]> {
  const params = new Params([db.orgId, db.now])
  const where = whereOf(actor, params, within)
  // the instant is bound for every statement of this file
  const text = `select a.user_id, a.how, a.rule_id, r.name as rule, count(*)::int as count from ${from}
    where ${where} and a.at <= $2::timestamptz + interval '100 years' group by a.user_id, a.how, a.rule_id, r.name order by count(*) desc, r.name`
  return db.query<WayRow>({ text, values: params.values })
}

export function selectGiven(
  db: Db,
  actor: Actor,
  within: Within,
  { limit, ...query }: Omit<GivenQuery, 'from' | 'to'> & { readonly limit: number },
): Promise<GivenLead[]> {
  const params = new Params([db.orgId, db.now])
  const where = [whereOf(actor, params, within), "a.at <= $2::timestamptz + interval '100 years'"]
  if (query.userId) where.push(`a.user_id = ${params.add(query.userId)}::uuid`)
  if (query.ruleId) where.push(`a.rule_id = ${params.add(query.ruleId)}::uuid`)
  if (query.how) where.push(`a.how = ${params.add(query.how)}`)
  if (query.only) where.push(parts[query.only])
  const may = reachableSql('lead', 'l.id', actor, params)
  const text = `select a.id, a.lead_id, a.user_id, u.name as user_name, a.how, a.rule_id, r.name as rule, b.name as by_name, a.facts, a.at, a.respond_by,
      a.responded_at, a.minutes, a.ended_at, a.step, l.number,
      case when l.deleted_at is null and ${may} then l.name || coalesce(' · ' || l.company, '') end as title
    from ${from} join leads l on l.org_id = a.org_id and l.id = a.lead_id left join users b on b.org_id = a.org_id and b.id = a.by_id
    where ${where.join(' and ')} order by a.at desc, a.id desc limit ${params.add(limit)}::int`
  return db.query<GivenLead>({ text, values: params.values })
}
