import { endpoint, shape } from '#kernel/api.ts'
import { NewChoice, NewView, View, ViewChoice, ViewEdit, ViewOrder, Views, ViewsQuery } from './view.schema.ts'

// biome-ignore format: a table
export const viewApi = {
  /** One's own and everybody's, less what this person may not see. */
  list:   endpoint({ method: 'GET',    path: '/views',        mode: 'read',  access: 'signedIn', query: ViewsQuery, reply: Views }),
  create: endpoint({ method: 'POST',   path: '/views',        mode: 'write', access: 'signedIn', body: NewView, reply: View }),
  edit:   endpoint({ method: 'PATCH',  path: '/views/:id',    mode: 'write', access: 'signedIn', body: ViewEdit, reply: View }),
  delete: endpoint({ method: 'DELETE', path: '/views/:id',    mode: 'write', access: 'signedIn', reply: shape({}) }),
  order:  endpoint({ method: 'PUT',    path: '/views/order',  mode: 'write', access: 'signedIn', body: ViewOrder, reply: Views }),
  choose: endpoint({ method: 'PUT',    path: '/views/choice', mode: 'write', access: 'signedIn', body: NewChoice, reply: ViewChoice }),
}
