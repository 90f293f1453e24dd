import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import type { Entity } from './entity.ts'

export const metaApi = {
  /** Every entity as this person may see it, the organisation's own fields included: what lists and forms are drawn from. */
  entities: endpoint({
    method: 'GET',
    path: '/entities',
    mode: 'read',
    access: 'signedIn',
    reply: shape({ items: Type.Array(Type.Unsafe<Entity>({ type: 'object' })) }),
  }),
  /** What waits for this person, by entry of the rail; zeros are left out. */
  counts: endpoint({
    method: 'GET',
    path: '/counts',
    mode: 'read',
    plan: 'free',
    access: 'signedIn',
    reply: Type.Record(Type.String(), shape({ count: Type.Integer(), late: Type.Optional(Type.Boolean()) })),
  }),
}
