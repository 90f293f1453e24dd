import type { Static } from 'typebox'
import { endpoint, OneOf, shape } from '#kernel/api.ts'
import { stockPolicies } from './stock.schema.ts'

const ReservePolicy = shape({ reservePolicy: OneOf(stockPolicies) })
export type ReservePolicy = Static<typeof ReservePolicy>

export const policyApi = {
  get: endpoint({ method: 'GET', path: '/stock/policy', mode: 'read', access: 'signedIn', reply: ReservePolicy }),
  set: endpoint({
    method: 'PUT',
    path: '/stock/policy',
    mode: 'write',
    access: 'org.edit',
    body: ReservePolicy,
    reply: ReservePolicy,
  }),
}
