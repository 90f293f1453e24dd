import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { dealApi } from '../deal.api.ts'
import { dealFlow } from '../deal.flow.ts'
import { DealEdit, NewDeal } from '../deal.schema.ts'
import { dealBoard, placeDeal } from './board.service.ts'
import { createDeal, createDeals, previewDeal } from './create.service.ts'
import { editDeal, getDeal, listDeals, stageHistory, summariseDeals, trashDeal } from './deal.service.ts'
import { dealOffers, moveDeal } from './move.service.ts'
import {
  archivePipeline,
  createPipeline,
  editPipeline,
  listPipelines,
  makeDefaultPipeline,
  restorePipeline,
} from './pipeline.service.ts'
import { listRates, removeRate, setRate } from './rate.service.ts'

export const dealHandlers: Handlers<typeof dealApi> = {
  list: (db, actor, query) => listDeals(db, actor, query),
  summary: (db, actor, query) => summariseDeals(db, actor, query),
  board: (db, actor, query) => dealBoard(db, actor, query),
  preview: previewDeal,
  create: (tx, actor, input) => createDeal(tx, actor, input),
  get: (db, actor, { id }) => getDeal(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editDeal(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashDeal(tx, actor, id)
    return {}
  },
  offers: (db, actor, { id }) => dealOffers(db, actor, id),
  stays: async (db, actor, { id }) => ({ items: await stageHistory(db, actor, id) }),
  place: (tx, actor, { id, ...place }) => placeDeal(tx, actor, id, place),
  pipelines: async db => ({ items: await listPipelines(db) }),
  createPipeline: (tx, actor, input) => createPipeline(tx, actor, input),
  editPipeline: (tx, actor, { id, ...edit }) => editPipeline(tx, actor, id, edit),
  archivePipeline: (tx, actor, { id }) => archivePipeline(tx, actor, id),
  restorePipeline: (tx, actor, { id }) => restorePipeline(tx, actor, id),
  makeDefaultPipeline: (tx, actor, { id }) => makeDefaultPipeline(tx, actor, id),
  rates: async db => ({ items: await listRates(db) }),
  removeRate: async (tx, actor, day) => ({ items: await removeRate(tx, actor, day) }),
  setRate: async (tx, actor, rate) => ({ items: await setRate(tx, actor, rate) }),
  advance: (tx, actor, { id, ...input }) => moveDeal(tx, actor, id, 'advance', input),
  lose: (tx, actor, { id, ...input }) => moveDeal(tx, actor, id, 'lose', input),
  reopen: (tx, actor, { id, ...input }) => moveDeal(tx, actor, id, 'reopen', input),
}

// winning joins features: it is the journey's
const { win: _, ...own } = dealFlow

export const dealVerbs: EntityVerbs = {
  list: listDeals,
  summary: summariseDeals,
  get: getDeal,
  create: (tx, actor, input) => createDeal(tx, actor, accept(NewDeal, input)),
  createAll: createDeals,
  edit: (tx, actor, id, input) => editDeal(tx, actor, id, accept(DealEdit, input)),
  move: (tx, actor, id, ...[move, input]) => moveDeal(tx, actor, id, moveNameIn(own, move), input),
  remove: trashDeal,
}
