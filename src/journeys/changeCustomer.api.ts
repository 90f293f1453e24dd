import { type Static, Type } from 'typebox'
import { Deal } from '#features/deal/deal.schema.ts'
import { endpoint, Id, Nullable, ReasonShape, shape, Text } from '#kernel/api.ts'

export const ChangeCustomerBody = shape({
  customerId: Id,
  /** One of the new customer's. */
  contactId: Type.Optional(Nullable(Id)),
  version: Type.Optional(Type.Integer()),
  note: Type.Optional(Text(2000)),
})
export type ChangeCustomerBody = Static<typeof ChangeCustomerBody>

/** Why not now; empty when it may go ahead. */
const ChangeCustomerPreview = shape({ reasons: Type.Array(ReasonShape) })

// biome-ignore format: a table
export const changeCustomerApi = {
  previewCustomer: endpoint({ method: 'POST', path: '/deals/:id/moves/changeCustomer/preview', mode: 'read', access: 'deal.edit', body: shape({}), reply: ChangeCustomerPreview }),
  changeCustomer:  endpoint({ method: 'POST', path: '/deals/:id/moves/changeCustomer', mode: 'write', access: 'deal.edit', body: ChangeCustomerBody, reply: Deal }),
}
