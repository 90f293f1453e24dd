import { Type } from 'typebox'
import { endpoint, Id, OneOf, shape } from '#kernel/api.ts'
import { Merge, TwinPair, twinEntities } from './twin.schema.ts'

const entity = OneOf(twinEntities)
const read = { method: 'GET', mode: 'read', access: 'signedIn' } as const

// whom the rows belong to decides: each verb asks `<entity>.merge` of the two
// biome-ignore format: a table
export const twinApi = {
  pairs:   endpoint({ ...read, path: '/twins', query: shape({ entity }), reply: shape({ items: Type.Array(TwinPair), more: Type.Boolean() }) }),
  of:      endpoint({ ...read, path: '/twins/of', query: shape({ entity, id: Id }), reply: shape({ items: Type.Array(TwinPair) }) }),
  dismiss: endpoint({ method: 'POST', path: '/twins/dismissals', mode: 'write', access: 'signedIn', body: shape({ entity, aId: Id, bId: Id }), reply: shape({}) }),
  merges:  endpoint({ ...read, path: '/merges', query: shape({ entity: Type.Optional(entity) }), reply: shape({ items: Type.Array(Merge) }) }),
}
