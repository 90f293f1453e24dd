import { useQuery } from '@tanstack/react-query'
import { orderApi } from '#features/order/order.api.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { client } from '#kernel/api.ts'
import { signOf } from '#kernel/money.ts'
import { send } from '#ui/send.ts'

const orderCalls = client(orderApi, send)
type How = WholeOrder['lines'][number]['fulfil']

/** What of a confirmed order is still to go out, and what is to be accepted: nothing of any other is planned. */
export function useOpenLines(orderId: string): { readonly delivery: boolean; readonly acceptance: boolean } {
  const order = useQuery({ queryKey: ['order', orderId], queryFn: () => orderCalls.get({ id: orderId }) })
  const { state, lines } = order.data ?? { state: undefined, lines: [] }
  const isOpen = (how: How) => state === 'confirmed' && lines.some(one => one.fulfil === how && signOf(one.toShip) > 0)
  return { delivery: isOpen('ship'), acceptance: isOpen('accept') }
}
