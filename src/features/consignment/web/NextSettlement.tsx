import { useQuery } from '@tanstack/react-query'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import { cmp } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'
import { orderCalls, settleHref, shipmentCalls } from './useConsignmentCalls.ts'

/** In the bar of what has goods at a site: the step that passes the ball. */
export const NextSettlement = ({ entity, id }: SlotProps) =>
  entity === 'order' ? <OfOrder id={id} /> : <OfShipment id={id} />

function OfOrder({ id }: { readonly id: string }) {
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  return order.data && isThere(order.data) ? (
    <Settle href={settleHref({ ...order.data, orderId: id })} isNext={order.data.axes.fulfilment.value === 'full'} />
  ) : null
}

const isThere = ({ siteId, lines }: WholeOrder): boolean =>
  Boolean(siteId) && lines.some(line => line.fulfil === 'ship' && cmp(line.shipped, line.delivered) > 0)

function OfShipment({ id }: { readonly id: string }) {
  const shipment = useQuery({ queryKey: ['shipment', id], queryFn: () => shipmentCalls.get({ id }) })
  if (!shipment.data?.siteId || shipment.data.state !== 'shipped') return null
  return <Settle href={settleHref({ ...shipment.data, ...onlyOrder(shipment.data) })} isNext />
}

/** Of several orders all that lies at the site is shown. */
function onlyOrder({ lines }: WholeShipment): { orderId?: string } {
  const [orderId, ...others] = new Set(lines.map(line => line.orderId))
  return orderId && others.length === 0 ? { orderId } : {}
}

function Settle({ href, isNext }: { readonly href: string; readonly isNext: boolean }) {
  const t = useText(consignText)
  return (
    <Button kind={isNext ? 'primary' : 'plain'} icon="check" href={href}>
      {t('consign.settle')}
    </Button>
  )
}
