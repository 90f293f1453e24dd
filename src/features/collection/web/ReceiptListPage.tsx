import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { receiptApi } from '../collection.api.ts'
import { collectionText } from '../collection.text.ts'
import { receiptEntity } from '../receipt.entity.ts'
import { receiptFlow } from '../receipt.flow.ts'
import { CollectTop } from './CollectTop.tsx'
import { ReceiptForm } from './ReceiptForm.tsx'
import { receiptCalls } from './useCollectionCalls.ts'

const bulk = { apis: [receiptApi], flow: receiptFlow }

/** Money that came in, and what of it is for nothing yet. */
export function ReceiptListPage() {
  const t = useText(collectionText)
  const go = useGo()
  const session = useSession()
  const entity = useEntity(receiptEntity)
  const [making, setMaking] = useMaking()
  const create = mayDo(session, 'receipt.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('receipt.new')}
    </Button>
  )
  return (
    <>
      <CollectTop at="receipts" />
      <RecordList
        entity={entity}
        href={row => `/receipts/${row.id}`}
        load={receiptCalls.list}
        summary={receiptCalls.summary}
        sums={['amount']}
        before={create}
        bulk={bulk}
        cells={{
          amount: row => <Money amount={row.amount} currency={row.currency} />,
          open: row => <Money amount={row.open} currency={row.currency} />,
        }}
        {...(mayDo(session, 'receipt.export') && {
          exportHref: query => addressOf({ path: '/receipts/export', query }),
        })}
        empty={{ title: t('receipt.empty'), say: t('receipt.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('receipt.new')} width={560}>
        <ReceiptForm onDone={id => go(`/receipts/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}
