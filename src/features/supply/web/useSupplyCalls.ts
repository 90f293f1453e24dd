import { useQueryClient } from '@tanstack/react-query'
import { orderApi } from '#features/order/order.api.ts'
import { directSupplyApi } from '#journeys/directSupply.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { supplyApi } from '../supply.api.ts'

export const supplyCalls = client({ ...supplyApi, ...directSupplyApi }, send)
export const { reserve: reserveOrder } = client({ reserve: orderApi.reserve }, send)

const touched = ['supply', 'order', 'stock', 'thread', 'handoff', 'shipment', 'timeline', 'home', 'notice']
/** What a moved supply moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
