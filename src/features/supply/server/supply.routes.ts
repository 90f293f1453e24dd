import type { Handlers } from '#kernel/api.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { supplyApi } from '../supply.api.ts'
import { NewSupply, SupplyEdit } from '../supply.schema.ts'
import { createSupply } from './create.service.ts'
import { directOpen, requestDirect } from './direct.service.ts'
import { editSupply, trashSupply } from './edit.service.ts'
import { holdFreeFor } from './free.service.ts'
import { setSupplySettings, supplySettingsOf } from './settings.service.ts'
import { requestShortages, shortages, supplyOfOrder } from './shortage.service.ts'
import { getSupply, listSupplies, summariseSupplies } from './supply.service.ts'
import { moveSupply, receiveSupply, supplyOffers, takeBackSupply } from './supplyMove.service.ts'

export const supplyHandlers: Handlers<typeof supplyApi> = {
  list: (db, actor, query) => listSupplies(db, actor, query),
  summary: (db, actor, query) => summariseSupplies(db, actor, query),
  shortages: async (db, actor, query) => {
    const [items, direct] = await Promise.all([shortages(db, actor, query), directOpen(db, actor)])
    return { items, direct }
  },
  request: (tx, actor, input) => requestShortages(tx, actor, input),
  requestDirect: (tx, actor, input) => requestDirect(tx, actor, input),
  holdFree: (tx, actor, input) => holdFreeFor(tx, actor, input),
  create: (tx, actor, input) => createSupply(tx, actor, input),
  get: (db, actor, { id }) => getSupply(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editSupply(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashSupply(tx, actor, id)
    return {}
  },
  offers: (db, actor, { id }) => supplyOffers(db, actor, id),
  ofOrder: (db, actor, { id }) => supplyOfOrder(db, actor, id),
  settings: async (_db, actor) => supplySettingsOf(actor),
  setSettings: (tx, actor, input) => setSupplySettings(tx, actor, input),
  start: (tx, actor, { id, ...wish }) => moveSupply(tx, actor, id, { ...wish, move: 'start' }),
  pause: (tx, actor, { id, ...wish }) => moveSupply(tx, actor, id, { ...wish, move: 'pause' }),
  receive: (tx, actor, { id, ...input }) => receiveSupply(tx, actor, id, input),
  takeBack: (tx, actor, { id, ...input }) => takeBackSupply(tx, actor, id, input),
  finish: (tx, actor, { id, ...wish }) => moveSupply(tx, actor, id, { ...wish, move: 'finish' }),
  reopen: (tx, actor, { id, ...wish }) => moveSupply(tx, actor, id, { ...wish, move: 'reopen' }),
  cancel: (tx, actor, { id, ...wish }) => moveSupply(tx, actor, id, { ...wish, move: 'cancel' }),
}

/** Without `move`: that is a journey's, which the registry's row joins to these. */
export const supplyVerbs: EntityVerbs = {
  list: listSupplies,
  summary: summariseSupplies,
  get: getSupply,
  create: (tx, actor, input) => createSupply(tx, actor, accept(NewSupply, input)),
  edit: (tx, actor, id, input) => editSupply(tx, actor, id, accept(SupplyEdit, input)),
  remove: trashSupply,
}
