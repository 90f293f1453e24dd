import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { isZero } from '#kernel/money.ts'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { collectionText } from '../collection.text.ts'
import { receiptCalls } from './useCollectionCalls.ts'

/** What settles an invoice, on its page. */
export function SettledPart({ id }: SlotProps) {
  const t = useText(collectionText)
  const found = useQuery({ queryKey: ['collection', 'invoice', id], queryFn: () => receiptCalls.ofInvoice({ id }) })
  if (found.isPending) return <CardSkeleton rows={1} />
  if (!found.data) return null
  const { allocations, currency, open } = found.data
  // of what nothing is to come: red letters, advances, requests
  if (allocations.length === 0 && isZero(open)) return null
  return (
    <section className="card">
      <header>
        <h2>{t('collection.settled')}</h2>
        <span className="grow" />
        <span className="t2">
          {t('collection.open')} <Money amount={open} currency={currency} />
        </span>
      </header>
      <div className="body">
        {allocations.length === 0 && <p className="t3">{t('collection.notSettled')}</p>}
        {allocations.map(one => (
          <p key={one.id} className="relrow">
            <Link className="link cut" href={`/receipts/${one.receiptId}`}>
              {one.receiptNumber}
            </Link>
            <small className="t3">{one.orderNumber}</small>
            <small className="t3 dk">
              <Day day={one.date} />
            </small>
            <span className="grow" />
            <Money amount={one.amount} currency={currency} />
          </p>
        ))}
      </div>
    </section>
  )
}
