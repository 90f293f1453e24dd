import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { shipmentEntity } from '../shipment.entity.ts'
import { shipmentText } from '../shipment.text.ts'
import { shipmentCalls, useRefresh } from './useShipmentCalls.ts'

/** The shipments of an order on its page; a new one begins with all that is open. */
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
  const states = shipmentEntity.fields.find(field => field.key === 'state')?.choices ?? []
  const rows = shipments.data?.map(shipment => {
    const state = states.find(one => one.value === shipment.state)
    return {
      id: shipment.id,
      href: `/shipments/${shipment.id}`,
      title: shipment.carrierState
        ? `${shipment.number} · ${t(`state.carrier.${shipment.carrierState}`)}`
        : shipment.number,
      ...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } }),
      at: shipment.shippedAt ?? shipment.createdAt,
    }
  })
  return (
    <>
      <RelatedRows title={label(shipmentEntity.plural)} rows={rows} none={t('shipment.noneYet')} />
      {mayDo(session, 'shipment.create') && <Plan orderId={orderId} />}
    </>
  )
}

function Plan({ orderId }: { orderId: string }) {
  const t = useText(shipmentText)
  const go = useGo()
  const refresh = useRefresh()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const plan = async (kind: 'delivery' | 'acceptance') => {
    try {
      const { id } = await shipmentCalls.create({ orderIds: [orderId], kind })
      await refresh()
      go(`/shipments/${id}`)
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <div className="stack">
      <div className="row">
        <Button icon="plus" onClick={() => plan('delivery')}>
          {t('shipment.new')}
        </Button>
        <Button kind="text" onClick={() => plan('acceptance')}>
          {t('shipment.newAcceptance')}
        </Button>
      </div>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </div>
  )
}
