// How much of what matters is filled in on a record: key fields with weights, the company's own choice.
import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

export const scoredEntities = ['lead', 'customer', 'contact', 'deal'] as const
export type ScoredEntity = (typeof scoredEntities)[number]

const Weighted = shape({ field: Text(80, 1), weight: Type.Integer({ minimum: 1, maximum: 10 }) })
export type Weighted = Static<typeof Weighted>
const keys = Type.Array(Weighted, { maxItems: 30 })
export const KeyFields = shape({ lead: keys, customer: keys, contact: keys, deal: keys })
export type KeyFields = Static<typeof KeyFields>

export const ScoreQuery = shape({ entity: OneOf(scoredEntities), id: Id })
export const Score = shape({ score: Type.Integer(), missing: Type.Array(Type.String()) })
export type Score = Static<typeof Score>

export const ScoresQuery = shape({
  entity: OneOf(scoredEntities),
  ownerId: Type.Optional(Id),
  /** Of owners who stand in it. */
  deptId: Type.Optional(Id),
})
export type ScoresQuery = Static<typeof ScoresQuery>
export const OwnerScore = shape({
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  deptName: Nullable(Type.String()),
  count: Type.Integer(),
  /** Of all of theirs. */
  score: Type.Integer(),
  /** Records that lack something. */
  lacking: Type.Integer(),
})
export type OwnerScore = Static<typeof OwnerScore>
const { deptName, count, score, lacking } = OwnerScore.properties
export const DeptScore = shape({ deptId: Nullable(Id), deptName, count, score, lacking })
export type DeptScore = Static<typeof DeptScore>
export const RecordScore = shape({ id: Id, name: Type.String(), customerId: Nullable(Id), score: Type.Integer() })
export type RecordScore = Static<typeof RecordScore>
