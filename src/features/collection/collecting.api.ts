import { type Static, Type } from 'typebox'
import { endpoint, OneOf, shape } from '#kernel/api.ts'

const Collecting = shape({
  roundingLimit: Type.String({ pattern: '^\\d{1,6}(\\.\\d{1,4})?$', description: 'decimal' }),
  billsCount: OneOf(['received', 'matured']),
  soonDays: Type.Integer({ minimum: 0, maximum: 60 }),
})
export type CollectingEdit = Static<typeof Collecting>

export const collectingApi = {
  get: endpoint({ method: 'GET', path: '/collecting', mode: 'read', access: 'signedIn', reply: Collecting }),
  set: endpoint({
    method: 'PUT',
    path: '/collecting',
    mode: 'write',
    access: 'org.edit',
    body: Collecting,
    reply: Collecting,
  }),
}
