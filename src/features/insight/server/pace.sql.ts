// How long deals stand, and how long they take: from the log of stages, under the rights of the list of deals.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import { type Db, stmt } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import type { Cycle, cycleCuts, paceCuts, StageTime, StageTimes } from '../pace.api.ts'

export type Span = { readonly start: string; readonly end: string }

const pipelines = stmt(
  'pace.pipelines',
  'select p.id, p.label from pipelines p where p.org_id = $1 and p.archived_at is null order by p.is_default desc, p.position, p.id',
)
export const selectPipelines = (db: Db): Promise<StageTimes['pipelines']> =>
  db.query<StageTimes['pipelines'][number]>(pipelines(db.orgId))

const stages = stmt(
  'pace.stages',
  `select s.id, s.label, s.rotting_days from deal_stages s
   where s.org_id = $1 and s.pipeline_id = $2 and s.kind = 'open' and s.archived_at is null order by s.position, s.id`,
)
export const selectStages = (db: Db, pipelineId: string): Promise<StageTimes['stages']> =>
  db.query<StageTimes['stages'][number]>(stages(db.orgId, pipelineId))

const rounded = (sql: string): string => `round((${sql})::numeric, 1)::float8`
const spread = (
  value: string,
  when: string,
) => `${rounded(`percentile_cont(0.5) within group (order by ${value}) filter (where ${when})`)} as median,
      ${rounded(`avg(${value}) filter (where ${when})`)} as average,
      ${rounded(`percentile_cont(0.9) within group (order by ${value}) filter (where ${when})`)} as p90`

// biome-ignore format: a table
const stageCuts: Readonly<Record<(typeof paceCuts)[number], { readonly key: string; readonly name: string }>> = {
  all:   { key: 'null::uuid', name: 'null::text' },
  owner: { key: 't.owner_id', name: 'u.name' },
  dept:  { key: 't.dept_id',  name: 'e.name' },
}
type Asked = Span & { readonly pipelineId: string; readonly by: (typeof paceCuts)[number] }

export function selectStageTimes(db: Db, actor: Actor, { start, end, pipelineId, by }: Asked): Promise<StageTime[]> {
  const params = new Params([db.orgId, start, end, pipelineId, db.now])
  const may = reachableSql('deal', 't.id', actor, params)
  const { key, name } = stageCuts[by]
  const ended = 'l.left_at >= $2::timestamptz and l.left_at < $3::timestamptz'
  const sits = `l.left_at is null and t.state = 'open'`
  const stay = 'extract(epoch from l.left_at - l.entered_at) / 86400'
  const since = 'extract(epoch from $5::timestamptz - l.entered_at) / 86400'
  const next = `exists (select from deal_stage_log n join deal_stages g on g.org_id = n.org_id and g.id = n.stage_id
      where n.org_id = l.org_id and n.deal_id = l.deal_id and n.entered_at >= l.left_at and n.id <> l.id and (g.kind = 'won' or (g.kind = 'open' and g.position > s.position)))`
  const text = `select ${key} as key, ${name} as name, l.stage_id,
      (count(*) filter (where ${ended}))::int as "left", ${spread(stay, ended)},
      (count(*) filter (where ${ended} and ${next}))::int as onward,
      (count(*) filter (where ${sits}))::int as sitting,
      ${rounded(`percentile_cont(0.5) within group (order by ${since}) filter (where ${sits})`)} as sitting_median,
      ${rounded(`max(${since}) filter (where ${sits})`)} as sitting_most
    from deal_stage_log l join deal_stages s on s.org_id = l.org_id and s.id = l.stage_id
      join deals t on t.org_id = l.org_id and t.id = l.deal_id
      left join users u on u.org_id = t.org_id and u.id = t.owner_id left join departments e on e.org_id = t.org_id and e.id = t.dept_id
    where l.org_id = $1 and s.pipeline_id = $4 and s.kind = 'open' and t.deleted_at is null and ((${ended}) or (${sits})) and ${may}
    group by 1, 2, 3 order by 2 nulls last, 1 limit 2000`
  return db.query<StageTime>({ text, values: params.values, plan: 'own' })
}

// biome-ignore format: a table
const cuts: Readonly<Record<(typeof cycleCuts)[number], { readonly key: string; readonly name: string }>> = {
  owner:  { key: 't.owner_id::text', name: 'u.name' },
  dept:   { key: 't.dept_id::text',  name: 'e.name' },
  source: { key: `coalesce(t.source, '')`, name: 't.source' },
  month:  { key: `to_char(t.won_at at time zone o.zone, 'YYYY-MM-01')`, name: 'null::text' },
}
/** `by` nothing: all of them together. */
export function selectCycles(
  db: Db,
  actor: Actor,
  { start, end }: Span,
  by?: (typeof cycleCuts)[number],
): Promise<Cycle[]> {
  const params = new Params([db.orgId, start, end])
  const may = reachableSql('deal', 't.id', actor, params)
  const { key, name } = by ? cuts[by] : { key: 'null::text', name: 'null::text' }
  const text = `select ${key} as key, ${name} as name, count(*)::int as count, ${spread('extract(epoch from t.won_at - t.created_at) / 86400', 'true')}
    from deals t join orgs o on o.org_id = t.org_id left join users u on u.org_id = t.org_id and u.id = t.owner_id
      left join departments e on e.org_id = t.org_id and e.id = t.dept_id
    where t.org_id = $1 and t.deleted_at is null and t.state = 'won' and t.won_at >= $2::timestamptz and t.won_at < $3::timestamptz and ${may}
    group by 1, 2 order by ${by === 'month' ? '1' : 'count(*) desc, 1'} limit 500`
  return db.query<Cycle>({ text, values: params.values, plan: 'own' })
}
