import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import type { Entity } from './entity.ts'
import { FieldEdit, NewField, OwnField } from './fields.schema.ts'
import { HitGroup, SearchQuery } from './search.schema.ts'

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
  /** Over all that this person may list, eight of a kind, what is written exactly so first. */
  search: endpoint({
    method: 'GET',
    path: '/search',
    mode: 'read',
    plan: 'free',
    access: 'signedIn',
    query: SearchQuery,
    reply: Type.Array(HitGroup),
  }),
  fields: endpoint({
    method: 'GET',
    path: '/fields',
    mode: 'read',
    access: 'field.edit',
    reply: shape({ items: Type.Array(OwnField) }),
  }),
  createField: endpoint({
    method: 'POST',
    path: '/fields',
    mode: 'write',
    access: 'field.edit',
    body: NewField,
    reply: OwnField,
  }),
  editField: endpoint({
    method: 'PATCH',
    path: '/fields/:id',
    mode: 'write',
    access: 'field.edit',
    body: FieldEdit,
    reply: OwnField,
  }),
}
