import { type Static, Type } from 'typebox'
import { endpoint, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

/** How this company sends goods. */
export const Shipping = shape({
  /** What an unchecked packing means when it is shipped: nothing, a word about it, or a refusal. */
  check: OneOf(['off', 'say', 'must']),
  /** Where a parcel is seen at its carrier: a line each, the carrier's name and an address with `{number}`. */
  links: Nullable(Text(2000)),
  /** Who says where parcels are: people, or the stand-in that lives here. */
  tracking: OneOf(['manual', 'standin']),
})
export type Shipping = Static<typeof Shipping>

export const shippingApi = {
  get: endpoint({ method: 'GET', path: '/shipping', mode: 'read', access: 'signedIn', reply: Shipping }),
  set: endpoint({
    method: 'PATCH',
    path: '/shipping',
    mode: 'write',
    access: 'org.edit',
    body: Type.Partial(Shipping, { additionalProperties: false }),
    reply: Shipping,
  }),
}
