import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, shape, Text } from '#kernel/api.ts'
import { Followup } from './followup.schema.ts'

export const TimelineQuery = shape({
  entity: Text(60, 1),
  id: Id,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
  cursor: Type.Optional(Text(200)),
})
export type TimelineQuery = Static<typeof TimelineQuery>

const text = Nullable(Type.String())
const values = Type.Record(Type.String(), Type.Unknown())

export const TimelineEntry = shape({
  id: Id,
  at: Instant,
  entity: Type.String(),
  recordId: Id,
  kind: Type.String(),
  actorId: Nullable(Id),
  actorName: text,
  via: Type.String(),
  from: text,
  to: text,
  /** Changed fields only, without those the reader may not see. */
  before: values,
  after: values,
  followup: Nullable(Followup),
})
export type TimelineEntry = Static<typeof TimelineEntry>
