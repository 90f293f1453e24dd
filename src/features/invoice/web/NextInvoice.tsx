import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { signOf } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { requestText } from '../request.text.ts'
import { RequestSheet } from './RequestSheet.tsx'
import { invoiceCalls, orderCalls } from './useInvoiceCalls.ts'

const out = ['full', 'delivered', 'notNeeded']

/** In the bar of an order: the step that passes the ball once the goods are out, or for whoever does not ship. */
export function NextInvoice({ id }: SlotProps) {
  const t = useText(requestText)
  const session = useSession()
  const [asking, setAsking] = useState(false)
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  const { state, billBasis } = order.data ?? {}
  const isLive = (state === 'confirmed' || state === 'closed') && billBasis !== 'none'
  const billable = useQuery({
    queryKey: ['invoice', 'billable', id],
    queryFn: () => invoiceCalls.billable({ orders: id }),
    enabled: isLive,
  })
  if (!order.data || !isLive) return null
  const { axes, siteId } = order.data
  // what was sent to a site is invoiced once it is settled
  const isOut = siteId ? axes.fulfilment.value === 'delivered' : out.includes(axes.fulfilment.value)
  // what is asked for already is no longer left to invoice; the amount may be hidden from this person
  const isLeft = billable.data?.some(line => signOf(line.amount ?? line.qty) > 0) ?? false
  const isNext = isLeft && (isOut || !mayDo(session, 'shipment.create'))
  return (
    <>
      <Button kind={isNext ? 'primary' : 'plain'} icon="doc" onClick={() => setAsking(true)}>
        {t('request.new')}
      </Button>
      <RequestSheet begin={{ orderId: id }} open={asking} onClose={() => setAsking(false)} />
    </>
  )
}
