import type { Handlers } from '#kernel/api.ts'
import { flawReasonsIn } from '../flawReason.rules.ts'
import type { spotCheckApi } from '../spotCheck.api.ts'
import { answerFlaw, listFlaws } from './flaw.service.ts'
import { setFlawReasons } from './flawReason.service.ts'
import { drawSpotCheck, getSpotCheck, judgeDrawn, listSpotChecks } from './spotCheck.service.ts'

export const spotCheckHandlers: Handlers<typeof spotCheckApi> = {
  list: (db, actor) => listSpotChecks(db, actor),
  get: (db, actor, { id }) => getSpotCheck(db, actor, id),
  draw: (tx, actor, input) => drawSpotCheck(tx, actor, input),
  judge: (tx, actor, { id, drawnId, ...judgement }) => judgeDrawn(tx, actor, { id, drawnId }, judgement),
  flaws: (db, actor, query) => listFlaws(db, actor, query),
  reasons: async (_db, actor) => flawReasonsIn(actor.org.settings),
  setReasons: (tx, actor, input) => setFlawReasons(tx, actor, input),
  answer: (tx, actor, { id, ...input }) => answerFlaw(tx, actor, id, input),
}
