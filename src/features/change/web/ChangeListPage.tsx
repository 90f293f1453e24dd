import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { changeEntity } from '../change.entity.ts'
import { changePageText } from '../changePage.text.ts'
import { changeCalls } from './useChangeCalls.ts'

/** What was to be different about confirmed orders, and what became of it. */
export function ChangeListPage() {
  const t = useText(changePageText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(changeEntity)
  return (
    <>
      <PageTop title={label(entity.plural)} back={{ label: t('change.orders'), href: '/orders' }} />
      <RecordList
        entity={entity}
        href={row => `/changes/${row.id}`}
        load={changeCalls.list}
        summary={changeCalls.summary}
        sums={['baseDifference']}
        cells={{
          grossBefore: row => <Money amount={row.grossBefore ?? undefined} currency={row.currency} />,
          grossAfter: row => <Money amount={row.grossAfter ?? undefined} currency={row.currency} />,
        }}
        {...(mayDo(session, 'change.export') && {
          exportHref: query => addressOf({ path: '/changes/export', query }),
        })}
        empty={{ title: t('change.empty'), say: t('change.emptySay') }}
      />
    </>
  )
}
