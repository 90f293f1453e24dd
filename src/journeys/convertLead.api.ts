import { type Static, Type } from 'typebox'
import { DoorVerdict } from '#features/deal/deal.schema.ts'
import { Lead } from '#features/lead/lead.schema.ts'
import { DateOnly, endpoint, Id, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'

const text = Nullable(Type.String())

/** What is known of a customer that may be the same; without `mayUse` it is out of the asker's reach. */
const CustomerMatch = shape({
  id: Id,
  name: Type.String(),
  why: OneOf(['name', 'company', 'phone', 'email', 'uscc', 'contact']),
  level: text,
  phone: text,
  address: text,
  mayUse: Type.Boolean(),
  /** What a deal of it would run into; nothing where it is out of reach. */
  ...DoorVerdict.properties,
})
const ContactMatch = shape({
  id: Id,
  customerId: Id,
  name: Type.String(),
  customerName: Type.String(),
  why: OneOf(['phone', 'email']),
})

export const ConvertPreview = shape({
  suggested: shape({ customerName: Type.String(), contactName: Type.String(), dealName: Type.String() }),
  customers: Type.Array(CustomerMatch),
  contacts: Type.Array(ContactMatch),
  /** What a deal of a new customer of the suggested name would run into. */
  ...DoorVerdict.properties,
  /** Why not now; empty when it may go ahead. */
  reasons: Type.Array(ReasonShape),
})
export type ConvertPreview = Static<typeof ConvertPreview>

export const ConvertBody = shape({
  /** An existing customer … */
  customerId: Type.Optional(Id),
  /** … or a new one although others look alike. */
  newCustomer: Type.Optional(Type.Boolean()),
  customerName: Type.Optional(Text(200, 1)),
  contactId: Type.Optional(Id),
  dealName: Type.Optional(Text(200, 1)),
  pipelineId: Type.Optional(Id),
  amount: Type.Optional(Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })),
  expectedClose: Type.Optional(DateOnly),
  version: Type.Optional(Type.Integer()),
})
export type ConvertBody = Static<typeof ConvertBody>

export const Converted = shape({
  lead: Lead,
  customerId: Id,
  contactId: Id,
  dealId: Id,
  held: DoorVerdict.properties.held,
})
export type Converted = Static<typeof Converted>

// biome-ignore format: a table
export const convertLeadApi = {
  preview: endpoint({ method: 'POST', path: '/leads/:id/moves/convert/preview', mode: 'read', access: 'lead.convert', body: shape({}), reply: ConvertPreview }),
  convert: endpoint({ method: 'POST', path: '/leads/:id/moves/convert', mode: 'write', access: 'lead.convert', body: ConvertBody, reply: Converted }),
}
