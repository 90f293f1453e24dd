import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { shipmentEntity } from '../shipment.entity.ts'
import { shipmentText } from '../shipment.text.ts'
import { useOpenLines } from './useOpenLines.ts'
import { usePlan } from './usePlan.ts'
import { shipmentCalls } from './useShipmentCalls.ts'
import { useStateWord } from './useStateWord.ts'

/** The shipments of an order on its page. */
export function ShipmentsPart({ entity, id }: SlotProps) {
  const session = useSession()
  if (entity !== 'order' || !mayDo(session, 'shipment.read')) return null
  return <ShipmentsOf orderId={id} />
}

function ShipmentsOf({ orderId }: { orderId: string }) {
  const t = useText(shipmentText)
  const label = useLabel()
  const session = useSession()
  const shipments = useQuery({
    queryKey: ['shipment', 'order', orderId],
    queryFn: () => shipmentCalls.ofOrder({ id: orderId }),
  })
  const stateOf = useStateWord()
  const rows = shipments.data?.map(shipment => {
    return {
      id: shipment.id,
      href: `/shipments/${shipment.id}`,
      title: shipment.carrierState
        ? `${shipment.number} · ${t(`state.carrier.${shipment.carrierState}`)}`
        : shipment.number,
      state: stateOf(shipment),
      at: shipment.shippedAt ?? shipment.createdAt,
    }
  })
  const { plan, reasons } = usePlan(orderId)
  const open = useOpenLines(orderId)
  return (
    <RelatedRows
      title={label(shipmentEntity.plural)}
      rows={rows}
      none={t('shipment.noneYet')}
      action={
        open.acceptance &&
        mayDo(session, 'shipment.create') && (
          <Button size="sm" icon="plus" onClick={() => plan('acceptance')}>
            {t('shipment.newAcceptance')}
          </Button>
        )
      }
    >
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </RelatedRows>
  )
}
