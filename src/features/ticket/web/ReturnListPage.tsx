import { isZero } from '#kernel/money.ts'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { returnApi } from '../return.api.ts'
import { returnEntity } from '../return.entity.ts'
import { returnFlow } from '../return.flow.ts'
import { returnText } from '../return.text.ts'
import { returnCalls } from './useTicketCalls.ts'

const bulk = { apis: [returnApi], flow: returnFlow }

/** What is asked back, on its way back, and what was done about it. */
export function ReturnListPage() {
  const t = useText(returnText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(returnEntity)
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/goods-returns/${row.id}`}
        load={returnCalls.list}
        summary={returnCalls.summary}
        bulk={bulk}
        cells={{ amount: row => !isZero(row.amount) && <Money amount={row.amount} currency={row.currency} /> }}
        {...(mayDo(session, 'goodsReturn.export') && {
          exportHref: query => addressOf({ path: '/goods-returns/export', query }),
        })}
        empty={{ title: t('goodsReturn.empty'), say: t('goodsReturn.emptySay') }}
      />
    </>
  )
}
