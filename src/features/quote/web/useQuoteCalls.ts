import { useQuery } from '@tanstack/react-query'
import { productApi } from '#features/product/product.api.ts'
import { stockApi } from '#features/stock/stock.api.ts'
import { lastPricesApi } from '#journeys/lastPrices.api.ts'
import { promiseCheckApi } from '#journeys/promiseCheck.api.ts'
import { client } from '#kernel/api.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { quoteApi } from '../quote.api.ts'

export const quoteCalls = client(quoteApi, send)
const productCalls = client(productApi, send)
const stockCalls = client(stockApi, send)
export const { lastPrices } = client(lastPricesApi, send)
export const { promise: promised } = client(promiseCheckApi, send)

/** What can be sold, by name, code or pinyin. */
export async function findProducts(q: string): Promise<readonly LineProduct[]> {
  const filter = JSON.stringify({ field: 'state', op: 'is', value: 'active' })
  const { items } = await productCalls.list({ limit: 20, filter, ...(q && { q }) })
  return items.map(product => ({ ...product, cost: product.price }))
}

const most = 100

/** What is free in stock, product by product; nothing where one may not look. */
export function useAvailable(productIds: readonly string[]): ReadonlyMap<string, string> {
  const session = useSession()
  const ids = [...new Set(productIds)].toSorted().slice(0, most)
  const { data } = useQuery({
    queryKey: ['stock', 'availability', ids],
    queryFn: () => stockCalls.availability({ products: ids.join(',') }),
    enabled: ids.length > 0 && mayDo(session, 'stock.read'),
    staleTime: 30_000,
  })
  return new Map((data ?? []).map(one => [one.productId, one.available]))
}
