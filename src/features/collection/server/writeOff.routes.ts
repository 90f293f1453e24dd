import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { writeOffApi } from '../writeOff.api.ts'
import { writeOffFlow } from '../writeOff.flow.ts'
import { NewWriteOff, WriteOffMoved, WriteOffRejected } from '../writeOff.schema.ts'
import { getWriteOff, listWriteOffs, requestWriteOff, summariseWriteOffs } from './writeOff.service.ts'
import { moveWriteOff, writeOffOffers } from './writeOffMove.service.ts'

export const writeOffHandlers: Handlers<typeof writeOffApi> = {
  list: (db, actor, query) => listWriteOffs(db, actor, query),
  summary: (db, actor, query) => summariseWriteOffs(db, actor, query),
  create: (tx, actor, input) => requestWriteOff(tx, actor, input),
  get: (db, actor, { id }) => getWriteOff(db, actor, id),
  offers: (db, actor, { id }) => writeOffOffers(db, actor, id),
  approve: (tx, actor, { id, ...wish }) => moveWriteOff(tx, actor, id, { ...wish, move: 'approve' }),
  reject: (tx, actor, { id, ...wish }) => moveWriteOff(tx, actor, id, { ...wish, move: 'reject' }),
  cancel: (tx, actor, { id, ...wish }) => moveWriteOff(tx, actor, id, { ...wish, move: 'cancel' }),
  reverse: (tx, actor, { id, ...wish }) => moveWriteOff(tx, actor, id, { ...wish, move: 'reverse' }),
}

export const writeOffVerbs: EntityVerbs = {
  list: listWriteOffs,
  summary: summariseWriteOffs,
  get: getWriteOff,
  create: (tx, actor, input) => requestWriteOff(tx, actor, accept(NewWriteOff, input)),
  move: (tx, actor, id, ...[name, input]) => {
    const move = moveNameIn(writeOffFlow, name)
    return moveWriteOff(tx, actor, id, { ...accept(move === 'reject' ? WriteOffRejected : WriteOffMoved, input), move })
  },
}
