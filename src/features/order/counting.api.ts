import type { Static } from 'typebox'
import { endpoint, OneOf, shape } from '#kernel/api.ts'

const Counting = shape({ creditCounts: OneOf(['due', 'shipped']) })
export type Counting = Static<typeof Counting>

export const countingApi = {
  get: endpoint({ method: 'GET', path: '/credit-counting', mode: 'read', access: 'signedIn', reply: Counting }),
  set: endpoint({
    method: 'PUT',
    path: '/credit-counting',
    mode: 'write',
    access: 'org.edit',
    body: Counting,
    reply: Counting,
  }),
}
