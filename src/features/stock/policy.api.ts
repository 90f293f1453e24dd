import { type Static, Type } from 'typebox'
import { endpoint, OneOf, shape } from '#kernel/api.ts'
import { freedPolicies, stockPolicies } from './stock.schema.ts'

const ReservePolicy = shape({ reservePolicy: OneOf(stockPolicies), reserveFreed: OneOf(freedPolicies) })
export type ReservePolicy = Static<typeof ReservePolicy>
/** What is not named stays as it is. */
const PolicyEdit = shape({
  reservePolicy: Type.Optional(OneOf(stockPolicies)),
  reserveFreed: Type.Optional(OneOf(freedPolicies)),
})
export type PolicyEdit = Static<typeof PolicyEdit>

export const policyApi = {
  get: endpoint({ method: 'GET', path: '/stock/policy', mode: 'read', access: 'signedIn', reply: ReservePolicy }),
  set: endpoint({
    method: 'PUT',
    path: '/stock/policy',
    mode: 'write',
    access: 'org.edit',
    body: PolicyEdit,
    reply: ReservePolicy,
  }),
}
