// Pipelines and their stages: the customer's own names and order, on the three kinds that code knows.
import type { Actor } from '#kernel/access.ts'
import type { Bound, Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { ownFields, tell } from '#meta/server/record.service.ts'
import { pipelineProblems, usualForecast } from '../deal.rules.ts'
import type { DealState, NewPipeline, Pipeline, PipelineEdit, Stage } from '../deal.schema.ts'
import { dealStages, pipelines } from './deal.table.ts'
import {
  archivePipelineBound,
  archiveStagesBound,
  countOpenDeals,
  lockPipelineRows,
  type PipelineRow,
  removeStagesBound,
  selectPipelines,
  selectUsedStages,
  setDefaultBound,
  setPipelineBound,
} from './pipeline.sql.ts'

// prettier-ignore
const defaultStages: readonly {
  zh: string
  en: string
  kind: DealState
  probability: number
  rottingDays: number | null
}[] = [
  { zh: '初步接触', en: 'First contact', kind: 'open', probability: 10, rottingDays: 14 },
  { zh: '需求确认', en: 'Needs', kind: 'open', probability: 30, rottingDays: 14 },
  { zh: '方案报价', en: 'Proposal', kind: 'open', probability: 50, rottingDays: 21 },
  { zh: '商务谈判', en: 'Negotiation', kind: 'open', probability: 70, rottingDays: 21 },
  { zh: '赢单', en: 'Won', kind: 'won', probability: 100, rottingDays: null },
  { zh: '输单', en: 'Lost', kind: 'lost', probability: 0, rottingDays: null },
]

/** What every organisation starts with. */
export function createDefaultPipeline(tx: Tx): void {
  const id = newId()
  const head = {
    id,
    label: { en: 'Sales', zh: '销售流程' },
    position: 0,
    isDefault: true,
    version: 1,
    archivedAt: null,
  }
  tx.write(
    pipelines.insert(tx.orgId, [{ ...head, createdAt: tx.now, updatedAt: tx.now }]),
    dealStages.insert(
      tx.orgId,
      defaultStages.map(({ en, zh, ...stage }, position) => ({
        ...stage,
        id: newId(),
        pipelineId: id,
        label: { en, zh },
        position,
        forecast: usualForecast(stage.probability),
        required: [],
        criteria: null,
        checks: [],
        approval: false,
        archivedAt: null,
      })),
    ),
  )
}

export const listPipelines = (db: Db): Promise<Pipeline[]> => selectPipelines(db)

export async function createPipeline(tx: Tx, actor: Actor, { label, stages }: NewPipeline): Promise<Pipeline> {
  refuseAll([...pipelineProblems(stages), ...(await unknownFields(tx, actor, stages)), ...foreignStages(stages)])
  const all = await selectPipelines(tx)
  const id = newId()
  const head = { id, label, position: all.length, isDefault: all.length === 0, version: 1, archivedAt: null }
  tx.write(
    pipelines.insert(tx.orgId, [{ ...head, createdAt: tx.now, updatedAt: tx.now }]),
    dealStages.insert(tx.orgId, rowsOf(id, stages)),
  )
  tell(tx, { actor, entity: 'pipeline', recordId: id, kind: 'pipeline.created', after: { label }, version: 1 })
  return pipelineOf(tx, id)
}

/** A new pipeline has stages of its own only. */
const foreignStages = (stages: NewPipeline['stages']): Reason[] =>
  stages.flatMap(({ id }, at) => (id === undefined ? [] : [reason('deal.unknownStage', `stages.${at}.id`)]))

export async function editPipeline(tx: Tx, actor: Actor, id: string, edit: PipelineEdit): Promise<Pipeline> {
  const row = await lockedOf(tx, id)
  if (edit.version !== undefined && edit.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const [old, used, unknown] = await Promise.all([
    pipelineOf(tx, id),
    selectUsedStages(tx, id),
    unknownFields(tx, actor, edit.stages),
  ])
  refuseAll([...pipelineProblems(edit.stages), ...unknown, ...identityProblems(old.stages, used, edit)])
  tx.write(...stageBounds(tx, id, { edit, old: old.stages, used }), setPipelineBound(tx.orgId, id, edit.label, tx.now))
  const after = { label: edit.label ?? old.label, stages: edit.stages.map(stage => stage.label) }
  const before = { label: old.label, stages: old.stages.filter(stage => !stage.archived).map(stage => stage.label) }
  tell(tx, {
    actor,
    entity: 'pipeline',
    recordId: id,
    kind: 'pipeline.edited',
    before,
    after,
    version: row.version + 1,
  })
  return pipelineOf(tx, id)
}

async function lockedOf(tx: Tx, id: string): Promise<PipelineRow> {
  const row = (await lockPipelineRows(tx)).find(one => one.id === id)
  if (!row) throw missing('pipeline')
  return row
}

/** Out of sight for new deals; what was closed in it stays as it is. */
export async function archivePipeline(tx: Tx, actor: Actor, id: string): Promise<Pipeline> {
  const row = await lockedOf(tx, id)
  const open = await countOpenDeals(tx, id)
  const reasons: Reason[] = []
  if (row.isDefault) reasons.push(reason('deal.pipelineDefault'))
  if (open > 0) reasons.push(reason('deal.pipelineOpen', undefined, { count: open }))
  refuseAll(reasons)
  if (!row.archived) retire(tx, actor, row, tx.now)
  return pipelineOf(tx, id)
}

export async function restorePipeline(tx: Tx, actor: Actor, id: string): Promise<Pipeline> {
  const row = await lockedOf(tx, id)
  if (row.archived) retire(tx, actor, row, null)
  return pipelineOf(tx, id)
}

function retire(tx: Tx, actor: Actor, { id, label, version }: PipelineRow, at: string | null): void {
  tx.write(archivePipelineBound(tx.orgId, id, at, tx.now))
  const kind = at === null ? 'pipeline.restored' : 'pipeline.archived'
  tell(tx, { actor, entity: 'pipeline', recordId: id, kind, after: { label }, version: version + 1 })
}

/** New deals begin here unless someone says otherwise. */
export async function makeDefaultPipeline(tx: Tx, actor: Actor, id: string): Promise<Pipeline> {
  const rows = await lockPipelineRows(tx)
  const row = rows.find(one => one.id === id)
  if (!row) throw missing('pipeline')
  if (row.archived) throw new Refusal(reason('deal.pipelineArchived'))
  if (!row.isDefault) {
    const old = rows.find(one => one.isDefault)
    if (old) tx.write(setDefaultBound(tx.orgId, old.id, false, tx.now))
    tx.write(setDefaultBound(tx.orgId, id, true, tx.now))
    const said = { before: { label: old?.label }, after: { label: row.label } }
    tell(tx, {
      actor,
      entity: 'pipeline',
      recordId: id,
      kind: 'pipeline.madeDefault',
      ...said,
      version: row.version + 1,
    })
  }
  return pipelineOf(tx, id)
}

type Restaged = { readonly edit: PipelineEdit; readonly old: readonly Stage[]; readonly used: ReadonlySet<string> }

/** Kept ones are written over, new ones added; of those left out the used are archived, the rest go. */
function stageBounds(tx: Tx, pipelineId: string, { edit, old, used }: Restaged): Bound[] {
  const kept = new Set(edit.stages.flatMap(stage => (stage.id ? [stage.id] : [])))
  const gone = old.map(stage => stage.id).filter(id => !kept.has(id))
  const rows = rowsOf(pipelineId, edit.stages)
  const fresh = rows.filter(row => !kept.has(row.id))
  return [
    ...rows.filter(row => kept.has(row.id)).map(row => dealStages.update(tx.orgId, row)),
    dealStages.insert(tx.orgId, fresh),
    archiveStagesBound(
      tx.orgId,
      [...used].filter(id => gone.includes(id)),
      tx.now,
    ),
    removeStagesBound(
      tx.orgId,
      gone.filter(id => !used.has(id)),
    ),
  ]
}

function rowsOf(pipelineId: string, stages: PipelineEdit['stages']) {
  return stages.map(({ id, rottingDays, forecast, required, criteria, checks, approval, ...stage }, position) => ({
    ...stage,
    id: id ?? newId(),
    pipelineId,
    position,
    rottingDays: rottingDays ?? null,
    forecast: forecast ?? usualForecast(stage.probability),
    required: required ?? [],
    criteria: criteria?.trim() || null,
    checks: (checks ?? []).map(item => ({ id: item.id ?? newId(), text: item.text.trim() })),
    approval: approval ?? false,
    archivedAt: null,
  }))
}

/** Deals say by their state what kind their stage is: a stage that was used keeps its kind. */
function identityProblems(old: readonly Stage[], used: ReadonlySet<string>, edit: PipelineEdit): Reason[] {
  return edit.stages.flatMap((stage, i) => {
    if (!stage.id) return []
    const known = old.find(one => one.id === stage.id)
    if (!known) return [reason('deal.unknownStage', `stages.${i}.id`)]
    return known.kind !== stage.kind && used.has(stage.id) ? [reason('deal.kindFixed', `stages.${i}.kind`)] : []
  })
}

async function unknownFields(db: Db, actor: Actor, stages: PipelineEdit['stages']): Promise<Reason[]> {
  const own = new Set((await ownFields(db, actor, 'deal')).map(field => `custom.${field.key}`))
  return stages.flatMap((stage, i) =>
    (stage.required ?? [])
      .filter(key => key.startsWith('custom.') && !own.has(key))
      .map(key => reason('deal.notAskable', `stages.${i}.required`, { field: key })),
  )
}

async function pipelineOf(db: Db, id: string): Promise<Pipeline> {
  const found = (await selectPipelines(db)).find(pipeline => pipeline.id === id)
  if (!found) throw missing('pipeline')
  return found
}
