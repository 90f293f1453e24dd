import { Button } from '#ui/Button.tsx'
import { Money } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'
import { settlementApi } from '../settlement.api.ts'
import { settlementEntity } from '../settlement.entity.ts'
import { settlementFlow } from '../settlement.flow.ts'
import { ConsignTop } from './ConsignTop.tsx'
import { settlementCalls } from './useConsignmentCalls.ts'

const bulk = { apis: [settlementApi], flow: settlementFlow }
const columns = ['number', 'customerId', 'siteId', 'state', 'date', 'customerReference', 'amount']
const drafts = new URLSearchParams({
  filter: JSON.stringify({ field: 'state', op: 'is', value: 'draft' }),
}).toString()

export function SettlementListPage() {
  const t = useText(consignText)
  const session = useSession()
  const entity = useEntity(settlementEntity)
  const create = mayDo(session, 'settlement.create') && (
    <Button icon="plus" href="/settlements/new">
      {t('consign.new')}
    </Button>
  )
  return (
    <>
      <ConsignTop at="settlements" />
      <RecordList
        entity={entity}
        columns={columns}
        href={row => `/settlements/${row.id}`}
        load={settlementCalls.list}
        summary={settlementCalls.summary}
        views={[
          { label: t('consign.all'), search: '' },
          { label: t('consign.drafts'), search: drafts },
        ]}
        before={create}
        bulk={bulk}
        cells={{
          amount: row =>
            row.amount != null && <Money amount={row.amount} {...(row.currency && { currency: row.currency })} />,
        }}
        {...(mayDo(session, 'settlement.export') && {
          exportHref: query => addressOf({ path: '/settlements/export', query }),
        })}
        empty={{ title: t('consign.noSettlements'), say: t('consign.noSettlementsSay'), action: create }}
      />
    </>
  )
}
