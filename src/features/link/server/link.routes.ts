import type { Handlers } from '#kernel/api.ts'
import type { linkApi } from '../link.api.ts'
import { linksOf, revokeLink } from './link.service.ts'

export const linkHandlers: Handlers<typeof linkApi> = {
  list: (db, actor, { entity, recordId }) => linksOf(db, actor, entity, recordId),
  revoke: (tx, actor, { id }) => revokeLink(tx, actor, id),
}
