import { Type } from 'typebox'
import { endpoint, Id, ListQuery, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { Change, ChangeEdit, NewChange, OrderVersion, WholeChange } from './change.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'change.read' } as const

/** Its moves and what they would come to join several features: they have their endpoints with their journey. */
// biome-ignore format: a table
export const changeApi = {
  list:     endpoint({ ...read, path: '/changes', query: ListQuery, reply: Page(Change) }),
  summary:  endpoint({ ...read, path: '/changes/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create:   endpoint({ method: 'POST', mode: 'write', path: '/changes', access: 'change.create', body: NewChange, reply: WholeChange }),
  get:      endpoint({ ...read, path: '/changes/:id', reply: WholeChange }),
  edit:     endpoint({ method: 'PATCH', mode: 'write', path: '/changes/:id', access: 'change.edit', body: ChangeEdit, reply: WholeChange }),
  takeOver: endpoint({ method: 'POST', mode: 'write', path: '/changes/:id/takeOver', access: 'change.create', body: shape({}), reply: WholeChange, about: 'The same once more, as a draft on the order as it stands now.' }),
  versions: endpoint({ ...read, path: '/orders/:id/versions', reply: shape({ items: Type.Array(OrderVersion) }) }),
  ofOrder:  endpoint({ ...read, path: '/orders/:id/changes', reply: shape({ items: Type.Array(Change), live: Type.Union([Id, Type.Null()]) }) }),
}
