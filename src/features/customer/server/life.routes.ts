import type { Handlers } from '#kernel/api.ts'
import type { lifeApi } from '../life.api.ts'
import { lifeDaysOf, setLifeDays } from './life.service.ts'

export const lifeHandlers: Handlers<typeof lifeApi> = {
  get: async (_db, actor) => lifeDaysOf(actor),
  set: (tx, actor, input) => setLifeDays(tx, actor, input),
}
