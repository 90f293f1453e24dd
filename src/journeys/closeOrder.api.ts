import { orderFlow } from '#features/order/order.flow.ts'
import { WholeOrder } from '#features/order/order.schema.ts'
import { moves } from '#kernel/api.ts'

const { close, reopen } = orderFlow
export const closeOrderApi = moves('/orders/:id/moves', { close, reopen }, WholeOrder)
