import { givenOf } from '#features/lead/server/given.service.ts'
import type { Handlers } from '#kernel/api.ts'
import type { assignmentApi } from '../assignment.api.ts'
import { distribute, tryAssigning } from './assign.service.ts'
import { listCandidates } from './bench.service.ts'
import { distributionOf, givenWithin } from './report.service.ts'
import { pauseLadder, readResponding, setResponding } from './responding.service.ts'
import { readAssigning, setAssigning } from './rule.service.ts'
import { rulesHistory } from './ruleHistory.service.ts'

export const assignmentHandlers: Handlers<typeof assignmentApi> = {
  get: db => readAssigning(db),
  set: setAssigning,
  history: async db => ({ items: await rulesHistory(db) }),
  people: async (db, actor) => ({ items: await listCandidates(db, actor.org.zone) }),
  try: async (db, actor, body) => ({ items: await tryAssigning(db, actor, body) }),
  distribute: (tx, actor) => distribute(tx, actor),
  responding: db => readResponding(db),
  setResponding,
  pause: (tx, actor, { paused }) => pauseLadder(tx, actor, paused),
  report: (db, actor, span) => distributionOf(db, actor, span),
  given: (db, actor, query) => givenWithin(db, actor, query),
  ofLead: async (db, actor, { id }) => ({ items: await givenOf(db, actor, id) }),
}
