import { type Static, Type } from 'typebox'
import { DateOnly, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

/** What a company sells, lends, gives again, has delivered, does or lays out at the customer's; decided when the order is made, frozen when it is submitted. */
export const orderTypes = ['standard', 'sample', 'replacement', 'direct', 'service', 'consignment'] as const
export type OrderType = (typeof orderTypes)[number]

/** What people may choose beside the standard; a replacement comes of a return. */
export const offeredTypes = ['sample', 'direct', 'service', 'consignment'] as const
export type OfferedType = (typeof offeredTypes)[number]

export const OrderTypes = shape({ types: Type.Array(OneOf(offeredTypes), { maxItems: offeredTypes.length }) })
export type OrderTypes = Static<typeof OrderTypes>

/** Another day for a sample to be back, or that it need not come back. */
export const ReturnDay = shape({
  version: Type.Optional(Type.Integer()),
  returnBy: Type.Optional(Nullable(DateOnly)),
  noReturn: Type.Optional(Type.Boolean()),
  note: Type.Optional(Nullable(Text(500))),
})
export type ReturnDay = Static<typeof ReturnDay>
