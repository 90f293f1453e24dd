import { useQuery } from '@tanstack/react-query'
import { productApi } from '#features/product/product.api.ts'
import { client } from '#kernel/api.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { send } from '#ui/send.ts'
import { stockApi, stockDocumentApi, warehouseApi } from '../stock.api.ts'
import type { Warehouse } from '../warehouse.schema.ts'

export const stockCalls = client(stockApi, send)
export const documentCalls = client(stockDocumentApi, send)
export const warehouseCalls = client(warehouseApi, send)
const productCalls = client(productApi, send)

const none: readonly Warehouse[] = []

/** All of its own: an organisation has few. Customers' sites are filled and emptied by shipments and settlements alone. */
export function useWarehouses(): readonly Warehouse[] {
  const { data } = useQuery({
    queryKey: ['warehouse', 'list', 'all'],
    queryFn: () => warehouseCalls.list({ limit: 200 }),
    staleTime: 60_000,
    select: ({ items }) => items.filter(one => !one.customerId),
  })
  return data ?? none
}

const kept = JSON.stringify({ field: 'stockKept', op: 'is', value: true })

/** Products that are kept in stock, by code, name or pinyin. */
export async function findKept(q: string): Promise<readonly LineProduct[]> {
  const page = await productCalls.list({ filter: kept, limit: 20, ...(q && { q }) })
  return page.items.map(({ id, name, code, unit, spec }) => ({ id, name, code, unit, ...(spec && { note: spec }) }))
}
