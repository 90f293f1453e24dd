import { newId } from '#kernel/ids.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { dealEntity } from '../deal.entity.ts'
import { askable, usualForecast } from '../deal.rules.ts'
import { type DealState, dealStates, forecasts, type PipelineEdit, type Stage } from '../deal.schema.ts'
import { forecastChoices } from '../forecast.text.ts'
import { pipelineText } from '../pipeline.text.ts'
import { StageEntry } from './StageEntry.tsx'

type StageInput = PipelineEdit['stages'][number]
export type StageDraft = StageInput & { readonly key: string }

export const stageDraftOf = ({ id, pipelineId: _, position: __, archived: ___, ...stage }: Stage): StageDraft => ({
  key: id,
  id,
  ...stage,
})
export const stagesOf = (drafts: readonly StageDraft[]): StageInput[] =>
  drafts.map(({ key: _, checks = [], ...stage }) => ({
    ...stage,
    checks: checks.filter(item => item.text.trim() !== ''),
  }))

const fresh = (kind: DealState, probability: number): StageDraft => ({
  key: newId(),
  label: kind === 'open' ? pipelineText['stage.new'] : pipelineText[`stage.${kind}`],
  kind,
  probability,
  forecast: usualForecast(probability),
  required: [],
})
/** The least that a pipeline can be walked with. */
export const freshStages = (): StageDraft[] => [fresh('open', 20), fresh('won', 100), fresh('lost', 0)]

type Props = { readonly stages: readonly StageDraft[]; readonly onChange: (stages: readonly StageDraft[]) => void }

export function StagesEditor({ stages, onChange }: Props) {
  const t = useText(pipelineText)
  const put = (at: number, change: Partial<StageDraft>) =>
    onChange(stages.map((stage, i) => (i === at ? { ...stage, ...change } : stage)))
  const swap = (at: number, by: number) => {
    const [a, b] = [stages[at], stages[at + by]]
    if (a && b) onChange(stages.map((stage, i) => (i === at ? b : i === at + by ? a : stage)))
  }
  const lastOpen = stages.findLastIndex(stage => stage.kind === 'open')
  return (
    <div>
      {stages.map((stage, i) => (
        <StageRow
          key={stage.key}
          stage={stage}
          onPut={change => put(i, change)}
          onUp={i > 0 ? () => swap(i, -1) : undefined}
          onDown={i < stages.length - 1 ? () => swap(i, 1) : undefined}
          onRemove={() => onChange(stages.toSpliced(i, 1))}
        />
      ))}
      <div className="row stageacts">
        <Button icon="plus" onClick={() => onChange(stages.toSpliced(lastOpen + 1, 0, fresh('open', 50)))}>
          {t('stage.add')}
        </Button>
      </div>
    </div>
  )
}

type RowProps = {
  readonly stage: StageDraft
  readonly onPut: (change: Partial<StageDraft>) => void
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
  readonly onRemove: () => void
}

// biome-ignore format: a table
const fixed: readonly Field[] = [
  { key: 'zh', label: pipelineText['stage.zh'], kind: 'text', required: true, maxLength: 60 },
  { key: 'en', label: pipelineText['stage.en'], kind: 'text', required: true, maxLength: 60 },
  { key: 'kind', label: pipelineText['stage.kind'], kind: 'choice', required: true, choices: dealStates.map(value => ({ value, label: pipelineText[`stage.${value}`] })) },
  { key: 'probability', label: pipelineText['stage.probability'], kind: 'number', scale: 0 },
  { key: 'rottingDays', label: pipelineText['stage.rotting'], kind: 'number', scale: 0 },
  { key: 'forecast', label: pipelineText['stage.forecast'], kind: 'choice', required: true, choices: forecastChoices },
]

function StageRow({ stage, onPut, onUp, onDown, onRemove }: RowProps) {
  const t = useText(pipelineText)
  const entity = useEntity(dealEntity)
  const asked = entity.fields.filter(field => field.custom || askable.some(key => key === field.key))
  const choices = asked.map(field => ({ value: field.custom ? `custom.${field.key}` : field.key, label: field.label }))
  const required: Field = { key: 'required', label: pipelineText['stage.required'], kind: 'multiChoice', choices }
  const values = { ...stage, ...stage.label }
  return (
    <div className="stagerow">
      {[...fixed, required].map(field =>
        field.key === 'forecast' && stage.kind !== 'open' ? (
          <span key={field.key} />
        ) : (
          <FieldRow
            key={field.key}
            field={field}
            size="small"
            value={Reflect.get(values, field.key) ?? null}
            onChange={value => onPut(changeOf(stage, field.key, value))}
          />
        ),
      )}
      <span className="row">
        <Button kind="text" icon="up" disabled={!onUp} aria-label={t('stage.up')} onClick={() => onUp?.()} />
        <Button kind="text" icon="down" disabled={!onDown} aria-label={t('stage.down')} onClick={() => onDown?.()} />
        <Button kind="text" icon="trash" aria-label={t('stage.remove')} onClick={onRemove} />
      </span>
      {stage.kind === 'open' && <StageEntry stage={stage} onPut={onPut} />}
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
  const forecast = forecasts.find(one => one === words)
  if (key === 'forecast') return forecast ? { forecast } : {}
  const kind = dealStates.find(one => one === words)
  if (!kind) return {}
  return kind === 'open' ? { kind } : { kind, checks: [], approval: false }
}
