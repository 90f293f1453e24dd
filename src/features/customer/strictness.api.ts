import type { Static } from 'typebox'
import { endpoint, OneOf, shape } from '#kernel/api.ts'

export const strictnesses = ['advisory', 'strict'] as const
const Strictness = shape({ duplicates: OneOf(strictnesses) })
export type Strictness = Static<typeof Strictness>

const path = '/duplicates/policy'
export const strictnessApi = {
  get: endpoint({ method: 'GET', path, mode: 'read', access: 'signedIn', reply: Strictness }),
  set: endpoint({ method: 'PUT', path, mode: 'write', access: 'org.edit', body: Strictness, reply: Strictness }),
}
