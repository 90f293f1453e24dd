// What forecasts said, kept: written once for a day, never changed.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { Compared } from '../accuracy.schema.ts'
import { cellsSql, type Span } from './forecast.sql.ts'

const since = stmt(
  'forecast_snapshot.since',
  'select exists (select from forecast_snapshots where org_id = $1 and on_day >= $2) as kept',
)
export const hasSnapshotSince = async (db: Db, day: string): Promise<boolean> =>
  (await db.one<{ kept: boolean }>(since(db.orgId, day)))?.kept ?? false

const zone = stmt('forecast_snapshot.zone', 'select o.zone from orgs o where o.org_id = $1')
export const selectZone = async (db: Db): Promise<string | undefined> =>
  (await db.one<{ zone: string }>(zone(db.orgId)))?.zone

const won = `t.state = 'won' and t.won_at >= $3::timestamptz and t.won_at < $4::timestamptz`
const open = `t.state = 'open' and t.expected_close >= $5::date and t.expected_close <= $6::date`
const sums = ['won', 'commit', 'best', 'pipeline', 'omitted', 'weighted'].map(key => `round(sum(c.${key}::numeric), 4)`)
const keep = stmt(
  'forecast_snapshot.keep',
  `insert into forecast_snapshots (org_id, on_day, month, user_id, dept_id, won, commit, best, pipeline, omitted, weighted, unpriced, created_at)
   select $1::uuid, $2::date, c.month, c.owner_id, u.dept_id, ${sums.join(', ')}, sum(c.unpriced)::int, $7::timestamptz
   from (${cellsSql({ won, open, may: 'true' })}) c join users u on u.org_id = $1 and u.id = c.owner_id
   group by c.month, c.owner_id, u.dept_id on conflict do nothing`,
)
export const keepSnapshotBound = (orgId: string, day: string, { start, end, now, to }: Span, at: string): Bound =>
  keep(orgId, day, start, end, now, to, at)

type Months = { readonly from: string; readonly to: string; readonly ahead: number }
export type Kept = { readonly month: string; readonly onDay: string }

const days = stmt(
  'forecast_snapshot.days',
  `select m.month, s.on_day from (select g::date as month, (g - make_interval(months => $4::int))::date as looked from generate_series($2::date, $3::date, interval '1 month') g) m
   cross join lateral (select min(x.on_day) as on_day from forecast_snapshots x
     where x.org_id = $1 and x.on_day >= m.looked and x.on_day < (m.looked + interval '1 month')::date) s
   where s.on_day is not null`,
)
/** Of each month the first day that was kept in the month so many before it, whatever was said of it then. */
export const selectDays = (db: Db, { from, to, ahead }: Months): Promise<Kept[]> =>
  db.query<Kept>(days(db.orgId, from, to, ahead))

type Said = Omit<Compared, 'actual' | 'onDay'> & { readonly onDay: string }
/** What was said of these months on these days. */
export function selectSaid(db: Db, actor: Actor, kept: readonly Kept[]): Promise<Said[]> {
  const params = new Params([db.orgId, kept.map(one => one.month), kept.map(one => one.onDay)])
  const columns = (key: string) => {
    const sql = key === 'ownerId' ? 's.user_id' : key === 'deptId' ? 's.dept_id' : undefined
    return sql === undefined ? undefined : { sql, as: 'text' as const, type: 'uuid' }
  }
  const may = conditionSql(visibleTo(actor, 'deal.forecast'), columns, params)
  const text = `select s.month, s.on_day, s.user_id, s.dept_id, trim_scale(s.won + s.commit)::text as commit,
      trim_scale(s.won + s.commit + s.best)::text as best, trim_scale(s.won + s.weighted)::text as weighted
    from forecast_snapshots s join unnest($2::date[], $3::date[]) as d(month, on_day) on d.month = s.month and d.on_day = s.on_day
    where s.org_id = $1 and ${may} order by s.month, s.user_id`
  return db.query<Said>({ text, values: params.values })
}
