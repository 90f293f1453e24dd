import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { Choice, Field } from '#meta/entity.ts'
import { send } from '#ui/send.ts'
import { dealApi } from '../deal.api.ts'
import type { Pipeline, Stage } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'

export const dealCalls = client(dealApi, send)

/** Every pipeline with its stages; they change rarely. */
export function usePipelines(): readonly Pipeline[] {
  const { data } = useQuery({
    queryKey: ['pipeline', 'list'],
    queryFn: () => dealCalls.pipelines({}),
    staleTime: 300_000,
  })
  return data?.items ?? none
}

const none: readonly Pipeline[] = []

/** Stages are few: lists filter them, forms choose them, without looking anything up. */
export const stageChoices = (stages: readonly Stage[]): Choice[] =>
  stages
    .filter(stage => !stage.archived)
    .map(stage => ({ value: stage.id, label: stage.label, ...(stage.kind === 'won' && { tone: 'ok' as const }) }))

const reasons = ['price', 'rival', 'budget', 'later', 'fit', 'silent'] as const

/** Asked when a deal is lost; what was stored is a code, so every language reads it. */
export const lostReasonField: Field = {
  key: 'lostReason',
  label: dealText['deal.lostReason'],
  kind: 'choice',
  required: true,
  choices: reasons.map(value => ({ value, label: dealText[`deal.reason.${value}`] })),
}

/** For showing: those of history, too. */
export const shownLostReason: Field = {
  ...lostReasonField,
  choices: [...(lostReasonField.choices ?? []), { value: 'notRecorded', label: dealText['deal.notRecorded'] }],
}

/** As lists filter and show them: stages, pipelines and reasons are few, nobody has to look them up. */
export function dealFields(fields: readonly Field[], pipelines: readonly Pipeline[]): Field[] {
  const stages = stageChoices(pipelines.flatMap(pipeline => pipeline.stages))
  return fields.map((field): Field => {
    if (field.key === 'stageId') return { ...field, kind: 'choice', choices: stages }
    if (field.key === 'pipelineId')
      return { ...field, kind: 'choice', choices: pipelines.map(({ id, label }) => ({ value: id, label })) }
    return field.key === 'lostReason' ? { ...shownLostReason, derived: true, filter: true } : field
  })
}
