import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { ReasonCard } from '#ui/ReasonCard.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal, NewDeal, Pipeline } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
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
  const t = useText(dealText)
  const [held, setHeld] = useState<readonly Reason[]>()
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

  const create = async (draft: NewDeal) => {
    if (!held) {
      const { customerId: about, productLine, ownerId } = draft
      const verdict = await dealCalls.preview({
        customerId: about,
        ...(productLine && { productLine }),
        ...(ownerId && { ownerId }),
      })
      setHeld(verdict.held)
      // said once; a second save means it
      if (verdict.held.length > 0 && verdict.problems.length === 0) throw new Refusal('deal.heldSay')
    }
    return dealCalls.create(draft)
  }
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const done = deal
      ? await dealCalls.edit({ id: deal.id, ...body, ...(version !== undefined && { version }) })
      : await create({
          ...(customerId && { customerId }),
          ...(begins && { pipelineId: begins }),
          ...body,
        } as NewDeal) // the form offers exactly the entity's fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['deal'] })
    onDone(done.id)
  }
  return (
    <div className="stack">
      <ReasonCard title={t('deal.held')} reasons={held ?? []} />
      <RecordForm
        fields={fields}
        sections={sections}
        record={deal ?? fresh}
        {...(deal && { version: deal.version })}
        draftKey={`deal:${deal?.id ?? 'new'}`}
        onSave={save}
        onCancel={onCancel}
      />
    </div>
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
