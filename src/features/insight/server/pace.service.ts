// Time in stage and sales cycle over days of the organisation's zone.
import type { Actor } from '#kernel/access.ts'
import { dayRange } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { fieldOf } from '#meta/entity.ts'
import { sees } from '#meta/server/reader.ts'
import { sourceOf } from '#meta/server/sources.ts'
import type { Cycles, StageTimes, StageTimesQuery } from '../pace.api.ts'
import { type Span, selectCycles, selectPipelines, selectStages, selectStageTimes } from './pace.sql.ts'

type Days = { readonly from: string; readonly to: string }
function spanOf(actor: Actor, { from, to }: Days): Span {
  if (to < from) throw new Refusal(reason('insight.backwards', 'to'))
  const { zone } = actor.org
  return { start: dayRange(from, zone).start.toISOString(), end: dayRange(to, zone).end.toISOString() }
}

/** Figures would tell what a role does not see of a deal. */
function mustSee(actor: Actor, ...keys: readonly string[]): void {
  const { entity } = sourceOf('deal')
  const isSeen = sees(actor, 'deal')
  const isOpen = keys.every(key => {
    const field = fieldOf(entity, key)
    return field !== undefined && isSeen(field)
  })
  if (!isOpen) throw new Refusal(reason('insight.hidden'), 'forbidden')
}

export async function readStageTimes(db: Db, actor: Actor, query: StageTimesQuery): Promise<StageTimes> {
  mustSee(actor, 'stageSince')
  const span = spanOf(actor, query)
  const pipelines = await selectPipelines(db)
  const pipelineId = query.pipelineId ?? pipelines[0]?.id ?? null
  if (query.pipelineId && !pipelines.some(one => one.id === pipelineId))
    throw new Refusal({ key: 'kernel.missing', path: 'pipelineId', values: { entity: 'pipeline' } }, 'missing')
  if (!pipelineId) return { pipelineId, pipelines, stages: [], rows: [] }
  const [stages, rows] = await Promise.all([
    selectStages(db, pipelineId),
    selectStageTimes(db, actor, { ...span, pipelineId, by: query.by }),
  ])
  return { pipelineId, pipelines, stages, rows }
}

const none = { key: null, name: null, count: 0, median: null, average: null, p90: null }
type By = Parameters<typeof selectCycles>[3]
export async function readCycles(db: Db, actor: Actor, { by, ...days }: Days & { by: By }): Promise<Cycles> {
  mustSee(actor, 'wonAt', 'createdAt')
  const span = spanOf(actor, days)
  const [[total = none], rows] = await Promise.all([selectCycles(db, actor, span), selectCycles(db, actor, span, by)])
  return { total, rows }
}
