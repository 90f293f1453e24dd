import { Type } from 'typebox'
import { endpoint, OneOf, shape } from '#kernel/api.ts'
import { priorities, WholeOrder } from './order.schema.ts'

export const priorityApi = {
  /** Whatever its state, while something is still to come: a review does not ask about it. */
  prioritise: endpoint({
    method: 'PUT',
    path: '/orders/:id/priority',
    mode: 'write',
    access: 'order.edit',
    body: shape({ version: Type.Optional(Type.Integer()), priority: OneOf(priorities) }),
    reply: WholeOrder,
  }),
}
