// What lies on which day: next steps, reminders, promised days and expected closings.
import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'

const agendaKinds = ['nextStep', 'reminder', 'promise', 'close', 'task'] as const
export type AgendaKind = (typeof agendaKinds)[number]

export const AgendaQuery = shape({
  from: DateOnly,
  to: DateOnly,
  /** `all`: whatever this person may see. Reminders are one's own either way. */
  whose: Type.Optional(OneOf(['mine', 'all'])),
})
export type AgendaQuery = Static<typeof AgendaQuery>

export const AgendaItem = shape({
  /** Of the record and what is due, so that it stays the same when its day moves. */
  key: Type.String(),
  kind: OneOf(agendaKinds),
  entity: Type.String(),
  recordId: Id,
  who: Type.String(),
  text: Nullable(Type.String()),
  /** Null: the whole day. */
  at: Nullable(Instant),
  day: DateOnly,
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
})
export type AgendaItem = Static<typeof AgendaItem>

export const Agenda = shape({
  today: DateOnly,
  items: Type.Array(AgendaItem),
  /** Days within the span on which nobody works. */
  off: Type.Array(DateOnly),
  /** Some kind has more than is told here. */
  isCut: Type.Boolean(),
})
export type Agenda = Static<typeof Agenda>

/** One's own calendar for other programs: whether its link opens, and when it was last asked for. */
export const AgendaFeed = shape({
  since: Nullable(Instant),
  lastOpenedAt: Nullable(Instant),
  opened: Type.Integer(),
})
export type AgendaFeed = Static<typeof AgendaFeed>
/** From the server's address on: shown this once. */
export const NewFeed = shape({ path: Type.String() })
