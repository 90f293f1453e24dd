import { useQueryClient } from '@tanstack/react-query'
import type { Entity, Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useSession } from '#ui/useSession.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal, NewDeal, Pipeline } from '../deal.schema.ts'
import { dealCalls, usePipelines } from './useDealCalls.ts'

type Props = {
  readonly deal?: Deal
  /** A new deal of this customer. */
  readonly customerId?: string
  /** Where one stands: the pipeline of the board. */
  readonly pipelineId?: string | undefined
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

export function DealForm({ deal, customerId, pipelineId, onDone, onCancel }: Props) {
  const queries = useQueryClient()
  const entity = useEntity(dealEntity)
  const session = useSession()
  const live = usePipelines().filter(one => !one.archived)
  const own = formFields(entity).filter(field => !deal || field.key !== 'customerId')
  const placed = deal ? [] : placeFields(entity, live)
  const fields = [...own, ...placed]
  const sections = entity.form.map((section, i) =>
    i === 0 ? { ...section, fields: [...section.fields, ...placed.map(field => field.key)] } : section,
  )
  const begins = pipelineId ?? live.find(one => one.isDefault)?.id
  const fresh = {
    currency: session.org.currency,
    ...(customerId && { customerId }),
    ...(begins && { pipelineId: begins }),
  }

  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const done = deal
      ? await dealCalls.edit({ id: deal.id, ...body, ...(version !== undefined && { version }) })
      : await dealCalls.create({
          ...(customerId && { customerId }),
          ...(begins && { pipelineId: begins }),
          ...body,
        } as NewDeal) // the form offers exactly the entity's fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['deal'] })
    onDone(done.id)
  }
  return (
    <RecordForm
      fields={fields}
      sections={sections}
      record={deal ?? fresh}
      {...(deal && { version: deal.version })}
      draftKey={`deal:${deal?.id ?? 'new'}`}
      onSave={save}
      onCancel={onCancel}
    />
  )
}

/** Where a new deal begins: the pipeline, where there are several, and one of its open stages. */
function placeFields({ fields }: Entity, pipelines: readonly Pipeline[]): Field[] {
  const [pipeline, stage] = ['pipelineId', 'stageId'].map(key => fields.find(field => field.key === key))
  if (!pipeline || !stage) return []
  const open = pipelines.flatMap(one => one.stages).filter(one => one.kind === 'open' && !one.archived)
  const place: Field = {
    ...stage,
    kind: 'choice',
    within: 'pipelineId',
    choices: open.map(one => ({ value: one.id, label: one.label, of: one.pipelineId })),
  }
  if (pipelines.length < 2) return [place]
  const choices = pipelines.map(({ id, label }) => ({ value: id, label }))
  return [{ ...pipeline, kind: 'choice', required: true, choices }, place]
}
