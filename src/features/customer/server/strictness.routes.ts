import type { Handlers } from '#kernel/api.ts'
import type { strictnessApi } from '../strictness.api.ts'
import { setStrictness, strictnessOf } from './strict.service.ts'

export const strictnessHandlers: Handlers<typeof strictnessApi> = {
  get: async (_db, actor) => strictnessOf(actor),
  set: (tx, actor, input) => setStrictness(tx, actor, input),
}
