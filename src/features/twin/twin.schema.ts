import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, ReasonShape, shape } from '#kernel/api.ts'

export const twinEntities = ['customer', 'contact', 'lead'] as const
export type TwinEntity = (typeof twinEntities)[number]

const twinWhys = ['uscc', 'name', 'phone', 'email', 'company'] as const
export type TwinWhy = (typeof twinWhys)[number]

/** What is told of a record that is held against another. */
export const TwinSide = shape({
  id: Id,
  name: Type.String(),
  /** Company or customer, where the name is a person's. */
  of: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  ownerName: Nullable(Type.String()),
  createdAt: Instant,
})
export type TwinSide = Static<typeof TwinSide>

export const TwinPair = shape({
  a: TwinSide,
  b: TwinSide,
  why: Type.Array(OneOf(twinWhys)),
  /** 0 to 100: how sure. */
  score: Type.Integer(),
})
export type TwinPair = Static<typeof TwinPair>

export const MergeSides = { entity: OneOf([...twinEntities, 'deal']), winnerId: Id, loserId: Id }
const Pick = OneOf(['winner', 'loser'])
export const MergeBody = shape({
  ...MergeSides,
  /** By field, whose value stays; for the others the fuller, then the newer. */
  fields: Type.Optional(Type.Record(Type.String(), Pick)),
  /** As they were looked at. */
  versions: Type.Optional(shape({ winner: Type.Integer(), loser: Type.Integer() })),
})
export type MergeBody = Static<typeof MergeBody>

export const MergePreview = shape({
  winner: TwinSide,
  loser: TwinSide,
  versions: shape({ winner: Type.Integer(), loser: Type.Integer() }),
  /** Where the two say something else. */
  fields: Type.Array(shape({ key: Type.String(), winner: Type.Unknown(), loser: Type.Unknown(), pick: Pick })),
  /** Of the people and customers that the fields name. */
  names: Type.Record(Type.String(), Type.String()),
  /** What goes along, by its kind. */
  children: Type.Array(shape({ table: Type.String(), count: Type.Integer() })),
  why: Type.Array(OneOf(twinWhys)),
  score: Type.Integer(),
  reasons: Type.Array(ReasonShape),
})
export type MergePreview = Static<typeof MergePreview>

export const Merge = shape({
  id: Id,
  entity: OneOf(twinEntities),
  winnerId: Id,
  loserId: Id,
  winnerName: Type.String(),
  loserName: Type.String(),
  at: Instant,
  byName: Type.String(),
  undoUntil: Instant,
  undoneAt: Nullable(Instant),
})
export type Merge = Static<typeof Merge>
