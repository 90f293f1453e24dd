import type { Handlers } from '#kernel/api.ts'
import type { completenessApi } from '../completeness.api.ts'
import { keyFieldsOf } from '../completeness.rules.ts'
import { readDeptScores, readOwnerScores, readRecordScores, readScore, setKeyFields } from './completeness.service.ts'

export const completenessHandlers: Handlers<typeof completenessApi> = {
  one: (db, actor, { entity, id }) => readScore(db, actor, entity, id),
  people: async (db, actor, query) => ({ items: await readOwnerScores(db, actor, query) }),
  departments: async (db, actor, query) => ({ items: await readDeptScores(db, actor, query) }),
  records: async (db, actor, query) => ({ items: await readRecordScores(db, actor, query) }),
  settings: async (_db, actor) => keyFieldsOf(actor.org.settings),
  set: setKeyFields,
}
