import { client } from '#kernel/api.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { send } from '#ui/send.ts'
import { priceListApi } from '../priceList.api.ts'
import { productCalls } from './useProductCalls.ts'

export const priceCalls = client(priceListApi, send)

/** What can be given a price, by name, code or pinyin. */
export async function findProducts(q: string): Promise<readonly LineProduct[]> {
  const { items } = await productCalls.list({ limit: 20, ...(q && { q }) })
  return items.map(product => ({ ...product, cost: product.price }))
}
