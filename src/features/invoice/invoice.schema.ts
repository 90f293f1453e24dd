import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'
import { OnPaper } from '#meta/buyer.ts'

const kinds = ['normal', 'advance', 'red'] as const
export type InvoiceKind = (typeof kinds)[number]
const taxKinds = ['special', 'plain', 'none'] as const
export type TaxKind = (typeof taxKinds)[number]
// biome-ignore format: a list
const states = ['requested', 'issuing', 'issued', 'failed', 'withdrawn', 'refused', 'draft', 'awaiting', 'confirmed', 'rejected', 'lapsed'] as const
export type InvoiceState = (typeof states)[number]
const redReasons = ['wrong', 'return', 'ended', 'allowance'] as const
export type RedReason = (typeof redReasons)[number]
const channels = ['manual', 'file', 'standin'] as const
export type Channel = (typeof channels)[number]

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Amount = Type.String({ pattern: '^-?\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })
const Custom = Type.Record(Type.String(), Type.Unknown())
const text = Nullable(Type.String())
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))

/** As it stands on the paper. */
export type Buyer = OnPaper
const BuyerEdit = Type.Partial(OnPaper, { additionalProperties: false })
export type BuyerEdit = Static<typeof BuyerEdit>

/** Of an order line: a quantity, in its unit or in the base unit, or an amount with tax alone. */
export const NewInvoiceLine = shape({
  orderLineId: Id,
  unitQty: Type.Optional(Qty),
  qty: Type.Optional(Qty),
  amount: Type.Optional(Amount),
  shipmentLineId: Type.Optional(Id),
  name: Type.Optional(Text(200, 1)),
  spec: maybe(200),
  taxCode: maybe(19),
})
export type NewInvoiceLine = Static<typeof NewInvoiceLine>
const Lines = Type.Array(NewInvoiceLine, { maxItems: 2000 })

const what = {
  lines: Type.Optional(Lines),
  /** All that may be invoiced of these orders, of one payer and currency. */
  orderIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 50 })),
  /** What these shipments brought. */
  shipmentIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 50 })),
  /** Of one order, with tax: spread over its lines, or the whole advance. */
  amount: Type.Optional(Amount),
  /** Its amount by the order's terms. */
  instalmentNo: Type.Optional(Type.Integer({ minimum: 1 })),
}
const given = {
  taxKind: Type.Optional(OneOf(['special', 'plain'])),
  /** Billing details of the payer or of the customer, instead of the payer's default. */
  profileId: Type.Optional(Id),
  buyer: Type.Optional(BuyerEdit),
  note: maybe(2000),
  custom: Type.Optional(Custom),
}
export const NewInvoice = shape({ kind: Type.Optional(OneOf(['normal', 'advance'])), ...what, ...given })
export type NewInvoice = Static<typeof NewInvoice>
export const FromOrder = shape({
  orderId: Id,
  kind: NewInvoice.properties.kind,
  amount: what.amount,
  instalmentNo: what.instalmentNo,
  ...given,
})
export type FromOrder = Static<typeof FromOrder>
export const InvoiceEdit = shape({
  version: Type.Optional(Type.Integer()),
  lines: Type.Optional(Lines),
  /** What is written on lines that stay as they are. */
  words: Type.Optional(
    Type.Array(
      shape({
        no: Type.Integer({ minimum: 1 }),
        name: Type.Optional(Text(200, 1)),
        spec: maybe(200),
        taxCode: maybe(19),
      }),
      {
        maxItems: 2000,
      },
    ),
  ),
  ...given,
})
export type InvoiceEdit = Static<typeof InvoiceEdit>

/** By line of the original; absent: all that stands of it. */
export const NewRed = shape({
  reason: OneOf(redReasons),
  lines: Type.Optional(
    Type.Array(shape({ no: Type.Integer({ minimum: 1 }), qty: Type.Optional(Qty), amount: Type.Optional(Qty) }), {
      minItems: 1,
      maxItems: 2000,
    }),
  ),
  note: maybe(2000),
  custom: Type.Optional(Custom),
})
export type NewRed = Static<typeof NewRed>

export const ReasonBody = shape({ version: Type.Optional(Type.Integer()), note: Text(2000, 1) })
/** What the tax service answered. */
export const RecordBody = shape({
  version: Type.Optional(Type.Integer()),
  note: maybe(2000),
  taxNumber: Type.String({ pattern: '^\\d{20}$', description: '20 digits' }),
  date: Type.Optional(DateOnly),
})

export const InvoiceLine = shape({
  id: Id,
  no: Type.Integer(),
  orderId: Nullable(Id),
  orderNumber: text,
  orderLineId: Nullable(Id),
  shipmentLineId: Nullable(Id),
  originalLineId: Nullable(Id),
  productId: Nullable(Id),
  by: OneOf(['quantity', 'amount']),
  qty: text,
  unit: text,
  unitQty: text,
  price: text,
  name: Type.String(),
  spec: text,
  taxCode: text,
  lineKind: OneOf(['normal', 'discounted', 'discount']),
  /** What can come back: a service or a fee is no return. */
  isGoods: Type.Boolean(),
  taxRate: Type.String(),
  net: Type.String(),
  tax: Type.String(),
  gross: Type.String(),
})
export type InvoiceLine = Static<typeof InvoiceLine>

