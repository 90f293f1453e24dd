import type { Handlers } from '#kernel/api.ts'
import type { partApi } from '../part.api.ts'
import { reasonsIn } from '../part.rules.ts'
import { createCompetitor, editCompetitor, listCompetitors } from './competitor.service.ts'
import { readOutcomes } from './outcome.service.ts'
import { readLines, readRivals, readTeam, setLines, setRivals, setTeam } from './part.service.ts'
import { setReasons } from './reason.service.ts'

export const partHandlers: Handlers<typeof partApi> = {
  reasons: async (_db, actor) => reasonsIn(actor.org.settings),
  setReasons: (tx, actor, input) => setReasons(tx, actor, input),
  outcomes: (db, actor, query) => readOutcomes(db, actor, query),
  team: (db, actor, { id }) => readTeam(db, actor, id),
  setTeam: (tx, actor, { id, ...edit }) => setTeam(tx, actor, id, edit),
  lines: (db, actor, { id }) => readLines(db, actor, id),
  setLines: (tx, actor, { id, ...edit }) => setLines(tx, actor, id, edit),
  rivals: (db, actor, { id }) => readRivals(db, actor, id),
  setRivals: (tx, actor, { id, ...edit }) => setRivals(tx, actor, id, edit),
  competitors: async db => ({ items: await listCompetitors(db) }),
  createCompetitor: (tx, actor, input) => createCompetitor(tx, actor, input),
  editCompetitor: (tx, actor, { id, ...edit }) => editCompetitor(tx, actor, id, edit),
}
