// How somebody comes to have a lead, and what is kept of it.
import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'

const hows = ['own', 'import', 'hand', 'claim', 'rule', 'ladder', 'reopen'] as const
export type How = (typeof hows)[number]

const skipReasons = ['away', 'full', 'inactive', 'had', 'registered'] as const
export type SkipReason = (typeof skipReasons)[number]

/** What a rule looked at: who was passed over, and which rules before it found nobody. */
export const GivenFacts = shape({
  rule: Type.String(),
  method: Type.String(),
  skipped: Type.Array(shape({ userId: Id, name: Type.String(), why: OneOf(skipReasons) })),
  passed: Type.Array(Type.String()),
  /** Whose registration it was given over; nobody's where it is not said. */
  over: Type.Optional(Type.Array(shape({ name: Type.String(), line: Nullable(Type.String()), until: DateOnly }))),
})
export type GivenFacts = Static<typeof GivenFacts>

/** One time that somebody was given a lead. */
export const Given = shape({
  id: Id,
  leadId: Id,
  userId: Id,
  userName: Type.String(),
  how: OneOf(hows),
  ruleId: Nullable(Id),
  byName: Nullable(Type.String()),
  facts: Nullable(GivenFacts),
  at: Instant,
  respondBy: Nullable(Instant),
  respondedAt: Nullable(Instant),
  /** Working minutes until the first contact. */
  minutes: Nullable(Type.Integer()),
  endedAt: Nullable(Instant),
  step: Type.Integer(),
})
export type Given = Static<typeof Given>
