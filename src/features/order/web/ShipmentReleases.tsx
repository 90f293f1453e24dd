import { useQuery } from '@tanstack/react-query'
import { shipmentApi } from '#features/shipment/shipment.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { ReleaseRow } from './ReleaseRow.tsx'
import './Order.css'

const calls = client(shipmentApi, send)

/** Before it leaves: of each of its orders that credit stops, what lets it go. */
export function ShipmentReleases({ id }: { id: string }) {
  const shipment = useQuery({ queryKey: ['shipment', id], queryFn: () => calls.get({ id }) })
  const { state, kind, lines = [] } = shipment.data ?? {}
  if (kind !== 'delivery' || (state !== 'draft' && state !== 'ready')) return null
  const orders = [...new Map(lines.map(line => [line.orderId, line.orderNumber])).entries()]
  return orders.map(([orderId, number]) => <ReleaseRow key={orderId} orderId={orderId} title={number} />)
}
