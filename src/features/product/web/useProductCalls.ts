import { client } from '#kernel/api.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { send } from '#ui/send.ts'
import { productApi } from '../product.api.ts'

export const productCalls = client(productApi, send)

/** What can be sold, by name, code or pinyin. */
export async function findProducts(q: string): Promise<readonly LineProduct[]> {
  const filter = JSON.stringify({ field: 'state', op: 'is', value: 'active' })
  const { items } = await productCalls.list({ limit: 20, filter, ...(q && { q }) })
  return items.map(product => ({ ...product, cost: product.price }))
}
