import { useQueryClient } from '@tanstack/react-query'
import { orderApi } from '#features/order/order.api.ts'
import { productApi } from '#features/product/product.api.ts'
import { applyChangeApi } from '#journeys/applyChange.api.ts'
import { client } from '#kernel/api.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { send } from '#ui/send.ts'
import { changeApi } from '../change.api.ts'

export const changeCalls = client({ ...changeApi, ...applyChangeApi }, send)
export const orderCalls = client(orderApi, send)
const productCalls = client(productApi, send)

/** What can be sold, by name, code or pinyin. */
export async function findProducts(q: string): Promise<readonly LineProduct[]> {
  const filter = JSON.stringify({ field: 'state', op: 'is', value: 'active' })
  const { items } = await productCalls.list({ limit: 20, filter, ...(q && { q }) })
  return items.map(product => ({ ...product, cost: product.price }))
}

const touched = [
  'change',
  'order',
  'shipment',
  'invoice',
  'collection',
  'stock',
  'credit',
  'approval',
  'thread',
  'timeline',
]
/** What a change moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
