import { getOrder } from '#features/order/server/order.service.ts'
import type { Handlers } from '#kernel/api.ts'
import { isUuid } from '#kernel/ids.ts'
import { invalid } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { shipmentApi } from '../shipment.api.ts'
import { NewShipment, ShipmentEdit } from '../shipment.schema.ts'
import { openLines } from './draft.service.ts'
import { checkPacking } from './pack.service.ts'
import { printNote, printPicks } from './paper.service.ts'
import { moveShipment, shipmentOffers } from './post.service.ts'
import {
  createShipment,
  editShipment,
  getShipment,
  listShipments,
  shipmentsOf,
  summariseShipments,
  trashShipment,
} from './shipment.service.ts'

type Papers = 'picks' | 'pdf'
export const shipmentPapers = (folder: string): Pick<Handlers<typeof shipmentApi>, Papers> => ({
  picks: (db, actor, { ids, lang }) => printPicks(db, actor, idsOf(ids, 'ids'), { lang, folder }),
  pdf: (db, actor, { id, lang }) => printNote(db, actor, id, { lang, folder }),
})

type Journeys = 'ship' | 'unship' | 'deliver' | 'accept' | 'arrive'
export const shipmentHandlers: Omit<Handlers<typeof shipmentApi>, Papers | Journeys> = {
  list: (db, actor, query) => listShipments(db, actor, query),
  summary: (db, actor, query) => summariseShipments(db, actor, query),
  open: (db, actor, { orders, kind = 'delivery' }) => {
    return openLines(db, actor, idsOf(orders, 'orders'), kind)
  },
  create: (tx, actor, input) => createShipment(tx, actor, input),
  get: (db, actor, { id }) => getShipment(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editShipment(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashShipment(tx, actor, id)
    return {}
  },
  check: (tx, actor, { id, ...check }) => checkPacking(tx, actor, id, check),
  offers: (db, actor, { id }) => shipmentOffers(db, actor, id),
  ofOrder: async (db, actor, { id }) => {
    const [found] = await Promise.all([shipmentsOf(db, actor, id), getOrder(db, actor, id)])
    return found
  },
  ready: (tx, actor, { id, ...wish }) => moveShipment(tx, actor, id, { ...wish, move: 'ready' }),
  unready: (tx, actor, { id, ...wish }) => moveShipment(tx, actor, id, { ...wish, move: 'unready' }),
  unaccept: (tx, actor, { id, ...wish }) => moveShipment(tx, actor, id, { ...wish, move: 'unaccept' }),
  cancel: (tx, actor, { id, ...wish }) => moveShipment(tx, actor, id, { ...wish, move: 'cancel' }),
}

function idsOf(text: string, path: string): string[] {
  const ids = [...new Set(text.toLowerCase().split(','))]
  if (ids.length > 50 || !ids.every(isUuid)) throw invalid('field.notReference', path)
  return ids
}

export const shipmentVerbs: EntityVerbs = {
  list: listShipments,
  summary: summariseShipments,
  get: getShipment,
  create: (tx, actor, input) => createShipment(tx, actor, accept(NewShipment, input)),
  edit: (tx, actor, id, input) => editShipment(tx, actor, id, accept(ShipmentEdit, input)),
  remove: trashShipment,
}
