import { endpoint } from '#kernel/api.ts'
import { CallOff } from './callOff.schema.ts'
import { WholeOrder } from './order.schema.ts'

export const callOffApi = {
  callOff: endpoint({
    method: 'POST',
    path: '/contracts/:id/orders',
    mode: 'write',
    access: 'order.create',
    body: CallOff,
    reply: WholeOrder,
    about:
      'A draft of an order with the lines, prices and terms of the contract; it counts there once it is confirmed.',
  }),
}
