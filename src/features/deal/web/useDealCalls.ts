import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client } from '#kernel/api.ts'
import type { Choice, Field } from '#meta/entity.ts'
import { send } from '#ui/send.ts'
import { dealApi } from '../deal.api.ts'
import type { Pipeline, Stage } from '../deal.schema.ts'
import type { Competitor, DealReason } from '../part.schema.ts'
import { competitorChoices, shownReason, useCompetitors, useReasons } from './useParts.ts'

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

/** As lists filter and show them: stages, pipelines and reasons are few, nobody has to look them up. */
type Around = {
  readonly pipelines: readonly Pipeline[]
  readonly reasons: readonly DealReason[]
  readonly competitors: readonly Competitor[]
}
function dealFields(fields: readonly Field[], { pipelines, reasons, competitors }: Around): Field[] {
  const stages = stageChoices(pipelines.flatMap(pipeline => pipeline.stages))
  return fields.map((field): Field => {
    if (field.key === 'stageId') return { ...field, kind: 'choice', choices: stages }
    if (field.key === 'pipelineId')
      return { ...field, kind: 'choice', choices: pipelines.map(({ id, label }) => ({ value: id, label })) }
    if (field.key === 'endedStageId') return { ...field, kind: 'choice', choices: stages }
    if (field.key === 'competitorId') return { ...field, kind: 'choice', choices: competitorChoices(competitors) }
    if (field.key === 'lostReason') return { ...shownReason('lost', reasons), derived: true, filter: true }
    return field.key === 'wonReason' ? { ...shownReason('won', reasons), derived: true, filter: true } : field
  })
}

/** The fields of deals with all that is chosen from few. */
export function useDealFields(fields: readonly Field[]): readonly Field[] {
  const pipelines = usePipelines()
  const reasons = useReasons()
  const competitors = useCompetitors()
  return useMemo(
    () => dealFields(fields, { pipelines, reasons, competitors }),
    [fields, pipelines, reasons, competitors],
  )
}
