import { endpoint } from '#kernel/api.ts'
import { WholeOrder } from './order.schema.ts'
import { OrderTypes, ReturnDay } from './orderType.schema.ts'

export const orderTypeApi = {
  types: endpoint({ method: 'GET', path: '/order-types', mode: 'read', access: 'signedIn', reply: OrderTypes }),
  setTypes: endpoint({
    method: 'PUT',
    path: '/order-types',
    mode: 'write',
    access: 'org.edit',
    body: OrderTypes,
    reply: OrderTypes,
  }),
  /** When a sample is to be back, also of one that is with the customer. */
  setReturnDay: endpoint({
    method: 'POST',
    path: '/orders/:id/return-day',
    mode: 'write',
    access: 'order.edit',
    body: ReturnDay,
    reply: WholeOrder,
    status: 200,
  }),
  /** The customer keeps the sample: answers the order that sells it. */
  keepSample: endpoint({
    method: 'POST',
    path: '/orders/:id/keep',
    mode: 'write',
    access: 'order.create',
    reply: WholeOrder,
  }),
}
