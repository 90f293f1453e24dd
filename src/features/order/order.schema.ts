import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, ReasonShape, Said, shape, Text } from '#kernel/api.ts'
import { Parts } from '#kernel/parts.ts'
import { Terms } from '#kernel/terms.ts'
import { orderTypes } from './orderType.schema.ts'

const orderStates = ['draft', 'in_review', 'confirmed', 'on_hold', 'closed', 'cancelled'] as const
export type OrderState = (typeof orderStates)[number]
const packetStates = ['complete', 'accepted', 'sent_back'] as const
export type PacketState = (typeof packetStates)[number]
export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export type OrderPriority = (typeof priorities)[number]
/** More lines than this are refused. */
const mostLines = 2000

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Price = Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })
const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$', description: 'percent' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })
const Custom = Type.Record(Type.String(), Type.Unknown())
/** What may be invoiced: all that is due, what has gone out, what has arrived, nothing. */
const BillBasis = OneOf(['order', 'shipment', 'delivery', 'none'])
const DiscountKind = OneOf(['percent', 'amount'])
const text = Nullable(Type.String())
const maybe = { text: (most: number) => Type.Optional(Nullable(Text(most))), day: Type.Optional(Nullable(DateOnly)) }

export const LineInput = shape({
  /** Of a line that stays; a new one has none. */
  id: Type.Optional(Id),
  productId: Type.Optional(Nullable(Id)),
  kind: Type.Optional(OneOf(['goods', 'service', 'fee'])),
  fulfil: Type.Optional(OneOf(['ship', 'accept', 'none'])),
  name: Type.Optional(Text(200)),
  spec: maybe.text(200),
  unit: Type.Optional(Text(20)),
  unitQty: Qty,
  /** Of one `unit`; absent: the product's list price. */
  price: Type.Optional(Price),
  discountKind: Type.Optional(Nullable(DiscountKind)),
  discountValue: Type.Optional(Nullable(Amount)),
  taxRate: Type.Optional(Percent),
  promisedDate: maybe.day,
  warehouseId: Type.Optional(Nullable(Id)),
  note: maybe.text(500),
})
export type LineInput = Static<typeof LineInput>

const given = {
  /** Decides what it costs, what moves stock and whether it is invoiced; stays once it is submitted. */
  type: Type.Optional(OneOf(orderTypes)),
  /** Of a sample: the day it is to be back, or that it need not come back. */
  priority: Type.Optional(OneOf(priorities)),
  returnBy: maybe.day,
  noReturn: Type.Optional(Type.Boolean()),
  /** Of a consignment: to which of the customer's sites the goods go; absent: their only one. */
  siteId: Type.Optional(Nullable(Id)),
  payerId: Type.Optional(Nullable(Id)),
  contactId: Type.Optional(Nullable(Id)),
  date: Type.Optional(DateOnly),
  promisedDate: maybe.day,
  poNumber: maybe.text(100),
  address: maybe.text(300),
  currency: Type.Optional(Currency),
  taxMode: Type.Optional(OneOf(['inclusive', 'exclusive'])),
  taxRound: Type.Optional(OneOf(['line', 'document'])),
  discountKind: Type.Optional(Nullable(DiscountKind)),
  discountValue: Type.Optional(Nullable(Amount)),
  terms: Type.Optional(Terms),
  billBasis: Type.Optional(BillBasis),
  note: maybe.text(5000),
  ownerId: Type.Optional(Id),
  custom: Type.Optional(Custom),
}
const Lines = Type.Array(LineInput, { maxItems: mostLines })

export const NewOrder = shape({ customerId: Id, lines: Type.Optional(Lines), ...given })
export type NewOrder = Static<typeof NewOrder>
export const OrderEdit = shape({ version: Type.Optional(Type.Integer()), ...given })
export type OrderEdit = Static<typeof OrderEdit>
export const LinesEdit = shape({
  version: Type.Integer(),
  lines: Lines,
  discountKind: given.discountKind,
  discountValue: given.discountValue,
})
export type LinesEdit = Static<typeof LinesEdit>
/** The editor's foot: what these lines would add up to. */
export const OrderSketch = shape({
  type: given.type,
  currency: given.currency,
  taxMode: given.taxMode,
  taxRound: given.taxRound,
  discountKind: given.discountKind,
  discountValue: given.discountValue,
  lines: Lines,
})
export type OrderSketch = Static<typeof OrderSketch>

const amounts = { net: Type.String(), tax: Type.String(), gross: Type.String() }
const counters = {
  ordered: Qty,
  cancelled: Qty,
  reserved: Qty,
  shipped: Qty,
  delivered: Qty,
  returned: Qty,
  reship: Qty,
  invoiced: Qty,
  credited: Qty,
}

