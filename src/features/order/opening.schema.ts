import { type Static, Type } from 'typebox'
import { DateOnly, Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { offeredTypes } from './orderType.schema.ts'

const Decimal = Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Share = Type.String({ pattern: '^(0(\\.\\d{1,6})?|1(\\.0{1,6})?)$', description: 'share between 0 and 1' })
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))

/** A line of a file: a product, or what is charged without one. */
export const OpeningLine = shape({
  productId: Type.Optional(Id),
  lineName: maybe(200),
  unitQty: Decimal,
  unit: Type.Optional(Text(20, 1)),
  price: Type.Optional(Decimal),
  discount: Type.Optional(Share),
  taxRate: Type.Optional(Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$', description: 'percent' })),
  /** Of this line; absent: all of it, where the order was shipped. */
  shippedQty: Type.Optional(Decimal),
  lineNote: maybe(500),
})
export type OpeningLine = Static<typeof OpeningLine>

/** An order of before, as it stands. What is not said follows from its days: shipped means delivered, invoiced, paid. */
export const NewOpening = shape({
  number: Text(40, 1),
  /** No consignment: what lies at a site comes by its shipment alone. */
  type: Type.Optional(OneOf(['standard', ...offeredTypes])),
  /** Of a sample; absent: it need not come back. */
  returnBy: Type.Optional(DateOnly),
  customerId: Id,
  payerId: Type.Optional(Id),
  date: DateOnly,
  promisedDate: Type.Optional(DateOnly),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })),
  taxMode: Type.Optional(OneOf(['inclusive', 'exclusive'])),
  poNumber: maybe(100),
  address: maybe(300),
  note: maybe(5000),
  ownerId: Type.Optional(Id),
  freight: Type.Optional(Decimal),
  shippedOn: Type.Optional(DateOnly),
  deliveredOn: Type.Optional(DateOnly),
  carrier: maybe(100),
  trackingNumber: maybe(100),
  dueOn: Type.Optional(DateOnly),
  paidAmount: Type.Optional(Decimal),
  paidOn: Type.Optional(DateOnly),
  invoiced: Type.Optional(Type.Boolean()),
  /** Of the invoice that billed all of it before Baton. */
  invoiceNumber: maybe(40),
  invoicedOn: Type.Optional(DateOnly),
  lines: Type.Array(OpeningLine, { minItems: 1, maxItems: 2000 }),
})
export type NewOpening = Static<typeof NewOpening>

/** What a customer owes from before, without saying for what. */
export const NewReceivable = shape({
  number: Text(40, 1),
  customerId: Id,
  date: DateOnly,
  amount: Decimal,
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })),
  dueOn: Type.Optional(DateOnly),
  note: maybe(5000),
})
export type NewReceivable = Static<typeof NewReceivable>
