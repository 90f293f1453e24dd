import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const ticketStates = ['open', 'in_progress', 'waiting', 'resolved', 'closed', 'cancelled'] as const
export type TicketState = (typeof ticketStates)[number]
const ticketKinds = ['return', 'exchange', 'repair', 'complaint', 'question'] as const
export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]

const Custom = Type.Record(Type.String(), Type.Unknown())
const text = Nullable(Type.String())
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))
const maybeId = Type.Optional(Nullable(Id))

const given = {
  kind: Type.Optional(OneOf(ticketKinds)),
  priority: Type.Optional(OneOf(priorities)),
  contactId: maybeId,
  handlerId: maybeId,
  content: maybe(5000),
  custom: Type.Optional(Custom),
}
/** About an order, a shipment, or a customer alone: what is named says the rest. */
export const NewTicket = shape({
  title: Text(200, 1),
  customerId: Type.Optional(Id),
  orderId: maybeId,
  shipmentId: maybeId,
  ...given,
})
export type NewTicket = Static<typeof NewTicket>
export const TicketEdit = shape({
  version: Type.Optional(Type.Integer()),
  title: Type.Optional(Text(200, 1)),
  ...given,
})
export type TicketEdit = Static<typeof TicketEdit>
export const ResolveBody = shape({ version: Type.Optional(Type.Integer()), resolution: maybe(5000) })

export const Ticket = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  kind: OneOf(ticketKinds),
  state: OneOf(ticketStates),
  priority: OneOf(priorities),
  title: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  contactId: Nullable(Id),
  contactName: text,
  orderId: Nullable(Id),
  orderNumber: text,
  shipmentId: Nullable(Id),
  shipmentNumber: text,
  handlerId: Nullable(Id),
  handlerName: text,
  content: text,
  resolution: text,
  responseDueAt: Instant,
  dueAt: Instant,
  firstResponseAt: Nullable(Instant),
  waitingSince: Nullable(Instant),
  resolvedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  /** Past one of its two targets, or answered past it. */
  isLate: Type.Boolean(),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Ticket = Static<typeof Ticket>

const Minutes = Type.Integer({ minimum: 5, maximum: 60_000 })
const Target = shape({ respond: Minutes, resolve: Minutes })
/** By priority, in working minutes. */
export const TicketTargets = shape({ urgent: Target, high: Target, normal: Target, low: Target })
export type TicketTargets = Static<typeof TicketTargets>
