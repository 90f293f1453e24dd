import { endpoint, OneOf, shape } from '#kernel/api.ts'
import { Standing, StandingItems, standingParts } from './standing.schema.ts'

const read = { method: 'GET', mode: 'read', plan: 'free', access: 'customer.credit' } as const

/** What a payer's credit is used for, and the rows behind each figure. */
export const standingApi = {
  get: endpoint({ ...read, path: '/receivables/:id/credit', reply: Standing }),
  items: endpoint({
    ...read,
    path: '/receivables/:id/credit-items',
    query: shape({ part: OneOf(standingParts) }),
    reply: StandingItems,
  }),
}
