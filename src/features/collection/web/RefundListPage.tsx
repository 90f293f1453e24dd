import { Money } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { refundApi } from '../collection.api.ts'
import { collectionText } from '../collection.text.ts'
import { refundEntity } from '../receipt.entity.ts'
import { refundFlow } from '../refund.flow.ts'
import { CollectTop } from './CollectTop.tsx'
import { refundCalls } from './useCollectionCalls.ts'

const bulk = { apis: [refundApi], flow: refundFlow }

/** Money that goes back, and what of it waits for whom. */
export function RefundListPage() {
  const t = useText(collectionText)
  const session = useSession()
  const entity = useEntity(refundEntity)
  return (
    <>
      <CollectTop at="refunds" />
      <RecordList
        entity={entity}
        href={row => `/refunds/${row.id}`}
        load={refundCalls.list}
        summary={refundCalls.summary}
        sums={['amount']}
        bulk={bulk}
        cells={{ amount: row => <Money amount={row.amount} currency={row.currency} /> }}
        {...(mayDo(session, 'refund.export') && {
          exportHref: query => addressOf({ path: '/refunds/export', query }),
        })}
        empty={{ title: t('moneyBack.empty'), say: t('moneyBack.emptySay') }}
      />
    </>
  )
}
