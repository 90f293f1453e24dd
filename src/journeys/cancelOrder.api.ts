import { orderFlow } from '#features/order/order.flow.ts'
import { CancelBody, WholeOrder } from '#features/order/order.schema.ts'
import { moves } from '#kernel/api.ts'

const { cancel } = orderFlow
export const cancelOrderApi = moves('/orders/:id/moves', { cancel }, WholeOrder, { cancel: CancelBody })
