import { getOrder } from '#features/order/server/order.service.ts'
import type { Handlers } from '#kernel/api.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { consignedApi, settlementApi } from '../settlement.api.ts'
import { NewSettlement, SettlementEdit } from '../settlement.schema.ts'
import { getConsigned, listConsigned, summariseConsigned } from './consigned.service.ts'
import { printSettlement } from './paper.service.ts'
import {
  createSettlement,
  editSettlement,
  getSettlement,
  listSettlements,
  settlementsOf,
  summariseSettlements,
} from './settlement.service.ts'
import { moveSettlement } from './settlementMove.service.ts'

/** What is printed with the company's logo, which lies in a folder. */
export const settlementPapers = (folder: string): Pick<Handlers<typeof settlementApi>, 'pdf'> => ({
  pdf: (db, actor, { id, lang }) => printSettlement(db, actor, id, { lang, folder }),
})

type Journeys = 'post' | 'unpost' | 'offers'
export const settlementHandlers: Omit<Handlers<typeof settlementApi>, Journeys | 'pdf'> = {
  list: (db, actor, query) => listSettlements(db, actor, query),
  summary: (db, actor, query) => summariseSettlements(db, actor, query),
  create: (tx, actor, input) => createSettlement(tx, actor, input),
  get: (db, actor, { id }) => getSettlement(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editSettlement(tx, actor, id, input),
  ofOrder: async (db, actor, { id }) => {
    const [found] = await Promise.all([settlementsOf(db, actor, id), getOrder(db, actor, id)])
    return found
  },
  cancel: (tx, actor, { id, ...wish }) => moveSettlement(tx, actor, id, { ...wish, move: 'cancel' }),
}

export const settlementVerbs: EntityVerbs = {
  list: listSettlements,
  summary: summariseSettlements,
  get: getSettlement,
  create: (tx, actor, input) => createSettlement(tx, actor, accept(NewSettlement, input)),
  edit: (tx, actor, id, input) => editSettlement(tx, actor, id, accept(SettlementEdit, input)),
}

export const consignedHandlers: Handlers<typeof consignedApi> = {
  list: (db, actor, query) => listConsigned(db, actor, query),
  summary: (db, actor, query) => summariseConsigned(db, actor, query),
  get: (db, actor, { id }) => getConsigned(db, actor, id),
}

export const consignedVerbs: EntityVerbs = {
  list: listConsigned,
  summary: summariseConsigned,
  get: getConsigned,
}
