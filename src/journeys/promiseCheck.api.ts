import { PromiseCheck } from '#features/quote/promise.schema.ts'
import { endpoint } from '#kernel/api.ts'

export const promiseCheckApi = {
  promise: endpoint({
    method: 'GET',
    path: '/quotes/:id/promise',
    mode: 'read',
    access: 'quote.read',
    reply: PromiseCheck,
    about:
      'What the quote promises: credit, overdue money, stock, floor prices, margin; and the smallest change that passes.',
  }),
  promiseOrder: endpoint({
    method: 'GET',
    path: '/orders/:id/promise',
    mode: 'read',
    access: 'order.read',
    reply: PromiseCheck,
    about: 'The same of an order that is not confirmed yet, by floor prices and costs of today; of others nothing.',
  }),
}
