import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, ReasonShape, shape, Text } from '#kernel/api.ts'

const text = Nullable(Type.String())

export const HandoverBody = shape({
  /** Who takes what is not said otherwise. */
  to: Id,
  /** By kind: customer, lead, deal, order, service, work, setup. */
  kinds: Type.Optional(Type.Record(Type.String({ maxLength: 20 }), Id)),
  /** These customers, with all that hangs on them. */
  customers: Type.Optional(Type.Array(shape({ id: Id, to: Id }), { maxItems: 2000 })),
  /** Also what has ended: won deals, closed orders. */
  finished: Type.Optional(Type.Boolean()),
  /** The person leaves: signs in no more. */
  deactivate: Type.Optional(Type.Boolean()),
  note: Type.Optional(Nullable(Text(2000))),
})
export type HandoverBody = Static<typeof HandoverBody>

const Count = shape({ key: Type.String(), kind: Type.String(), count: Type.Integer() })
export type HandoverCount = Static<typeof Count>
const Owed = shape({
  what: Type.String(),
  kind: Type.String(),
  toWhom: text,
  byWhen: text,
  about: Type.String(),
  href: Type.String(),
})
export type Owed = Static<typeof Owed>
export const HandoverPreview = shape({
  counts: Type.Array(Count),
  /** What was promised or is still to be done, by whom takes over. */
  promises: Type.Array(Owed),
  reasons: Type.Array(ReasonShape),
})
export type HandoverPreview = Static<typeof HandoverPreview>

export const Handover = shape({
  id: Id,
  userId: Id,
  userName: Type.String(),
  at: Instant,
  byName: text,
  takers: Type.Array(shape({ kind: Type.String(), name: Type.String(), customers: Type.Integer() })),
  counts: Type.Array(Count),
  promises: Type.Array(Owed),
  finished: Type.Boolean(),
  deactivated: Type.Boolean(),
  note: text,
})
export type Handover = Static<typeof Handover>
