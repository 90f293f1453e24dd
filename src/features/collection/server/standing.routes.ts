import type { Handlers } from '#kernel/api.ts'
import type { standingApi } from '../standing.api.ts'
import { standingItems, standingOf } from './standing.service.ts'

export const standingHandlers: Handlers<typeof standingApi> = {
  get: (db, actor, { id }) => standingOf(db, actor, id),
  items: (db, actor, { id, part }) => standingItems(db, actor, id, part),
}
