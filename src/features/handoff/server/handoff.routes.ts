import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { handoffApi } from '../handoff.api.ts'
import { handoffFlow } from '../handoff.flow.ts'
import { clocksOf } from '../handoff.rules.ts'
import { readBoard } from './board.service.ts'
import { checklistNow, listChecklists, setChecklist } from './checklist.service.ts'
import { setClocks } from './clock.service.ts'
import {
  fillHandoff,
  getHandoff,
  handoffOffers,
  listHandoffs,
  moveHandoff,
  summariseHandoffs,
} from './handoff.service.ts'
import { readThread } from './thread.service.ts'

export const handoffHandlers: Handlers<typeof handoffApi> = {
  list: (db, actor, query) => listHandoffs(db, actor, query),
  summary: (db, actor, query) => summariseHandoffs(db, actor, query),
  get: (db, actor, { id }) => getHandoff(db, actor, id),
  offers: (db, actor, { id }) => handoffOffers(db, actor, id),
  board: (db, actor, asked) => readBoard(db, actor, asked),
  thread: (db, actor, about) => readThread(db, actor, about),
  clocks: async (_db, actor) => clocksOf(actor.org.settings),
  setClocks: (tx, actor, input) => setClocks(tx, actor, input),
  checklist: db => checklistNow(db),
  checklists: async db => ({ items: await listChecklists(db) }),
  setChecklist: (tx, actor, edit) => setChecklist(tx, actor, edit),
  fill: (tx, actor, { id, ...wish }) => fillHandoff(tx, actor, id, wish),
  accept: (tx, actor, { id, ...wish }) => moveHandoff(tx, actor, id, { ...wish, move: 'accept' }),
  sendBack: (tx, actor, { id, ...wish }) => moveHandoff(tx, actor, id, { ...wish, move: 'sendBack' }),
  resubmit: (tx, actor, { id, ...wish }) => moveHandoff(tx, actor, id, { ...wish, move: 'resubmit' }),
}

export const handoffVerbs: EntityVerbs = {
  list: listHandoffs,
  summary: summariseHandoffs,
  get: getHandoff,
  move: (tx, actor, id, ...[move, { reason, note, version }]) =>
    moveHandoff(tx, actor, id, {
      move: moveNameIn(handoffFlow, move),
      ...(typeof reason === 'string' && { reason }),
      ...(typeof note === 'string' && { note }),
      ...(typeof version === 'number' && { version }),
    }),
}
