// What is known of a record from all that was said about it: the newest word of each kind, and where it was said.
import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'
import { followupKinds, subjectEntities } from './followup.schema.ts'

export const knownFields = ['painPoints', 'budget', 'decisionMaker', 'competitors'] as const
export type KnownField = (typeof knownFields)[number]

export const Known = shape({
  field: OneOf(knownFields),
  value: Type.String(),
  followupId: Id,
  kind: OneOf(followupKinds),
  at: Instant,
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  subjectEntity: OneOf(subjectEntities),
  subjectId: Id,
  subjectName: Nullable(Type.String()),
  /** So many follow-ups said something else before. */
  earlier: Type.Integer(),
})
export type Known = Static<typeof Known>
