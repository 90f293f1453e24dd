import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { send } from '#ui/send.ts'
import { dealText } from '../deal.text.ts'
import { partApi } from '../part.api.ts'
import type { Competitor, DealReason, ReasonKind } from '../part.schema.ts'
import { partText } from '../part.text.ts'

export const partCalls = client(partApi, send)

const noReasons: readonly DealReason[] = []
/** Why deals end, those out of use too; they change rarely. */
export function useReasons(): readonly DealReason[] {
  const { data } = useQuery({
    queryKey: ['org', 'dealReasons'],
    queryFn: () => partCalls.reasons({}),
    staleTime: 300_000,
  })
  return data?.items ?? noReasons
}

const nobody: readonly Competitor[] = []
export function useCompetitors(): readonly Competitor[] {
  const { data } = useQuery({
    queryKey: ['competitor', 'list'],
    queryFn: () => partCalls.competitors({}),
    staleTime: 300_000,
  })
  return data?.items ?? nobody
}

const labels = { lost: partText['reasons.lost'], won: partText['reasons.won'] } as const

/** For showing and filtering: what is out of use and what history left unsaid is readable too. */
export const shownReason = (kind: ReasonKind, reasons: readonly DealReason[]): Field => ({
  key: `${kind}Reason`,
  label: labels[kind],
  kind: 'choice',
  choices: [
    ...reasons.filter(one => one.kind === kind).map(({ code, label }) => ({ value: code, label })),
    ...(kind === 'lost' ? [{ value: 'notRecorded', label: dealText['deal.notRecorded'] }] : []),
  ],
})

/** For asking: the code is stored, so every language reads it. */
export const reasonField = (kind: ReasonKind, reasons: readonly DealReason[]): Field => ({
  ...shownReason(kind, reasons),
  required: true,
  choices: reasons.filter(one => one.kind === kind && !one.archived).map(({ code, label }) => ({ value: code, label })),
})

export const competitorChoices = (competitors: readonly Competitor[]) =>
  competitors.map(({ id, name }) => ({ value: id, label: { en: name, zh: name } }))

/** What a loss asks for. */
export function useLoseFields(): readonly Field[] {
  const reasons = useReasons()
  const competitors = useCompetitors().filter(one => !one.archived)
  return [
    reasonField('lost', reasons),
    { key: 'lostNote', label: partText['reasons.remark'], kind: 'longText', maxLength: 2000 },
    ...(competitors.length > 0
      ? [
          {
            key: 'lostTo',
            label: partText['reasons.lostTo'],
            kind: 'choice' as const,
            choices: competitorChoices(competitors),
          },
        ]
      : []),
  ]
}
