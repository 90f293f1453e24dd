import { useMemo } from 'react'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { dealApi } from '../deal.api.ts'
import { dealEntity } from '../deal.entity.ts'
import { dealFlow } from '../deal.flow.ts'
import { dealText } from '../deal.text.ts'
import { DealTop, dealPaths, dealViews, NewDeal } from './DealViews.tsx'
import { dealCalls, useDealFields } from './useDealCalls.ts'

const bulk = { apis: [dealApi], flow: dealFlow }

export function DealListPage() {
  const t = useText(dealText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(dealEntity)
  const fields = useDealFields(entity.fields)
  const shown = useMemo(() => ({ ...entity, fields }), [entity, fields])
  return (
    <>
      <DealTop view="list" />
      <RecordList
        entity={shown}
        href={row => `/deals/${row.id}`}
        load={dealCalls.list}
        summary={dealCalls.summary}
        sums={['amount']}
        before={<NewDeal />}
        cells={{ stageId: row => label(row.stageLabel) }}
        bulk={bulk}
        edit={mayDo(session, 'deal.edit') && (edit => dealCalls.edit(edit))}
        views={dealViews(t)}
        viewPaths={dealPaths}
        {...(mayDo(session, 'deal.export') && {
          exportHref: query => addressOf({ path: '/deals/export', query }),
        })}
        empty={{ title: t('deal.empty.title'), say: t('deal.empty.say'), action: <NewDeal again /> }}
      />
    </>
  )
}
