import { Type } from 'typebox'
import { endpoint, ListQuery, moves, Offers, Page, Summary, SummaryQuery } from '#kernel/api.ts'
import { ticketFlow } from './ticket.flow.ts'
import { NewTicket, ResolveBody, Ticket, TicketEdit, TicketTargets } from './ticket.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'ticket.read' } as const

export const ticketApi = {
  list: endpoint({ ...read, path: '/tickets', query: ListQuery, reply: Page(Ticket) }),
  summary: endpoint({ ...read, path: '/tickets/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/tickets',
    access: 'ticket.create',
    body: NewTicket,
    reply: Ticket,
  }),
  get: endpoint({ ...read, path: '/tickets/:id', reply: Ticket }),
  edit: endpoint({
    method: 'PATCH',
    mode: 'write',
    path: '/tickets/:id',
    access: 'ticket.edit',
    body: TicketEdit,
    reply: Ticket,
  }),
  offers: endpoint({ ...read, path: '/tickets/:id/moves', reply: Offers }),
  /** Of one customer, order or shipment, newest first: what its page shows. */
  ofCustomer: endpoint({ ...read, path: '/customers/:id/tickets', reply: Type.Array(Ticket) }),
  ofOrder: endpoint({ ...read, path: '/orders/:id/tickets', reply: Type.Array(Ticket) }),
  ofShipment: endpoint({ ...read, path: '/shipments/:id/tickets', reply: Type.Array(Ticket) }),
  targets: endpoint({ ...read, path: '/ticket-targets', access: 'signedIn', reply: TicketTargets }),
  setTargets: endpoint({
    method: 'PUT',
    mode: 'write',
    path: '/ticket-targets',
    access: 'org.edit',
    body: TicketTargets,
    reply: TicketTargets,
  }),
  ...moves('/tickets/:id/moves', ticketFlow, Ticket, { resolve: ResolveBody }),
}
