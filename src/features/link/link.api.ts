import { Type } from 'typebox'
import { endpoint, Id, shape, Text } from '#kernel/api.ts'
import { Link } from './link.schema.ts'

export const linkApi = {
  /** Of one record, newest first; at most a hundred. Whoever may read the record. */
  list: endpoint({
    method: 'GET',
    mode: 'read',
    path: '/links',
    access: 'signedIn',
    query: shape({ entity: Text(40, 1), recordId: Id }),
    reply: shape({ items: Type.Array(Link), mayRevoke: Type.Boolean() }),
  }),
  /** From now on it opens nothing. Whoever may give such a link out. */
  revoke: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/links/:id/revoke',
    access: 'signedIn',
    status: 200,
    reply: Link,
  }),
}
