import { approvalApi } from '#features/approval/approval.api.ts'
import { productApi } from '#features/product/product.api.ts'
import { cancelOrderApi } from '#journeys/cancelOrder.api.ts'
import { closeOrderApi } from '#journeys/closeOrder.api.ts'
import { confirmOrderApi } from '#journeys/confirmOrder.api.ts'
import { lastPricesApi } from '#journeys/lastPrices.api.ts'
import { promiseCheckApi } from '#journeys/promiseCheck.api.ts'
import { client } from '#kernel/api.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { send } from '#ui/send.ts'
import { orderApi } from '../order.api.ts'
import type { OrderMove } from '../order.flow.ts'
import type { WholeOrder } from '../order.schema.ts'
import { orderTypeApi } from '../orderType.api.ts'

export const orderCalls = client(
  { ...orderApi, ...orderTypeApi, ...confirmOrderApi, ...cancelOrderApi, ...closeOrderApi },
  send,
)
export const approvalCalls = client(approvalApi, send)
const productCalls = client(productApi, send)
export const { lastPrices } = client(lastPricesApi, send)
export const { promiseOrder: promisedOrder } = client(promiseCheckApi, send)

type Told = { readonly id: string; readonly version: number; readonly note?: string }
export const moveCalls: Record<OrderMove, (told: Told) => Promise<WholeOrder>> = {
  submit: orderCalls.submit,
  sendBack: orderCalls.sendBack,
  confirm: orderCalls.confirm,
  hold: orderCalls.hold,
  resume: orderCalls.resume,
  reserve: orderCalls.reserve,
  close: orderCalls.close,
  reopen: orderCalls.reopen,
  cancel: ({ note = '', ...told }) => orderCalls.cancel({ ...told, note }),
}

/** What can be sold, by name, code or pinyin. */
export async function findProducts(q: string): Promise<readonly LineProduct[]> {
  const filter = JSON.stringify({ field: 'state', op: 'is', value: 'active' })
  const { items } = await productCalls.list({ limit: 20, filter, ...(q && { q }) })
  return items.map(product => ({ ...product, cost: product.price }))
}
