import { type Static, Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'

const Days = Type.Integer({ minimum: 1, maximum: 3650 })
const LifeDays = shape({ dormantDays: Days, lostDays: Days })
export type LifeDays = Static<typeof LifeDays>

export const lifeApi = {
  get: endpoint({ method: 'GET', path: '/customer-life', mode: 'read', access: 'signedIn', reply: LifeDays }),
  set: endpoint({
    method: 'PUT',
    path: '/customer-life',
    mode: 'write',
    access: 'org.edit',
    body: LifeDays,
    reply: LifeDays,
  }),
}
