import { type Static, Type } from 'typebox'
import { DateOnly, Id, Nullable, OneOf, shape } from '#kernel/api.ts'

/** `held` lies within the others; all the rest add up to what is used. */
export const standingParts = ['unshipped', 'unbilled', 'billed', 'advance', 'surplus', 'bills', 'held'] as const
export type StandingPart = (typeof standingParts)[number]

/** In the organisation's currency, at the documents' own rates; advances and surplus are below zero. */
export const Standing = shape({
  creditLimit: Nullable(Type.String()),
  used: Type.String(),
  /** Of a limit that a group shares: what all of it use. */
  groupUsed: Nullable(Type.String()),
  available: Nullable(Type.String()),
  overdue: Type.String(),
  parts: Type.Array(shape({ part: OneOf(standingParts), amount: Type.String(), count: Type.Integer() })),
})
export type Standing = Static<typeof Standing>

export const StandingItems = shape({
  total: Type.String(),
  /** The largest first, at most 500, of what the reader may see; `hidden` is what the rest of it comes to. */
  items: Type.Array(
    shape({
      entity: OneOf(['order', 'invoice', 'receipt']),
      id: Id,
      number: Type.String(),
      day: Nullable(DateOnly),
      amount: Type.String(),
    }),
  ),
  hidden: Type.String(),
})
export type StandingItems = Static<typeof StandingItems>
