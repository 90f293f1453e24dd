import { useQuery } from '@tanstack/react-query'
import { orderApi } from '#features/order/order.api.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { client } from '#kernel/api.ts'
import { signOf } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { shipmentText } from '../shipment.text.ts'
import { usePlan } from './usePlan.ts'

const orderCalls = client(orderApi, send)
type Lines = WholeOrder['lines']
/** Goods first; when they are out, what is to be accepted. */
const nextOf = (lines: Lines): 'delivery' | 'acceptance' | undefined => {
  const isOpen = (how: Lines[number]['fulfil']) => lines.some(one => one.fulfil === how && signOf(one.toShip) > 0)
  return isOpen('ship') ? 'delivery' : isOpen('accept') ? 'acceptance' : undefined
}

/** In the bar of a confirmed order, while something is to go out: the step that passes the ball. */
export function NextShipment({ id }: SlotProps) {
  const t = useText(shipmentText)
  const say = useReason()
  const { plan, busy, reasons } = usePlan(id)
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  const kind = order.data?.state === 'confirmed' ? nextOf(order.data.lines) : undefined
  if (!kind) return null
  return (
    <>
      <Button kind="primary" icon="truck" busy={busy} onClick={() => plan(kind)}>
        {t(kind === 'delivery' ? 'shipment.new' : 'shipment.newAcceptance')}
      </Button>
      {reasons.length > 0 && (
        <span className="late" role="alert">
          {reasons.map(say).join(' ')}
        </span>
      )}
    </>
  )
}
