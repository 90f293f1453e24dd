import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { dealEntity } from '../deal.entity.ts'
import { askable } from '../deal.rules.ts'
import { dealStates, type Pipeline, type PipelineEdit } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { dealCalls } from './useDealCalls.ts'
import './Deal.css'

type StageDraft = PipelineEdit['stages'][number] & { readonly key: string }

export function StageSettingsPage() {
  const t = useText(dealText)
  const pipelines = useQuery({ queryKey: ['pipeline', 'list'], queryFn: () => dealCalls.pipelines({}) })
  return (
    <>
      <PageTop title={t('deal.settings')} back={{ label: t('deal.settings.back'), href: '/settings' }} />
      <p className="t2 stagesay">{t('deal.settings.say')}</p>
      {pipelines.error && <Problem error={pipelines.error} onRetry={() => pipelines.refetch()} />}
      {pipelines.isPending && <Skeleton shape="list" />}
      {pipelines.data?.items.map(pipeline => (
        <PipelineCard key={`${pipeline.id}${pipeline.version}`} pipeline={pipeline} />
      ))}
    </>
  )
}

function PipelineCard({ pipeline }: { pipeline: Pipeline }) {
  const t = useText(dealText)
  const label = useLabel()
  const queries = useQueryClient()
  const tell = useToast()
  const [stages, setStages] = useState<readonly StageDraft[]>(() =>
    pipeline.stages.filter(one => !one.archived).map(draftOf),
  )
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const put = (at: number, change: Partial<StageDraft>) =>
    setStages(stages.map((stage, i) => (i === at ? { ...stage, ...change } : stage)))
  const swap = (at: number, by: number) => {
    const [a, b] = [stages[at], stages[at + by]]
    if (a && b) setStages(stages.map((stage, i) => (i === at ? b : i === at + by ? a : stage)))
  }
  const fresh = (): StageDraft => ({
    key: newId(),
    label: dealText['deal.stage.new'],
    kind: 'open',
    probability: 50,
    required: [],
  })
  const lastOpen = stages.findLastIndex(stage => stage.kind === 'open')
  const save = async () => {
    try {
      await dealCalls.editPipeline({
        id: pipeline.id,
        version: pipeline.version,
        stages: stages.map(({ key: _, ...stage }) => stage),
      })
      setReasons([])
      tell(t('deal.saved'))
      await queries.invalidateQueries({ queryKey: ['pipeline'] })
      await queries.invalidateQueries({ queryKey: ['deal'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <section className="card">
      <header>
        <h2>{label(pipeline.label)}</h2>
      </header>
      <div className="body">
        {stages.map((stage, i) => (
          <StageRow
            key={stage.key}
            stage={stage}
            onPut={change => put(i, change)}
            onUp={() => swap(i, -1)}
            onDown={() => swap(i, 1)}
            onRemove={() => setStages(stages.filter((_, at) => at !== i))}
          />
        ))}
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <div className="row stageacts">
          <Button icon="plus" onClick={() => setStages(stages.toSpliced(lastOpen + 1, 0, fresh()))}>
            {t('deal.stage.add')}
          </Button>
          <Button kind="primary" onClick={save}>
            {t('deal.save')}
          </Button>
        </div>
      </div>
    </section>
  )
}

function draftOf({ id, label, kind, probability, rottingDays, required }: Pipeline['stages'][number]): StageDraft {
  return { key: id, id, label, kind, probability, rottingDays, required }
}

type RowProps = {
  readonly stage: StageDraft
  readonly onPut: (change: Partial<StageDraft>) => void
  readonly onUp: () => void
  readonly onDown: () => void
  readonly onRemove: () => void
}

// biome-ignore format: a table
const fixed: readonly Field[] = [
  { key: 'zh', label: dealText['deal.stage.zh'], kind: 'text', required: true, maxLength: 60 },
  { key: 'en', label: dealText['deal.stage.en'], kind: 'text', required: true, maxLength: 60 },
  { key: 'kind', label: dealText['deal.stage.kind'], kind: 'choice', required: true, choices: dealStates.map(value => ({ value, label: dealText[`state.deal.${value}`] })) },
  { key: 'probability', label: dealText['deal.stage.probability'], kind: 'number', scale: 0 },
  { key: 'rottingDays', label: dealText['deal.stage.rotting'], kind: 'number', scale: 0 },
]

function StageRow({ stage, onPut, onUp, onDown, onRemove }: RowProps) {
  const t = useText(dealText)
  const entity = useEntity(dealEntity)
  const asked = entity.fields.filter(field => field.custom || askable.some(key => key === field.key))
  const choices = asked.map(field => ({ value: field.custom ? `custom.${field.key}` : field.key, label: field.label }))
  const required: Field = { key: 'required', label: dealText['deal.stage.required'], kind: 'multiChoice', choices }
  const values = { ...stage, ...stage.label }
  return (
    <div className="stagerow">
      {[...fixed, required].map(field => (
        <FieldRow
          key={field.key}
          field={field}
          size="small"
          value={Reflect.get(values, field.key) ?? null}
          onChange={value => onPut(changeOf(stage, field.key, value))}
        />
      ))}
      <span className="row">
        <Button kind="text" icon="up" aria-label={t('deal.stage.up')} onClick={onUp} />
        <Button kind="text" icon="down" aria-label={t('deal.stage.down')} onClick={onDown} />
        <Button kind="text" icon="trash" aria-label={t('deal.stage.remove')} onClick={onRemove} />
      </span>
    </div>
  )
}

function changeOf({ label }: StageDraft, key: string, value: unknown): Partial<StageDraft> {
  const words = value === null || value === undefined ? '' : String(value)
  const count = Math.trunc(Number(words)) || 0
  if (key === 'zh' || key === 'en') return { label: { ...label, [key]: words } }
  if (key === 'probability') return { probability: count }
  if (key === 'rottingDays') return { rottingDays: count || null }
  if (key === 'required') return { required: Array.isArray(value) ? value.map(String) : [] }
  const kind = dealStates.find(one => one === words)
  return kind ? { kind } : {}
}
