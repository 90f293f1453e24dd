import { useState } from 'react'
import { isZero } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import { Money } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { usePhone } from '#ui/usePhone.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { receivableEntity } from '../receivable.entity.ts'
import type { Receivable } from '../receivable.schema.ts'
import { receivableText } from '../receivable.text.ts'
import { CollectTop } from './CollectTop.tsx'
import { DunningSheet } from './DunningSheet.tsx'
import { receivableCalls } from './useCollectionCalls.ts'

const dunned = [
  'customerName',
  'overdue',
  'oldestDue',
  'lateDays',
  'contactName',
  'contactPhone',
  'lastFollowupAt',
  'promisedBy',
  'promised',
]
const dunning = new URLSearchParams({
  filter: JSON.stringify({ field: 'overdue', op: 'gt', value: '0' }),
  sort: '-lateDays',
  columns: dunned.join(','),
}).toString()
const ofAges = ['total', 'overdue', 'notDue', 'days30', 'days60', 'days90', 'older', 'surplus'] as const
const ofAll = ['total', 'overdue', 'surplus']

/** Who owes what since when; and whom to call about it. */
export function ReceivableListPage() {
  const t = useText(receivableText)
  const session = useSession()
  const entity = useEntity(receivableEntity)
  const phone = usePhone()
  const [called, setCalled] = useState<Receivable>()
  const mayLog = mayDo(session, 'followup.create')
  return (
    <>
      <CollectTop at="receivables" />
      <RecordList<Receivable>
        entity={entity}
        href={row => `/receivables/${row.id}`}
        load={receivableCalls.list}
        summary={receivableCalls.summary}
        sums={phone ? ofAll : ofAges}
        views={[
          { label: t('receivable.all'), search: '' },
          { label: t('receivable.dunning'), search: dunning },
        ]}
        cells={{
          ...amounts(session.org.currency, phone),
          lastFollowupAt: row => <LastCall row={row} onLog={mayLog ? () => setCalled(row) : undefined} />,
        }}
        {...(mayDo(session, 'receivable.export') && {
          exportHref: query => addressOf({ path: '/receivables/export', query }),
        })}
        empty={{ title: t('receivable.empty'), say: t('receivable.emptySay') }}
      />
      <DunningSheet payer={called} onClose={() => setCalled(undefined)} />
    </>
  )
}

/** What is none stands back, so that the debts are seen. */
const amounts = (currency: string, onCards: boolean) =>
  Object.fromEntries(
    [...ofAges, 'dueSoon' as const].map(key => [
      key,
      (row: Receivable) =>
        onCards && isZero(row[key]) ? false : <Money amount={isZero(row[key]) ? null : row[key]} currency={currency} />,
    ]),
  )

/** When they were spoken to last, and one press to say that they were just now. */
function LastCall({ row, onLog }: { row: Receivable; onLog: (() => void) | undefined }) {
  const t = useText(receivableText)
  return (
    <span className="row">
      {row.lastFollowupAt && <When at={row.lastFollowupAt} />}
      {onLog && (
        <Button
          kind="text"
          size="sm"
          icon="chat"
          aria-label={`${t('receivable.log')} ${row.customerName}`}
          onClick={onLog}
        />
      )}
    </span>
  )
}
