import { useQuery, useQueryClient } from '@tanstack/react-query'
import { orderApi } from '#features/order/order.api.ts'
import { shipmentApi } from '#features/shipment/shipment.api.ts'
import { warehouseApi } from '#features/stock/stock.api.ts'
import { client, type PageOf } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import type { Consigned } from '../consigned.schema.ts'
import { consignedApi, settlementApi } from '../settlement.api.ts'

export const settlementCalls = client(settlementApi, send)
export const consignedCalls = client(consignedApi, send)
export const siteCalls = client(warehouseApi, send)
export const orderCalls = client(orderApi, send)
export const shipmentCalls = client(shipmentApi, send)

const touched = [
  'settlement',
  'consigned',
  'order',
  'shipment',
  'invoice',
  'stock',
  'thread',
  'handoff',
  'collection',
  'receivable',
  'customer',
  'credit',
  'timeline',
  'home',
]
/** What a settlement that moves moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}

/** A settlement has no more lines. */
const most = 2000
type Place = Partial<Pick<Consigned, 'siteId' | 'orderId' | 'customerId'>>

async function allOf(place: Place): Promise<Consigned[]> {
  const all = Object.entries(place).map(([field, value]) => ({ field, op: 'is', value }))
  const query = { filter: JSON.stringify({ all }), sort: 'shippedOn', limit: 200 }
  const found: Consigned[] = []
  let cursor: string | null = null
  do {
    const page: PageOf<Consigned> = await consignedCalls.list({ ...query, ...(cursor && { cursor }) })
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor && found.length < most)
  return found
}

/** What lies there, the oldest first. */
export const useLying = (place: Place, isAsked = true) =>
  useQuery({
    queryKey: ['consigned', 'list', 'all', place],
    queryFn: () => allOf(place),
    enabled: isAsked,
  })

/** The sites of a customer, those out of use as well. */
export const useSites = (customerId: string | null) =>
  useQuery({
    queryKey: ['warehouse', 'list', 'sites', customerId],
    queryFn: () =>
      siteCalls.list({ filter: JSON.stringify({ field: 'customerId', op: 'is', value: customerId }), limit: 200 }),
    select: ({ items }) => items,
    enabled: customerId !== null,
  })

type From = { readonly customerId: string; readonly siteId?: string | null; readonly orderId?: string }
/** Where a settlement begins: with the site, or with what one order brought there. */
export const settleHref = ({ customerId, siteId, orderId }: From): string =>
  `/settlements/new?${new URLSearchParams({
    customer: customerId,
    ...(siteId && { site: siteId }),
    ...(orderId && { order: orderId }),
  })}`
