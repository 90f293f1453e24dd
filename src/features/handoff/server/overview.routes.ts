import type { Handlers } from '#kernel/api.ts'
import type { overviewApi } from '../overview.api.ts'
import { readOverview } from './overview.service.ts'

export const overviewHandlers: Handlers<typeof overviewApi> = {
  overview: (db, actor, { group }) => readOverview(db, actor, group),
}
