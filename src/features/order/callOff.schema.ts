import { type Static, Type } from 'typebox'
import { DateOnly, Id, Nullable, shape, Text } from '#kernel/api.ts'

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })

/** Without lines: all that is left of those that have a quantity. */
export const CallOff = shape({
  lines: Type.Optional(Type.Array(shape({ contractLineId: Id, unitQty: Qty }), { maxItems: 2000 })),
  promisedDate: Type.Optional(Nullable(DateOnly)),
  poNumber: Type.Optional(Nullable(Text(100))),
  address: Type.Optional(Nullable(Text(300))),
})
export type CallOff = Static<typeof CallOff>
