import type { Handlers } from '#kernel/api.ts'
import type { paceApi } from '../pace.api.ts'
import type { teamBoardApi } from '../team.api.ts'
import { readMine } from './my.service.ts'
import { readCycles, readStageTimes } from './pace.service.ts'
import { readTeam } from './team.service.ts'

export const teamBoardHandlers: Handlers<typeof teamBoardApi> = {
  board: (db, actor, query) => readTeam(db, actor, query),
  mine: (db, actor) => readMine(db, actor),
}

export const paceHandlers: Handlers<typeof paceApi> = {
  stages: (db, actor, query) => readStageTimes(db, actor, query),
  cycle: (db, actor, query) => readCycles(db, actor, query),
}
