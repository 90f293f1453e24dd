import { useQuery } from '@tanstack/react-query'
import { useNow } from '#ui/useNow.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { daysSince } from '#ui/when.ts'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { dealCalls, usePipelines } from './useDealCalls.ts'

/** Where the deal stands among the stages of its pipeline. */
export function StagePath({ deal }: { deal: Deal }) {
  const label = useLabel()
  const stages = usePipelines().find(one => one.id === deal.pipelineId)?.stages ?? []
  const shown = stages.filter(stage => (stage.kind === 'open' && !stage.archived) || stage.id === deal.stageId)
  const at = shown.findIndex(stage => stage.id === deal.stageId)
  return (
    <ol className="dealpath">
      {shown.map((stage, i) => (
        <li
          key={stage.id}
          className={i === at ? 'here' : i < at ? 'been' : undefined}
          aria-current={i === at ? 'step' : undefined}
          title={label(stage.label)}
        >
          {label(stage.label)}
        </li>
      ))}
    </ol>
  )
}

/** How long it stood in each stage. */
export function StaysPart({ id }: { id: string }) {
  const t = useText(dealText)
  const label = useLabel()
  const now = useNow()
  const stays = useQuery({ queryKey: ['deal', id, 'stays'], queryFn: () => dealCalls.stays({ id }) })
  if (!stays.data || stays.data.items.length < 2) return null
  const days = (from: string, to: string | null) => daysSince(new Date(from), to ? new Date(to) : now)
  return (
    <section className="card">
      <header>
        <h2>{t('deal.stages')}</h2>
      </header>
      <div className="body">
        <ol className="plain-list">
          {stays.data.items.map(stay => (
            <li key={stay.enteredAt + stay.stageId}>
              <span className="grow">{label(stay.label)}</span>
              <small className="t3">{stay.byName}</small>
              <small className="t3">
                <When at={stay.enteredAt} />
              </small>
              <span className="num nw">{t('deal.days', { days: days(stay.enteredAt, stay.leftAt) })}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}
