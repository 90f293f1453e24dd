import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { requestText } from '../request.text.ts'
import { RequestSheet } from './RequestSheet.tsx'
import { orderCalls } from './useInvoiceCalls.ts'

const out = ['full', 'delivered', 'notNeeded']

/** In the bar of an order: the step that passes the ball once the goods are out, or for whoever does not ship. */
export function NextInvoice({ id }: SlotProps) {
  const t = useText(requestText)
  const session = useSession()
  const [asking, setAsking] = useState(false)
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  if (!order.data) return null
  const { state, billBasis, axes, siteId } = order.data
  const isLive = state === 'confirmed' || state === 'closed'
  if (!isLive || billBasis === 'none') return null
  // what was sent to a site is invoiced once it is settled
  const isOut = siteId ? axes.fulfilment.value === 'delivered' : out.includes(axes.fulfilment.value)
  const isNext = axes.billing.share < 100 && (isOut || !mayDo(session, 'shipment.create'))
  return (
    <>
      <Button kind={isNext ? 'primary' : 'plain'} icon="doc" onClick={() => setAsking(true)}>
        {t('request.new')}
      </Button>
      <RequestSheet begin={{ orderId: id }} open={asking} onClose={() => setAsking(false)} />
    </>
  )
}
