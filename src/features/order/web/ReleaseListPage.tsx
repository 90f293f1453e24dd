import { Money } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Slot } from '#ui/Slot.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { creditReleaseEntity } from '../creditRelease.entity.ts'
import { creditReleaseText } from '../creditRelease.text.ts'
import { releaseCalls } from './useReleaseCalls.ts'

/** Which orders may pass their payer's limit, and which ask to. */
export function ReleaseListPage() {
  const t = useText(creditReleaseText)
  const session = useSession()
  const entity = useEntity(creditReleaseEntity)
  return (
    <>
      <Slot name="top" entity="creditRelease" id="" />
      <RecordList
        entity={entity}
        href={row => `/credit-releases/${row.id}`}
        load={releaseCalls.list}
        summary={releaseCalls.summary}
        cells={{ amount: row => row.amount && <Money amount={row.amount} currency={session.org.currency} /> }}
        {...(mayDo(session, 'creditRelease.export') && {
          exportHref: query => addressOf({ path: '/credit-releases/export', query }),
        })}
        empty={{ title: t('creditRelease.empty'), say: t('creditRelease.emptySay') }}
      />
    </>
  )
}
