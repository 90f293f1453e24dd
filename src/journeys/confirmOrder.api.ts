import { orderFlow } from '#features/order/order.flow.ts'
import { WholeOrder } from '#features/order/order.schema.ts'
import { moves } from '#kernel/api.ts'

const { submit, confirm } = orderFlow
export const confirmOrderApi = moves('/orders/:id/moves', { submit, confirm }, WholeOrder)
