import './Invoice.css'
import { useQuery } from '@tanstack/react-query'
import { usccKey, usccValid } from '#kernel/keys.ts'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { RelatedList } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { requestText } from '../request.text.ts'
import { invoiceCalls } from './useInvoiceCalls.ts'
import { useInvoiceRow } from './useInvoiceRow.tsx'

const most = 5

/** Of a customer who pays: how they were invoiced last, which the next request begins with, and their last invoices. */
export function BuyerPart({ id }: SlotProps) {
  const t = useText(requestText)
  const rowOf = useInvoiceRow()
  const filter = JSON.stringify({ field: 'payerId', op: 'in', value: [id] })
  const list = useQuery({
    queryKey: ['invoice', 'list', 'payer', id],
    queryFn: () => invoiceCalls.list({ filter, limit: 20, sort: '-createdAt' }),
  })
  const rows = list.data?.items ?? []
  const last = rows.find(one => one.kind === 'normal' && one.state !== 'withdrawn' && one.state !== 'refused')
  const usual = useQuery({
    queryKey: ['invoice', last?.id],
    queryFn: () => invoiceCalls.get({ id: last?.id ?? '' }),
    enabled: last !== undefined,
  })
  if (list.isPending || (last && usual.isPending)) return <CardSkeleton rows={2} />
  return (
    <section className="card">
      <header>
        <h2>{t('request.buyer')}</h2>
      </header>
      <div className="body">
        {usual.data ? <Usual invoice={usual.data} /> : <p className="t3">{t('request.buyerNone')}</p>}
        <RelatedList rows={rows.slice(0, most).map(rowOf)} none="" />
      </div>
    </section>
  )
}

const shown = ['name', 'taxNumber', 'address', 'phone', 'bank', 'account', 'email'] as const

function Usual({ invoice: { buyer, taxKind } }: { invoice: WholeInvoice }) {
  const t = useText(billingText)
  const r = useText(requestText)
  const isOff = buyer.kind === 'company' && buyer.taxNumber !== null && !isGood(buyer.taxNumber)
  return (
    <dl className="usual">
      <div>
        <dt>{t('billing.taxKind')}</dt>
        <dd>{t(taxKind === 'special' ? 'billing.special' : 'billing.plain')}</dd>
      </div>
      {shown
        .filter(key => buyer[key])
        .map(key => (
          <div key={key}>
            <dt>{t(`billing.${key}`)}</dt>
            <dd>
              {buyer[key]}
              {key === 'taxNumber' && isOff && <span className="wrong">{r('request.buyerTaxNumber')}</span>}
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** Older registrations have no check digit. */
const isGood = (text: string): boolean => {
  const key = usccKey(text)
  return key.length !== 18 || usccValid(key)
}
