import type { Handlers } from '#kernel/api.ts'
import type { knownApi } from '../known.api.ts'
import { listKnown } from './known.service.ts'

export const knownHandlers: Handlers<typeof knownApi> = {
  list: async (db, actor, query) => ({ items: await listKnown(db, actor, query) }),
}
