import type { Handlers } from '#kernel/api.ts'
import type { countingApi } from '../counting.api.ts'
import { countingOf, setCounting } from './counting.service.ts'

export const countingHandlers: Handlers<typeof countingApi> = {
  get: async (_db, actor) => countingOf(actor),
  set: (tx, actor, input) => setCounting(tx, actor, input),
}
