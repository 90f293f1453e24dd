import type { Handlers } from '#kernel/api.ts'
import type { twinApi } from '../twin.api.ts'
import { dismissTwins, listMerges, twinPairs, twinsOf } from './twin.service.ts'

export const twinHandlers: Handlers<typeof twinApi> = {
  pairs: (db, actor, { entity }) => twinPairs(db, actor, entity),
  of: async (db, actor, { entity, id }) => ({ items: await twinsOf(db, actor, entity, id) }),
  dismiss: async (tx, actor, input) => {
    await dismissTwins(tx, actor, input)
    return {}
  },
  merges: async (db, actor, { entity }) => ({ items: await listMerges(db, actor, entity) }),
}