export const OrderLine = shape({
  id: Id,
  no: Type.Integer(),
  productId: Nullable(Id),
  kind: OneOf(['goods', 'service', 'fee']),
  fulfil: OneOf(['ship', 'accept', 'none']),
  stockKept: Type.Boolean(),
  code: text,
  name: Type.String(),
  spec: text,
  unit: Type.String(),
  unitQty: Type.String(),
  factor: Type.String(),
  price: Type.String(),
  listPrice: text,
  discountKind: Nullable(DiscountKind),
  discountValue: text,
  taxRate: Type.String(),
  base: Type.String(),
  lineDiscount: Type.String(),
  share: Type.String(),
  amount: Type.String(),
  ...amounts,
  note: text,
  promisedDate: Nullable(DateOnly),
  warehouseId: Nullable(Id),
  quoteLineId: Nullable(Id),
  contractLineId: Nullable(Id),
  /** Of a kit, as it was agreed. Once confirmed each part is a line that points back: it ships, and has no money. */
  parts: Parts,
  kitLineId: Nullable(Id),
  perKit: text,
  /** What the part is worth of the kit's total. */
  kitShare: text,
  ...counters,
  invoicedAmount: Type.String(),
  creditedAmount: Type.String(),
  overTolerance: Type.String(),
  billTolerance: Type.String(),
  toShip: Type.String(),
  due: Type.String(),
})
export type OrderLine = Static<typeof OrderLine>

/** Pushed down by what comes after the order: stored, so that lists can ask. */
const progress = {
  supply: OneOf(['notNeeded', 'none', 'part', 'full']),
  fulfilment: OneOf(['notNeeded', 'none', 'part', 'full', 'delivered']),
  billing: OneOf(['notNeeded', 'none', 'part', 'full', 'over']),
  payment: OneOf(['notNeeded', 'none', 'part', 'full', 'over']),
  returned: OneOf(['none', 'part', 'full']),
  writtenOff: Type.String(),
  /** Of the oldest instalment with something open. */
  nextDue: Nullable(DateOnly),
  issuingInvoices: Type.Integer(),
  liveReturns: Type.Integer(),
  /** Changes of it that are neither applied nor over: one at most. */
  liveChanges: Type.Integer(),
  /** Its version as it is known outside: every applied change makes the next one. */
  revision: Type.Integer(),
  /** By advance invoices, which bill no line, less what was taken back. */
  advanceInvoiced: Type.String(),
  billBasis: BillBasis,
  completedAt: Nullable(Instant),
}
const ProgressShape = shape(progress)
export type Progress = Static<typeof ProgressShape>

export const Order = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  type: OneOf(orderTypes),
  priority: OneOf(priorities),
  returnBy: Nullable(DateOnly),
  noReturn: Type.Boolean(),
  /** The sample that the customer kept, which this order sells. */
  sampleId: Nullable(Id),
  sampleNumber: text,
  siteId: Nullable(Id),
  siteName: text,
  customerId: Id,
  customerName: Type.String(),
  payerId: Id,
  payerName: Type.String(),
  contactId: Nullable(Id),
  contactName: text,
  dealId: Nullable(Id),
  dealName: text,
  quoteId: Nullable(Id),
  quoteNumber: text,
  contractId: Nullable(Id),
  contractNumber: text,
  state: OneOf(orderStates),
  /** Reviewed in full, this very content; it waits for something else. */
  reviewed: Type.Boolean(),
  date: DateOnly,
  promisedDate: Nullable(DateOnly),
  poNumber: text,
  address: text,
  currency: Type.String(),
  rate: Type.String(),
  taxMode: OneOf(['inclusive', 'exclusive']),
  taxRound: OneOf(['line', 'document']),
  discountKind: Nullable(DiscountKind),
  discountValue: text,
  ...amounts,
  baseGross: Type.String(),
  terms: Terms,
  packetState: Nullable(OneOf(packetStates)),
  paidAmount: Type.String(),
  ...progress,
  threadId: Id,
  note: text,
  submittedAt: Nullable(Instant),
  approvedAt: Nullable(Instant),
  confirmedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  cancelledAt: Nullable(Instant),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Order = Static<typeof Order>

const share = Type.Integer({ description: 'per cent, for show: never rounded to done or to nothing' })
export const Axes = shape({
  supply: shape({ value: progress.supply, share }),
  fulfilment: shape({ value: progress.fulfilment, share }),
  billing: shape({ value: progress.billing, share }),
  payment: shape({ value: progress.payment, share }),
})
export type Axes = Static<typeof Axes>

export const WholeOrder = shape({ ...Order.properties, lines: Type.Array(OrderLine), axes: Axes })
export type WholeOrder = Static<typeof WholeOrder>

export const Sketch = shape({
  ...amounts,
  lines: Type.Array(shape({ amount: Type.String(), ...amounts })),
  reasons: Type.Array(ReasonShape),
})
export type Sketch = Static<typeof Sketch>

/** Free stock for what waits; absent: all of it. */
export const ReserveBody = shape({
  version: Type.Optional(Type.Integer()),
  note: Type.Optional(Nullable(Text(2000))),
  lineIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 2000 })),
})
export const MovePreview = shape({
  ok: Type.Boolean(),
  to: OneOf(orderStates),
  reasons: Type.Array(ReasonShape),
  /** Not in the way, but worth knowing first. */
  warnings: Type.Array(ReasonShape),
})
export type MovePreview = Static<typeof MovePreview>
export const CancelBody = shape({ version: Type.Optional(Type.Integer()), note: Said(2000) })
