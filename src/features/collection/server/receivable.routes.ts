import type { Handlers } from '#kernel/api.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { receivableApi } from '../receivable.api.ts'
import { getReceivable, itemsOf, listReceivables, summariseReceivables } from './receivable.service.ts'

export const receivableHandlers: Handlers<typeof receivableApi> = {
  list: (db, actor, query) => listReceivables(db, actor, query),
  summary: (db, actor, query) => summariseReceivables(db, actor, query),
  get: (db, actor, { id }) => getReceivable(db, actor, id),
  items: (db, actor, { id }) => itemsOf(db, actor, id),
}

export const receivableVerbs: EntityVerbs = {
  list: listReceivables,
  summary: summariseReceivables,
  get: getReceivable,
}
