import type { Handlers } from '#kernel/api.ts'
import type { policyApi } from '../policy.api.ts'
import { policyOf, setPolicy } from './policy.service.ts'

export const policyHandlers: Handlers<typeof policyApi> = {
  get: async (_db, actor) => policyOf(actor),
  set: (tx, actor, input) => setPolicy(tx, actor, input),
}
