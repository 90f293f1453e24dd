import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, ReasonShape, shape } from '#kernel/api.ts'
import { Terms } from '#kernel/terms.ts'

/** The smallest change that passes, as it is made in one tap: another price or quantity of a line, or other terms. */
const Fix = shape({
  say: ReasonShape,
  lineId: Nullable(Id),
  price: Type.Optional(Type.String()),
  unitQty: Type.Optional(Type.String()),
  terms: Type.Optional(Terms),
})
export type Fix = Static<typeof Fix>

export const PromiseItem = shape({
  kind: OneOf(['credit', 'overdue', 'stock', 'floor', 'margin']),
  ok: Type.Boolean(),
  lineId: Nullable(Id),
  /** With its figures for whoever may see them; otherwise that there is a problem, and no more. */
  say: ReasonShape,
  fixes: Type.Array(Fix),
})
export type PromiseItem = Static<typeof PromiseItem>
export const PromiseCheck = shape({ items: Type.Array(PromiseItem) })
export type PromiseCheck = Static<typeof PromiseCheck>
