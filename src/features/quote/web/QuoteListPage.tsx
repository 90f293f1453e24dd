import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { quoteEntity } from '../quote.entity.ts'
import { quoteText } from '../quote.text.ts'
import { quoteCalls } from './useQuoteCalls.ts'

export function QuoteListPage() {
  const t = useText(quoteText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(quoteEntity)
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/quotes/${row.id}`}
        load={quoteCalls.list}
        summary={quoteCalls.summary}
        sums={['gross']}
        {...(mayDo(session, 'quote.export') && { exportHref: query => addressOf({ path: '/quotes/export', query }) })}
        empty={{ title: t('quote.empty.title'), say: t('quote.empty.say') }}
      />
    </>
  )
}
