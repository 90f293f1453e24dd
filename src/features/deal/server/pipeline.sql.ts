// Statements about pipelines, stages and currency rates.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Pipeline, Rate, Stage } from '../deal.schema.ts'

const stageColumns = `s.id, s.pipeline_id, s.label, s.kind, s.probability, s.position, s.rotting_days, s.forecast, s.required, s.criteria, s.checks, s.approval, s.archived_at is not null as archived`

const allStages = stmt(
  'deal_stage.all',
  `select ${stageColumns} from deal_stages s join pipelines p on p.org_id = s.org_id and p.id = s.pipeline_id where s.org_id = $1 order by p.position, p.created_at, s.position, s.id`,
)
export const selectStages = (db: Db): Promise<Stage[]> => db.query<Stage>(allStages(db.orgId))

const allPipelines = stmt(
  'pipeline.all',
  'select p.id, p.version, p.label, p.is_default, p.archived_at is not null as archived from pipelines p where p.org_id = $1 order by p.position, p.created_at, p.id',
)

export async function selectPipelines(db: Db): Promise<Pipeline[]> {
  const [heads, stages] = await Promise.all([
    db.query<Omit<Pipeline, 'stages'>>(allPipelines(db.orgId)),
    selectStages(db),
  ])
  return heads.map(head => ({ ...head, stages: stages.filter(stage => stage.pipelineId === head.id) }))
}

export type PipelineRow = {
  readonly id: string
  readonly version: number
  readonly label: Pipeline['label']
  readonly isDefault: boolean
  readonly archived: boolean
}
const lockAll = stmt(
  'pipeline.lock',
  'select id, version, label, is_default, archived_at is not null as archived from pipelines where org_id = $1 order by id for no key update',
)
/** They are few, and only one may be the default: whoever changes one holds them all. */
export function lockPipelineRows(tx: Tx): Promise<PipelineRow[]> {
  tx.level(lockLevel.record)
  return tx.query<PipelineRow>(lockAll(tx.orgId))
}

const hold = stmt(
  'pipeline.hold',
  'select archived_at is not null as archived from pipelines where org_id = $1 and id = $2 for share',
)
/** Against being archived while a deal opens in it. Whoever archives takes nothing after this row: no circle, so no level. */
export async function holdPipeline(tx: Tx, id: string): Promise<'live' | 'archived'> {
  return (await tx.one<{ archived: boolean }>(hold(tx.orgId, id)))?.archived ? 'archived' : 'live'
}

const openDeals = stmt(
  'pipeline.openDeals',
  `select count(*)::int as count from deals where org_id = $1 and pipeline_id = $2 and state = 'open' and deleted_at is null`,
)
export const countOpenDeals = async (db: Db, id: string): Promise<number> =>
  (await db.one<{ count: number }>(openDeals(db.orgId, id)))?.count ?? 0

const archivePipelineRow = stmt(
  'pipeline.archive',
  'update pipelines set archived_at = $3, version = version + 1, updated_at = $4 where org_id = $1 and id = $2',
)
export const archivePipelineBound = (orgId: string, id: string, at: string | null, now: string): Bound =>
  archivePipelineRow(orgId, id, at, now)

const setDefault = stmt(
  'pipeline.default',
  'update pipelines set is_default = $3, version = version + 1, updated_at = $4 where org_id = $1 and id = $2',
)
export const setDefaultBound = (orgId: string, id: string, isDefault: boolean, now: string): Bound =>
  setDefault(orgId, id, isDefault, now)

const setPipeline = stmt(
  'pipeline.set',
  'update pipelines set label = coalesce($3::jsonb, label), version = version + 1, updated_at = $4 where org_id = $1 and id = $2',
)
export const setPipelineBound = (orgId: string, id: string, label: unknown, now: string): Bound =>
  setPipeline(orgId, id, label === undefined ? null : JSON.stringify(label), now)

const usedStages = stmt(
  'deal_stage.used',
  `select s.id from deal_stages s where s.org_id = $1 and s.pipeline_id = $2 and (
     exists (select 1 from deals d where d.org_id = s.org_id and d.stage_id = s.id)
     or exists (select 1 from deals d where d.org_id = s.org_id and d.waiting_stage_id = s.id)
     or exists (select 1 from deal_stage_log l where l.org_id = s.org_id and l.stage_id = s.id))`,
)
/** Stages that some deal stands or stood in: they may be archived, never deleted. */
export const selectUsedStages = async (db: Db, pipelineId: string): Promise<Set<string>> =>
  new Set((await db.query<{ id: string }>(usedStages(db.orgId, pipelineId))).map(row => row.id))

const archive = stmt(
  'deal_stage.archive',
  'update deal_stages set archived_at = coalesce(archived_at, $3) where org_id = $1 and id = any($2)',
)
const remove = stmt('deal_stage.delete', 'delete from deal_stages where org_id = $1 and id = any($2)')
export const archiveStagesBound = (orgId: string, ids: readonly string[], now: string): Bound =>
  archive(orgId, ids, now)
export const removeStagesBound = (orgId: string, ids: readonly string[]): Bound => remove(orgId, ids)

const liveIn = stmt(
  'deal_stage.live',
  `select s.id from deal_stages s where s.org_id = $1 and s.pipeline_id = $2
     and exists (select 1 from deals d where d.org_id = s.org_id and d.stage_id = s.id and d.deleted_at is null)`,
)
export const selectLiveStages = async (db: Db, pipelineId: string): Promise<Set<string>> =>
  new Set((await db.query<{ id: string }>(liveIn(db.orgId, pipelineId))).map(row => row.id))

const setRate = stmt(
  'currency_rate.set',
  'insert into currency_rates (org_id, currency, on_date, rate) values ($1, $2, $3, $4) on conflict (org_id, currency, on_date) do update set rate = excluded.rate',
)
export const setRateBound = (orgId: string, { currency, onDate, rate }: Rate): Bound =>
  setRate(orgId, currency, onDate, rate)

const dropRate = stmt(
  'currency_rate.drop',
  'delete from currency_rates where org_id = $1 and currency = $2 and on_date = $3',
)
export const dropRateBound = (orgId: string, currency: string, onDate: string): Bound =>
  dropRate(orgId, currency, onDate)

const lockRate = stmt(
  'currency_rate.lock',
  'select currency, on_date, rate from currency_rates where org_id = $1 and currency = $2 and on_date = $3 for no key update',
)
export function lockRateRow(tx: Tx, currency: string, onDate: string): Promise<Rate | undefined> {
  tx.level(lockLevel.record)
  return tx.one<Rate>(lockRate(tx.orgId, currency, onDate))
}

const rates = stmt(
  'currency_rate.all',
  'select currency, on_date, rate from currency_rates where org_id = $1 order by currency, on_date desc limit 500',
)
export const selectRates = (db: Db): Promise<Rate[]> => db.query<Rate>(rates(db.orgId))

const rateAt = stmt(
  'currency_rate.at',
  'select rate from currency_rates where org_id = $1 and currency = $2 and on_date <= $3 order by on_date desc limit 1',
)
export const selectRateAt = async (db: Db, currency: string, day: string): Promise<string | undefined> =>
  (await db.one<{ rate: string }>(rateAt(db.orgId, currency, day)))?.rate
