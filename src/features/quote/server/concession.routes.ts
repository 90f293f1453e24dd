import type { Handlers } from '#kernel/api.ts'
import type { concessionApi } from '../concession.api.ts'
import { readConcessions } from './concession.service.ts'

export const concessionHandlers: Handlers<typeof concessionApi> = {
  given: (db, actor, { id }) => readConcessions(db, actor, id),
}
