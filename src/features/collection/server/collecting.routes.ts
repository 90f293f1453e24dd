import type { Handlers } from '#kernel/api.ts'
import type { collectingApi } from '../collecting.api.ts'
import { collectingOf } from '../collecting.rules.ts'
import { setCollecting } from './collecting.service.ts'

export const collectingHandlers: Handlers<typeof collectingApi> = {
  get: async (_db, actor) => collectingOf(actor.org.settings),
  set: (tx, actor, input) => setCollecting(tx, actor, input),
}
