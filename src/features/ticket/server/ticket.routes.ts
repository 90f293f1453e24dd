import { type Handlers, MoveBody } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { ticketApi } from '../ticket.api.ts'
import { ticketFlow } from '../ticket.flow.ts'
import { NewTicket, ResolveBody, TicketEdit } from '../ticket.schema.ts'
import { createTicket, editTicket, getTicket, listTickets, summariseTickets, ticketsAbout } from './ticket.service.ts'
import { moveTicket, readTargets, setTargets, ticketOffers } from './ticketMove.service.ts'

/** `close` is a journey: the customer is asked then. */
export const ticketHandlers: Omit<Handlers<typeof ticketApi>, 'close'> = {
  list: (db, actor, query) => listTickets(db, actor, query),
  summary: (db, actor, query) => summariseTickets(db, actor, query),
  create: (tx, actor, input) => createTicket(tx, actor, input),
  get: (db, actor, { id }) => getTicket(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editTicket(tx, actor, id, input),
  offers: (db, actor, { id }) => ticketOffers(db, actor, id),
  ofCustomer: (db, actor, { id }) => ticketsAbout(db, actor, 'customer', id),
  ofOrder: (db, actor, { id }) => ticketsAbout(db, actor, 'order', id),
  ofShipment: (db, actor, { id }) => ticketsAbout(db, actor, 'shipment', id),
  targets: async (_db, actor) => readTargets(actor),
  setTargets: (tx, actor, input) => setTargets(tx, actor, input),
  start: (tx, actor, { id, ...wish }) => moveTicket(tx, actor, id, { ...wish, move: 'start' }),
  wait: (tx, actor, { id, ...wish }) => moveTicket(tx, actor, id, { ...wish, move: 'wait' }),
  resume: (tx, actor, { id, ...wish }) => moveTicket(tx, actor, id, { ...wish, move: 'resume' }),
  resolve: (tx, actor, { id, ...wish }) => moveTicket(tx, actor, id, { ...wish, move: 'resolve' }),
  reopen: (tx, actor, { id, ...wish }) => moveTicket(tx, actor, id, { ...wish, move: 'reopen' }),
  cancel: (tx, actor, { id, ...wish }) => moveTicket(tx, actor, id, { ...wish, move: 'cancel' }),
}

export const ticketVerbs: EntityVerbs = {
  list: listTickets,
  summary: summariseTickets,
  get: getTicket,
  create: (tx, actor, input) => createTicket(tx, actor, accept(NewTicket, input)),
  edit: (tx, actor, id, input) => editTicket(tx, actor, id, accept(TicketEdit, input)),
  move: (tx, actor, id, ...[name, input]) => {
    const move = moveNameIn(ticketFlow, name)
    return moveTicket(tx, actor, id, { ...accept(move === 'resolve' ? ResolveBody : MoveBody, input), move })
  },
}
