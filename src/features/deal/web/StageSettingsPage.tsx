import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
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
import './deal.css'

type StageDraft = PipelineEdit['stages'][number]

export function StageSettingsPage() {
  const t = useText(dealText)
  const pipelines = useQuery({ queryKey: ['pipeline', 'list'], queryFn: () => dealCalls.pipelines({}) })
  return (
    <>
      <PageTop title={t('deal.settings')} back={{ label: t('deal.settings.back'), href: '/settings' }} />
      <p className="t2">{t('deal.settings.say')}</p>
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
  const fresh: StageDraft = { label: dealText['deal.stage.new'], kind: 'open', probability: 50, required: [] }
  const lastOpen = stages.findLastIndex(stage => stage.kind === 'open')
  const save = async () => {
    try {
      await dealCalls.editPipeline({ id: pipeline.id, version: pipeline.version, stages: [...stages] })
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
            // biome-ignore lint/suspicious/noArrayIndexKey: new stages have no id, and rows hold no state of their own
            key={i}
            stage={stage}
            onPut={change => put(i, change)}
            onUp={() => swap(i, -1)}
            onDown={() => swap(i, 1)}
            onRemove={() => setStages(stages.filter((_, at) => at !== i))}
          />
        ))}
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <div className="row acts">
          <Button icon="plus" onClick={() => setStages(stages.toSpliced(lastOpen + 1, 0, fresh))}>
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

const draftOf = ({ id, label, kind, probability, rottingDays, required }: Pipeline['stages'][number]): StageDraft => ({
  id,
  label,
  kind,
  probability,
  rottingDays,
  required,
})

type RowProps = {
  readonly stage: StageDraft
  readonly onPut: (change: Partial<StageDraft>) => void
  readonly onUp: () => void
  readonly onDown: () => void
  readonly onRemove: () => void
}

function StageRow({ stage, onPut, onUp, onDown, onRemove }: RowProps) {
  const t = useText(dealText)
  const label = useLabel()
  const entity = useEntity(dealEntity)
  const fields = entity.fields.filter(field => field.custom || askable.some(key => key === field.key))
  const options = fields.map(field => ({
    value: field.custom ? `custom.${field.key}` : field.key,
    label: label(field.label),
  }))
  const word = (lang: 'zh' | 'en') => (
    <label>
      {t(`deal.stage.${lang}`)}
      <Input
        value={stage.label[lang]}
        maxLength={60}
        onChange={event => onPut({ label: { ...stage.label, [lang]: event.target.value } })}
      />
    </label>
  )
  return (
    <div className="stagerow">
      {word('zh')}
      {word('en')}
      <label>
        {t('deal.stage.kind')}
        <Select
          value={stage.kind}
          options={dealStates.map(value => ({ value, label: t(`state.deal.${value}`) }))}
          onChange={kind => onPut({ kind })}
        />
      </label>
      <label>
        {t('deal.stage.probability')}
        <InputNumber min={0} max={100} value={stage.probability} onChange={n => onPut({ probability: n ?? 0 })} />
      </label>
      <label>
        {t('deal.stage.rotting')}
        <InputNumber min={1} max={3650} value={stage.rottingDays ?? null} onChange={n => onPut({ rottingDays: n })} />
      </label>
      <label>
        {t('deal.stage.required')}
        <Select
          mode="multiple"
          value={stage.required ?? []}
          options={options}
          onChange={required => onPut({ required })}
        />
      </label>
      <span className="row">
        <Button kind="text" icon="up" aria-label={t('deal.stage.up')} onClick={onUp} />
        <Button kind="text" icon="down" aria-label={t('deal.stage.down')} onClick={onDown} />
        <Button kind="text" icon="trash" aria-label={t('deal.stage.remove')} onClick={onRemove} />
      </span>
    </div>
  )
}
