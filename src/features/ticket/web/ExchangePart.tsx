import { useQuery } from '@tanstack/react-query'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Exchanges } from '../return.schema.ts'
import { returnCalls } from './useTicketCalls.ts'

/** Below the head of an order: that it replaces goods of another one, or which one replaces some of its own. */
export function ExchangePart({ id }: SlotProps) {
  const t = useText(exchangeText)
  const found = useQuery({
    queryKey: ['goodsReturn', 'exchanges', id],
    queryFn: () => returnCalls.exchanges({ id }),
  })
  const { from = null, to = [] } = found.data ?? {}
  return (
    <>
      {from && <From from={from} />}
      {to.length > 0 && (
        <p className="row wrap">
          <Tag tone="cool">{t('ticket.exchange.was')}</Tag>
          {to.map(({ orderId, orderNumber }) => (
            <Link key={orderId} className="link" href={`/orders/${orderId}`}>
              {orderNumber}
            </Link>
          ))}
        </p>
      )}
    </>
  )
}

function From({ from }: { readonly from: NonNullable<Exchanges['from']> }) {
  const t = useText(exchangeText)
  const { orderId, orderNumber, returnId, returnNumber, ticketId, ticketNumber } = from
  return (
    <p className="row wrap">
      <Tag tone="cool">{t('ticket.exchange.is')}</Tag>
      <Named label={t('ticket.exchange.of')} href={`/orders/${orderId}`} number={orderNumber} />
      <Named label={t('ticket.exchange.return')} href={`/goods-returns/${returnId}`} number={returnNumber} />
      {ticketId && (
        <Named label={t('ticket.exchange.ticket')} href={`/tickets/${ticketId}`} number={ticketNumber ?? ''} />
      )}
    </p>
  )
}

const Named = ({ label, href, number }: Record<'label' | 'href' | 'number', string>) => (
  <span className="nw">
    <span className="t3">{label}</span>{' '}
    <Link className="link" href={href}>
      {number}
    </Link>
  </span>
)
