import type { Handlers } from '#kernel/api.ts'
import type { teamBoardApi } from '../team.api.ts'
import { readMine } from './my.service.ts'
import { readTeam } from './team.service.ts'

export const teamBoardHandlers: Handlers<typeof teamBoardApi> = {
  board: (db, actor, query) => readTeam(db, actor, query),
  mine: (db, actor) => readMine(db, actor),
}
