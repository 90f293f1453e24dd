import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const settlementStates = ['draft', 'posted', 'cancelled'] as const
export type SettlementState = (typeof settlementStates)[number]

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal, in the base unit' })
const Custom = Type.Record(Type.String(), Type.Unknown())
const text = Nullable(Type.String())
const day = Nullable(DateOnly)
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))

/** Of what a shipment brought to the site. */
export const NewSettlementLine = shape({ shipmentLineId: Id, qty: Qty })
export type NewSettlementLine = Static<typeof NewSettlementLine>
/** So much of a product, whichever shipment brought it: the oldest first. */
export const SettledProduct = shape({ productId: Id, qty: Qty, batch: maybe(60) })
export type SettledProduct = Static<typeof SettledProduct>

const given = {
  /** The business day; absent: today. */
  date: Type.Optional(DateOnly),
  /** What the customer's list is about. */
  periodFrom: Type.Optional(day),
  periodTo: Type.Optional(day),
  /** The number of the customer's own list. */
  customerReference: maybe(60),
  note: maybe(2000),
  custom: Type.Optional(Custom),
}
/** One of the three at most: lines, products, or all that lies there. */
const what = {
  lines: Type.Optional(Type.Array(NewSettlementLine, { maxItems: 2000 })),
  products: Type.Optional(Type.Array(SettledProduct, { maxItems: 2000 })),
  all: Type.Optional(Type.Boolean()),
}
export const NewSettlement = shape({ siteId: Id, ...what, ...given })
export type NewSettlement = Static<typeof NewSettlement>
export const SettlementEdit = shape({ version: Type.Optional(Type.Integer()), ...what, ...given })
export type SettlementEdit = Static<typeof SettlementEdit>
export type Filling = { readonly [K in 'lines' | 'products' | 'all']: NewSettlement[K] | undefined }

export const SettlementLine = shape({
  id: Id,
  no: Type.Integer(),
  shipmentLineId: Id,
  shipmentId: Id,
  shipmentNumber: Type.String(),
  /** Null where the shipment was taken back since. */
  shippedOn: day,
  orderId: Id,
  orderNumber: Type.String(),
  orderLineId: Id,
  orderLineNo: Type.Integer(),
  productId: Nullable(Id),
  code: text,
  name: Type.String(),
  spec: text,
  batch: text,
  /** In the base unit; `unitQty` in the order line's unit, null where that is not exact. */
  qty: Type.String(),
  baseUnit: Type.String(),
  unit: Type.String(),
  factor: Type.String(),
  unitQty: text,
  /** What still lies there of what that shipment brought, whatever drafts say. */
  lying: Type.String(),
  /** Its share of the order line's total, with tax. */
  amount: Type.String(),
})
export type SettlementLine = Static<typeof SettlementLine>

export const Settlement = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(settlementStates),
  customerId: Id,
  customerName: Type.String(),
  siteId: Id,
  siteName: Type.String(),
  date: DateOnly,
  periodFrom: day,
  periodTo: day,
  customerReference: text,
  /** Of all its orders, in their order. */
  orderNumbers: Type.String(),
  lineCount: Type.Integer(),
  payerName: text,
  currency: text,
  amount: text,
  postedAt: Nullable(Instant),
  note: text,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Settlement = Static<typeof Settlement>

/** What was asked for with it; null where the reader may not open it. */
export const SettledInvoice = shape({
  id: Nullable(Id),
  number: text,
  state: Type.String(),
  taxNumber: text,
  gross: text,
  currency: Type.String(),
})
export type SettledInvoice = Static<typeof SettledInvoice>
export const WholeSettlement = shape({
  ...Settlement.properties,
  lines: Type.Array(SettlementLine),
  invoices: Type.Array(SettledInvoice),
})
export type WholeSettlement = Static<typeof WholeSettlement>

export const PostBody = shape({
  version: Type.Optional(Type.Integer()),
  note: maybe(2000),
  /** Ask for the invoice of exactly this in the same step. */
  requestInvoice: Type.Optional(Type.Boolean()),
})
