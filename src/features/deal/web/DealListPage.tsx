import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { dealEntity } from '../deal.entity.ts'
import { dealText } from '../deal.text.ts'
import { DealTop, NewDeal } from './DealViews.tsx'
import { dealCalls, shownLostReason, stageChoices, usePipelines } from './useDealCalls.ts'

export function DealListPage() {
  const t = useText(dealText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(dealEntity)
  const stages = usePipelines().flatMap(pipeline => pipeline.stages)
  const fields = entity.fields.map(field => {
    if (field.key === 'stageId') return { ...field, kind: 'choice' as const, choices: stageChoices(stages) }
    return field.key === 'lostReason' ? { ...shownLostReason, derived: true, filter: true } : field
  })
  return (
    <>
      <DealTop view="list" />
      <RecordList
        entity={{ ...entity, fields }}
        href={row => `/deals/${row.id}`}
        load={dealCalls.list}
        summary={dealCalls.summary}
        sums={['amount']}
        before={<NewDeal />}
        cells={{ stageId: row => label(row.stageLabel) }}
        onEdit={(row, field, value) => dealCalls.edit({ id: row.id, version: row.version, [field.key]: value })}
        {...(mayDo(session, 'deal.export') && {
          exportHref: query => addressOf({ path: '/deals/export', query }),
        })}
        empty={{ title: t('deal.empty.title'), say: t('deal.empty.say'), action: <NewDeal /> }}
      />
    </>
  )
}
