import { Money } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { writeOffEntity } from '../writeOff.entity.ts'
import { writeOffText } from '../writeOff.text.ts'
import { CollectTop } from './CollectTop.tsx'
import { writeOffCalls } from './useCollectionCalls.ts'

/** What will not come any more. */
export function WriteOffListPage() {
  const t = useText(writeOffText)
  const session = useSession()
  const entity = useEntity(writeOffEntity)
  return (
    <>
      <CollectTop at="writeOffs" />
      <RecordList
        entity={entity}
        href={row => `/write-offs/${row.id}`}
        load={writeOffCalls.list}
        summary={writeOffCalls.summary}
        sums={['amount']}
        cells={{ amount: row => <Money amount={row.amount} currency={row.currency} /> }}
        {...(mayDo(session, 'writeOff.export') && {
          exportHref: query => addressOf({ path: '/write-offs/export', query }),
        })}
        empty={{ title: t('writeOff.empty'), say: t('writeOff.emptySay') }}
      />
    </>
  )
}
