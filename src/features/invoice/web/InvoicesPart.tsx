import './Invoice.css'
import { useQuery } from '@tanstack/react-query'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { isZero, sub, sum } from '#kernel/money.ts'
import { Money } from '#ui/Money.tsx'
import { RelatedList } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { creditOwed } from '../request.rules.ts'
import { requestText } from '../request.text.ts'
import { invoiceCalls, orderCalls } from './useInvoiceCalls.ts'
import { useInvoiceRow } from './useInvoiceRow.tsx'

/** Of an order: what was invoiced, what is left to invoice, what is owed back. */
export function InvoicesPart({ id }: SlotProps) {
  const t = useText(requestText)
  const session = useSession()
  const rowOf = useInvoiceRow()
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  const invoices = useQuery({ queryKey: ['invoice', 'order', id], queryFn: () => invoiceCalls.ofOrder({ id }) })
  const isLive = order.data?.state === 'confirmed' || order.data?.state === 'closed'
  const mayAsk = isLive && order.data?.billBasis !== 'none' && mayDo(session, 'invoice.create')
  // what is never invoiced, and never was
  if (order.data?.billBasis === 'none' && invoices.data?.length === 0 && order.data.lines.every(isBare)) return null
  return (
    <section className="card">
      <header>
        <h2>{t('request.invoices')}</h2>
      </header>
      <div className="body">
        {order.data?.gross && isLive && <Sums order={order.data} mayAsk={mayAsk} />}
        <RelatedList rows={invoices.data?.map(rowOf)} none={t('request.none')} />
      </div>
    </section>
  )
}

const isBare = ({ invoicedAmount }: WholeOrder['lines'][number]): boolean => isZero(invoicedAmount ?? '0')

function Sums({ order, mayAsk }: { order: WholeOrder; mayAsk: boolean }) {
  const t = useText(requestText)
  const { id, currency, lines, advanceInvoiced } = order
  const billable = useQuery({
    queryKey: ['invoice', 'billable', id],
    queryFn: () => invoiceCalls.billable({ orders: id }),
    enabled: mayAsk,
  })
  const owed = creditOwed(lines, currency)
  const sums = [
    ['done', sub(sum(lines.map(line => line.invoicedAmount)), sum(lines.map(line => line.creditedAmount))), true],
    ['asked', sum((billable.data ?? []).map(line => line.heldAmount)), false],
    ['open', billable.data && sum(billable.data.map(line => line.amount ?? '0')), true],
    ['advance', advanceInvoiced, false],
    ['owed', owed, false],
  ] as const
  return (
    <dl className="invsums">
      {sums.map(
        ([name, amount, always]) =>
          amount !== undefined &&
          (always || !isZero(amount)) && (
            <div key={name} className={name === 'owed' ? 'late' : undefined}>
              <dt>{t(`request.sum.${name}`)}</dt>
              <dd>
                <Money amount={amount} currency={currency} />
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
