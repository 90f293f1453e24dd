import type { Handlers } from '#kernel/api.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { orderApi } from '../order.api.ts'
import { NewOrder, OrderEdit } from '../order.schema.ts'
import { createOrder } from './create.service.ts'
import { editOrder, setLines, trashOrder } from './edit.service.ts'
import { moveOrder, orderOffers } from './move.service.ts'
import { getOrder, listOrders, sketchOrder, summariseOrders } from './order.service.ts'
import { printOrder } from './paper.service.ts'

export const orderPapers = (folder: string): Pick<Handlers<typeof orderApi>, 'pdf'> => ({
  pdf: (db, actor, { id, lang }) => printOrder(db, actor, id, { lang, folder }),
})

export const orderHandlers: Omit<Handlers<typeof orderApi>, 'pdf' | 'previewMove'> = {
  list: (db, actor, query) => listOrders(db, actor, query),
  summary: (db, actor, query) => summariseOrders(db, actor, query),
  sketch: (db, actor, input) => sketchOrder(db, actor, input),
  create: (tx, actor, input) => createOrder(tx, actor, input),
  get: (db, actor, { id }) => getOrder(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editOrder(tx, actor, id, input),
  setLines: (tx, actor, { id, ...input }) => setLines(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashOrder(tx, actor, id)
    return {}
  },
  offers: (db, actor, { id }) => orderOffers(db, actor, id),
  sendBack: (tx, actor, { id, ...wish }) => moveOrder(tx, actor, id, { ...wish, move: 'sendBack' }),
  hold: (tx, actor, { id, ...wish }) => moveOrder(tx, actor, id, { ...wish, move: 'hold' }),
  resume: (tx, actor, { id, ...wish }) => moveOrder(tx, actor, id, { ...wish, move: 'resume' }),
  reserve: (tx, actor, { id, note, ...wish }) =>
    moveOrder(tx, actor, id, { ...wish, ...(note && { note }), move: 'reserve' }),
}

/** Without `move`: that belongs to the journeys, which the registry's row joins to these. */
export const orderVerbs: EntityVerbs = {
  list: listOrders,
  summary: summariseOrders,
  get: getOrder,
  create: (tx, actor, input) => createOrder(tx, actor, accept(NewOrder, input)),
  edit: (tx, actor, id, input) => editOrder(tx, actor, id, accept(OrderEdit, input)),
  remove: trashOrder,
}
