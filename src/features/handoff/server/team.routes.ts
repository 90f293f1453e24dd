import type { Handlers } from '#kernel/api.ts'
import type { teamApi } from '../team.api.ts'
import { selectTeam } from './team.sql.ts'

export const teamHandlers: Handlers<typeof teamApi> = {
  team: async (db, actor) => ({ at: db.now, items: await selectTeam(db, actor) }),
}
