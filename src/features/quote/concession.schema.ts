import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'

const text = Nullable(Type.String())
export const comparedFields = ['unitQty', 'price', 'discount', 'taxRate', 'optional'] as const

export const LineChange = shape({
  name: Type.String(),
  code: text,
  kind: OneOf(['added', 'removed', 'changed']),
  fields: Type.Array(shape({ field: OneOf(comparedFields), before: Type.String(), after: Type.String() })),
  /** With tax, as the line stood in its version. */
  before: text,
  after: text,
  /** What the new quantity would have cost at the old price, less what it costs now; below zero it became dearer. */
  conceded: Type.String(),
})
export type LineChange = Static<typeof LineChange>

export const VersionChange = shape({
  id: Id,
  fromNo: Type.Integer(),
  toNo: Type.Integer(),
  at: Instant,
  byName: text,
  /** The two are only compared in one currency. */
  currency: Type.String(),
  before: Type.String(),
  after: Type.String(),
  lines: Type.Array(LineChange),
  hasOtherTerms: Type.Boolean(),
  conceded: Type.String(),
})
export type VersionChange = Static<typeof VersionChange>
export const Concessions = shape({ items: Type.Array(VersionChange), conceded: Type.String() })
export type Concessions = Static<typeof Concessions>
