import { type Handlers, MoveBody } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { returnApi } from '../return.api.ts'
import { returnFlow } from '../return.flow.ts'
import { InspectBody, NewReturn, ReceiveBody, ReturnEdit, SendBody } from '../return.schema.ts'
import { replaceAgain } from './replace.service.ts'
import {
  createReturn,
  editReturn,
  exchangesOf,
  getReturn,
  listReturns,
  returnableOfOrder,
  returnsOf,
  summariseReturns,
} from './return.service.ts'
import { inspectReturn, moveReturn, previewInspect, receiveReturn, returnOffers } from './returnMove.service.ts'
import { returnSettingsOf, setReturnSettings } from './returnSettings.service.ts'

export const returnHandlers: Handlers<typeof returnApi> = {
  list: (db, actor, query) => listReturns(db, actor, query),
  summary: (db, actor, query) => summariseReturns(db, actor, query),
  create: (tx, actor, input) => createReturn(tx, actor, input),
  get: (db, actor, { id }) => getReturn(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editReturn(tx, actor, id, input),
  offers: (db, actor, { id }) => returnOffers(db, actor, id),
  preview: (db, actor, { id, ...input }) => previewInspect(db, actor, id, input),
  ofOrder: async (db, actor, { id }) => returnsOf(db, actor, id),
  exchanges: (db, actor, { id }) => exchangesOf(db, actor, id),
  returnable: (db, actor, { id }) => returnableOfOrder(db, actor, id),
  replace: (tx, actor, { id }) => replaceAgain(tx, actor, id),
  settings: async (_db, actor) => returnSettingsOf(actor),
  setSettings: (tx, actor, input) => setReturnSettings(tx, actor, input),
  approve: (tx, actor, { id, ...wish }) => moveReturn(tx, actor, id, { ...wish, move: 'approve' }),
  reject: (tx, actor, { id, ...wish }) => moveReturn(tx, actor, id, { ...wish, move: 'reject' }),
  send: (tx, actor, { id, ...wish }) => moveReturn(tx, actor, id, { ...wish, move: 'send' }),
  receive: (tx, actor, { id, ...input }) => receiveReturn(tx, actor, id, input),
  inspect: (tx, actor, { id, ...input }) => inspectReturn(tx, actor, id, input),
  close: (tx, actor, { id, ...wish }) => moveReturn(tx, actor, id, { ...wish, move: 'close' }),
  cancel: (tx, actor, { id, ...wish }) => moveReturn(tx, actor, id, { ...wish, move: 'cancel' }),
  lapse: (tx, actor, { id, ...wish }) => moveReturn(tx, actor, id, { ...wish, move: 'lapse' }),
}

export const returnVerbs: EntityVerbs = {
  list: listReturns,
  summary: summariseReturns,
  get: getReturn,
  create: (tx, actor, input) => createReturn(tx, actor, accept(NewReturn, input)),
  edit: (tx, actor, id, input) => editReturn(tx, actor, id, accept(ReturnEdit, input)),
  move: (tx, actor, id, ...[name, input]) => {
    const move = moveNameIn(returnFlow, name)
    if (move === 'receive') return receiveReturn(tx, actor, id, accept(ReceiveBody, input))
    if (move === 'inspect') return inspectReturn(tx, actor, id, accept(InspectBody, input))
    return moveReturn(tx, actor, id, { ...accept(move === 'send' ? SendBody : MoveBody, input), move })
  },
}