export const Invoice = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  kind: OneOf(kinds),
  taxKind: OneOf(taxKinds),
  state: OneOf(states),
  customerId: Id,
  customerName: Type.String(),
  payerId: Id,
  payerName: Type.String(),
  orderNumbers: Type.String(),
  buyerName: Type.String(),
  currency: Type.String(),
  rate: Type.String(),
  net: Type.String(),
  tax: Type.String(),
  gross: Type.String(),
  baseGross: Type.String(),
  date: Nullable(DateOnly),
  issuedAt: Nullable(Instant),
  taxNumber: text,
  registerNo: Nullable(Type.Integer()),
  originalId: Nullable(Id),
  originalNumber: text,
  redReason: Nullable(OneOf(redReasons)),
  reversed: Type.String(),
  /** Derived: how much of an issued one was taken back. */
  standing: Nullable(OneOf(['whole', 'part', 'reversed'])),
  channel: Nullable(OneOf(channels)),
  sentAt: Nullable(Instant),
  askedAt: Nullable(Instant),
  attempts: Type.Integer(),
  /** Sent, and no answer for so long that someone should look. */
  stuck: Type.Boolean(),
  error: text,
  lapsesAt: Nullable(Instant),
  note: text,
  isOpening: Type.Boolean(),
  /** Of before, without an order: a debt by itself, due on its own day. */
  alone: Type.Boolean(),
  dueDate: Nullable(DateOnly),
  requesterId: Nullable(Id),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Invoice = Static<typeof Invoice>
export const WholeInvoice = shape({
  ...Invoice.properties,
  buyer: OnPaper,
  lines: Type.Array(InvoiceLine),
  capital: text,
})
export type WholeInvoice = Static<typeof WholeInvoice>

/** What a request would be; nothing is kept. */
export const InvoicePreview = shape({
  buyer: Nullable(OnPaper),
  /** Whose billing details may stand on it: the payer's and the customer's. */
  parties: Type.Array(Id),
  currency: text,
  net: Type.String(),
  tax: Type.String(),
  gross: Type.String(),
  lines: Type.Array(InvoiceLine),
  /** In the way of the request. */
  reasons: Type.Array(ReasonShape),
  /** What issuing will still ask for, or should be known first. */
  warnings: Type.Array(ReasonShape),
})
export type InvoicePreview = Static<typeof InvoicePreview>

/** Of an issued invoice: advances of its orders that stand, and how much of them it deducts. */
export const Deductible = shape({ currency: Type.String(), standing: Type.String(), amount: Type.String() })
export type Deductible = Static<typeof Deductible>

/** What a tax program answered, line by line; what has no reasons against it can be recorded. */
export const ReadAnswer = shape({
  line: Type.Integer(),
  number: Type.String(),
  id: Nullable(Id),
  version: Nullable(Type.Integer()),
  taxNumber: text,
  date: Nullable(DateOnly),
  reasons: Type.Array(ReasonShape),
})
export type ReadAnswer = Static<typeof ReadAnswer>

/** What of an order may still be invoiced, as a form begins with it. */
export const BillableLine = shape({
  orderId: Id,
  orderNumber: Type.String(),
  orderLineId: Id,
  no: Type.Integer(),
  name: Type.String(),
  spec: text,
  unit: Type.String(),
  factor: Type.String(),
  /** By the order's basis, without tolerance, less what is invoiced and asked for; base units. */
  qty: Type.String(),
  unitQty: text,
  /** What that quantity comes to, with tax; and the most that may be asked for by amount. */
  amount: Type.String(),
  roomAmount: Type.String(),
  invoiced: Type.String(),
  invoicedAmount: Type.String(),
  /** Of it, asked for and not yet issued. */
  heldQty: Type.String(),
  heldAmount: Type.String(),
  taxRate: Type.String(),
  taxCode: text,
})
export type BillableLine = Static<typeof BillableLine>

const Seller = shape({
  name: Text(200),
  taxNumber: Nullable(Text(30)),
  address: Nullable(Text(300)),
  phone: Nullable(Text(60)),
  bank: Nullable(Text(200)),
  account: Nullable(Text(60)),
})
const Off = Type.String({ pattern: '^\\d{1,4}(\\.\\d{1,2})?$', description: 'decimal' })
export const InvoiceSettings = shape({
  channel: OneOf(channels),
  seller: Seller,
  /** How far tax may be from amount × rate, by line and in all. */
  lineOff: Off,
  totalOff: Off,
  /** How the local stand-in behaves; answers `delay` seconds late. */
  standin: shape({
    does: OneOf(['issue', 'fail', 'hang', 'late']),
    delay: Type.Integer({ minimum: 0, maximum: 3600 }),
  }),
})
export type InvoiceSettings = Static<typeof InvoiceSettings>
