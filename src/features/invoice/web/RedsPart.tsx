import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { sub } from '#kernel/money.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import { useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import type { Invoice, WholeInvoice } from '../invoice.schema.ts'
import { invoiceCalls } from './useInvoiceCalls.ts'
import { useInvoiceRow } from './useInvoiceRow.tsx'
import { useReds } from './useReds.ts'

/** Which letters took it back, or which invoice it takes back and how much of that still stands. */
export function RedsPart({ invoice }: { invoice: WholeInvoice }) {
  if (invoice.originalId) return <OriginalPart id={invoice.originalId} />
  return invoice.state === 'issued' ? <Letters invoice={invoice} /> : null
}

function Letters({ invoice }: { invoice: WholeInvoice }) {
  const t = useText(billingText)
  const rowOf = useInvoiceRow()
  const { reds } = useReds(invoice)
  return <RelatedRows title={t('billing.reds')} rows={reds?.map(rowOf)} none={t('billing.noReds')} />
}

function OriginalPart({ id }: { id: string }) {
  const t = useText(billingText)
  const original = useQuery({ queryKey: ['invoice', id], queryFn: () => invoiceCalls.get({ id }) })
  if (original.error) return null
  return (
    <section className="card">
      <header>
        <h2>{t('billing.original')}</h2>
      </header>
      <div className="body">{original.data ? <Original of={original.data} /> : <RowsSkeleton rows={2} />}</div>
    </section>
  )
}

function Original({ of: invoice }: { of: Invoice }) {
  const t = useText(billingText)
  const { href, title, state } = useInvoiceRow()(invoice)
  const money = (amount: string) => <Money amount={amount} currency={invoice.currency} />
  return (
    <>
      <p className="relrow">
        <Link className="link cut" href={href}>
          {title}
        </Link>
        {state && <Tag tone={state.tone}>{state.label}</Tag>}
        <span className="grow" />
        <small className="t3 dk">{invoice.taxNumber}</small>
        {money(invoice.gross)}
      </p>
      <p className="relrow">
        <span className="t2">{t('billing.left')}</span>
        <span className="grow" />
        {money(sub(invoice.gross, invoice.reversed))}
      </p>
    </>
  )
}
