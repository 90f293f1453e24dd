import { type Static, Type } from 'typebox'
import { Id, Instant, OneOf, shape } from '#kernel/api.ts'

/** What this customer paid last, after every discount, for one of the unit. */
export const LastPrice = shape({
  productId: Id,
  orderId: Id,
  number: Type.String(),
  unit: Type.String(),
  unitQty: Type.String(),
  price: Type.String(),
  currency: Type.String(),
  taxMode: OneOf(['inclusive', 'exclusive']),
  at: Instant,
})
export type LastPrice = Static<typeof LastPrice>

export type AgreedPrice = {
  readonly customerId: string
  readonly recordId: string
  readonly number: string
  readonly currency: string
  readonly taxMode: LastPrice['taxMode']
  readonly at: string
  readonly lines: readonly Pick<LastPrice, 'productId' | 'unit' | 'unitQty' | 'price'>[]
}
