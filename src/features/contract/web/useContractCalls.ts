import { useQueryClient } from '@tanstack/react-query'
import { fileApi } from '#features/file/file.api.ts'
import { callOffApi } from '#features/order/callOff.api.ts'
import { orderApi } from '#features/order/order.api.ts'
import { productApi } from '#features/product/product.api.ts'
import { endContractApi } from '#journeys/endContract.api.ts'
import { lastPricesApi } from '#journeys/lastPrices.api.ts'
import { client } from '#kernel/api.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { send } from '#ui/send.ts'
import { contractApi } from '../contract.api.ts'
import { contractMailApi } from '../mail.api.ts'
import { signingApi } from '../signing.api.ts'
import { templateApi } from '../template.api.ts'

export const contractCalls = client(
  { ...contractApi, ...contractMailApi, ...signingApi, ...callOffApi, ...endContractApi },
  send,
)
export const templateCalls = client(templateApi, send)
export const fileCalls = client(fileApi, send)
export const orderList = client({ list: orderApi.list }, send).list
const productCalls = client(productApi, send)
export const { lastPrices } = client(lastPricesApi, send)

/** What can be sold, by name, code or pinyin. */
export async function findProducts(q: string): Promise<readonly LineProduct[]> {
  const filter = JSON.stringify({ field: 'state', op: 'is', value: 'active' })
  const { items } = await productCalls.list({ limit: 20, filter, ...(q && { q }) })
  return items.map(product => ({ ...product, cost: product.price }))
}

const touched = ['contract', 'approval', 'order', 'link', 'timeline', 'notice', 'deal', 'thread']
/** What a move of a contract moves with it. */
export function useRefreshContract(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
