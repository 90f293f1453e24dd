import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Label } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { Tag } from '#ui/Marks.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Pipeline } from '../deal.schema.ts'
import { pipelineText } from '../pipeline.text.ts'
import { freshStages, type StageDraft, StagesEditor, stageDraftOf, stagesOf } from './StagesEditor.tsx'
import { dealCalls } from './useDealCalls.ts'

/** One pipeline: its names, its stages, whether it is the default or no longer in use. */
type CardProps = { readonly pipeline: Pipeline; readonly onWriting?: (isWriting: boolean) => void }

export function PipelineCard({ pipeline, onWriting }: CardProps) {
  const t = useText(pipelineText)
  const label = useLabel()
  const [open, setOpen] = useState(pipeline.isDefault)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  return (
    <section className="card">
      <header>
        <h2>{label(pipeline.label)}</h2>
        {pipeline.isDefault && <Tag tone="ok">{t('pipeline.default')}</Tag>}
        {pipeline.archived && <Tag>{t('pipeline.archived')}</Tag>}
        <span className="grow" />
        {!pipeline.isDefault && <Acts pipeline={pipeline} onRefused={setRefused} />}
        <Button
          kind="text"
          icon={open ? 'up' : 'down'}
          aria-expanded={open}
          aria-label={label(pipeline.label)}
          onClick={() => setOpen(!open)}
        />
      </header>
      {refused.length > 0 && (
        <div className="body">
          <Reasons reasons={refused} />
        </div>
      )}
      {open && (
        <Editing
          names={pipeline.label}
          stages={pipeline.stages.filter(one => !one.archived).map(stageDraftOf)}
          onSave={(names, stages) =>
            dealCalls.editPipeline({
              id: pipeline.id,
              version: pipeline.version,
              label: names,
              stages: stagesOf(stages),
            })
          }
          {...(onWriting && { onWriting })}
        />
      )}
    </section>
  )
}

type ActsProps = { readonly pipeline: Pipeline; readonly onRefused: (reasons: readonly Reason[]) => void }

function Acts({ pipeline: { id, archived }, onRefused }: ActsProps) {
  const t = useText(pipelineText)
  const queries = useQueryClient()
  const run = (call: (told: { id: string }) => Promise<unknown>) => async () => {
    try {
      await call({ id })
      onRefused([])
      await queries.invalidateQueries({ queryKey: ['pipeline'] })
    } catch (error) {
      onRefused(reasonsOf(error))
    }
  }
  return (
    <span className="row">
      {archived ? (
        <Button size="sm" onClick={run(dealCalls.restorePipeline)}>
          {t('pipeline.restore')}
        </Button>
      ) : (
        <>
          <Button size="sm" onClick={run(dealCalls.makeDefaultPipeline)}>
            {t('pipeline.makeDefault')}
          </Button>
          <Button size="sm" onClick={run(dealCalls.archivePipeline)}>
            {t('pipeline.archive')}
          </Button>
        </>
      )}
    </span>
  )
}

export function NewPipelineCard({ onDone }: { onDone: () => void }) {
  const t = useText(pipelineText)
  return (
    <section className="card">
      <header>
        <h2>{t('pipeline.new')}</h2>
      </header>
      <Editing
        names={{ en: '', zh: '' }}
        stages={freshStages()}
        onSave={(label, stages) => dealCalls.createPipeline({ label, stages: stagesOf(stages) })}
        onDone={onDone}
      />
    </section>
  )
}

const nameFields: readonly Field[] = [
  { key: 'zh', label: pipelineText['pipeline.nameZh'], kind: 'text', required: true, maxLength: 60 },
  { key: 'en', label: pipelineText['pipeline.nameEn'], kind: 'text', required: true, maxLength: 60 },
]

type EditingProps = {
  readonly names: Label
  readonly stages: readonly StageDraft[]
  readonly onSave: (names: Label, stages: readonly StageDraft[]) => Promise<unknown>
  readonly onDone?: () => void
  readonly onWriting?: (isWriting: boolean) => void
}

function Editing({ names: first, stages: begun, onSave, onDone, onWriting }: EditingProps) {
  const t = useText(pipelineText)
  const queries = useQueryClient()
  const tell = useToast()
  const [names, setNames] = useState(first)
  const [stages, setStages] = useState(begun)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const save = async () => {
    try {
      await onSave(names, stages)
      onWriting?.(false)
      tell(t('pipeline.saved'))
      await Promise.all(['pipeline', 'deal'].map(key => queries.invalidateQueries({ queryKey: [key] })))
      onDone?.()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <div className="body stack">
      <div className="pipenames">
        {nameFields.map(field => (
          <FieldRow
            key={field.key}
            field={field}
            value={Reflect.get(names, field.key)}
            reasons={reasons.filter(one => one.path === `label.${field.key}`)}
            onChange={value => {
              setNames({ ...names, [field.key]: value === null ? '' : String(value) })
              onWriting?.(true)
            }}
          />
        ))}
      </div>
      <StagesEditor
        stages={stages}
        onChange={next => {
          setStages(next)
          onWriting?.(true)
        }}
      />
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <div className="row">
        <Button kind="primary" onClick={save}>
          {t('pipeline.save')}
        </Button>
        {onDone && (
          <Button kind="text" onClick={onDone}>
            {t('pipeline.discard')}
          </Button>
        )}
      </div>
    </div>
  )
}
