import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'
import { OfKit } from '#kernel/parts.ts'

// prettier-ignore
const returnStates = [
  'requested',
  'approved',
  'in_transit',
  'received',
  'inspected',
  'closed',
  'rejected',
  'cancelled',
  'lapsed',
] as const
export type ReturnState = (typeof returnStates)[number]
const returnReasons = ['damaged', 'quality', 'wrong', 'missing', 'unwanted', 'other'] as const
export const decisions = ['refund', 'credit', 'send_again', 'exchange', 'repair', 'none'] as const
export type Decision = (typeof decisions)[number]

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Custom = Type.Record(Type.String(), Type.Unknown())
const text = Nullable(Type.String())
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))
const version = Type.Optional(Type.Integer())

export const NewReturnLine = shape({
  orderLineId: Id,
  /** In the order line's own unit; or `qty`, in the base unit. */
  unitQty: Type.Optional(Qty),
  qty: Type.Optional(Qty),
  batch: maybe(60),
})
export type NewReturnLine = Static<typeof NewReturnLine>
const Lines = Type.Array(NewReturnLine, { minItems: 1, maxItems: 2000 })

const given = {
  reason: Type.Optional(OneOf(returnReasons)),
  carrier: maybe(60),
  trackingNumber: maybe(60),
  note: maybe(2000),
  custom: Type.Optional(Custom),
}
export const NewReturn = shape({ orderId: Id, ticketId: Type.Optional(Nullable(Id)), lines: Lines, ...given })
export type NewReturn = Static<typeof NewReturn>
export const ReturnEdit = shape({ version, lines: Type.Optional(Lines), ...given })
export type ReturnEdit = Static<typeof ReturnEdit>

export const SendBody = shape({ version, note: maybe(2000), carrier: maybe(60), trackingNumber: maybe(60) })
/** What came, by line, in base units; a line that is not named came whole and good. */
export const ReceiveBody = shape({
  version,
  note: maybe(2000),
  /** The business day; absent: today. */
  date: Type.Optional(DateOnly),
  /** Absent: the default one. */
  warehouseId: Type.Optional(Nullable(Id)),
  /** Where damaged goods are kept apart; without one they are scrapped at once. */
  damagedWarehouseId: Type.Optional(Nullable(Id)),
  lines: Type.Optional(
    Type.Array(
      shape({
        no: Type.Integer({ minimum: 1 }),
        good: Type.Optional(Qty),
        damaged: Type.Optional(Qty),
        missing: Type.Optional(Qty),
      }),
      { maxItems: 2000 },
    ),
  ),
})
export type ReceiveBody = Static<typeof ReceiveBody>
/** What is done about it, by line; without a quantity about all of the line that came. */
export const InspectBody = shape({
  version,
  note: maybe(2000),
  lines: Type.Array(shape({ no: Type.Integer({ minimum: 1 }), decision: OneOf(decisions), qty: Type.Optional(Qty) }), {
    maxItems: 2000,
  }),
})
export type InspectBody = Static<typeof InspectBody>

export const ReturnLine = shape({
  id: Id,
  no: Type.Integer(),
  orderLineId: Id,
  orderLineNo: Type.Integer(),
  productId: Nullable(Id),
  stockKept: Type.Boolean(),
  code: text,
  name: Type.String(),
  spec: text,
  unit: Type.String(),
  unitQty: Type.String(),
  factor: Type.String(),
  qty: Type.String(),
  batch: text,
  good: Type.String(),
  damaged: Type.String(),
  missing: Type.String(),
  decision: Nullable(OneOf(decisions)),
  decidedQty: Type.String(),
  /** What the decided part is worth, in the order's currency. */
  amount: Type.String(),
})
export type ReturnLine = Static<typeof ReturnLine>

export const Outcome = shape({
  entity: OneOf(['refund', 'invoice', 'order']),
  recordId: Id,
  number: Type.String(),
  state: Type.String(),
  amount: text,
})
export type Outcome = Static<typeof Outcome>

export const GoodsReturn = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(returnStates),
  orderId: Id,
  orderNumber: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  ticketId: Nullable(Id),
  ticketNumber: text,
  reason: OneOf(returnReasons),
  lineCount: Type.Integer(),
  currency: Type.String(),
  amount: Type.String(),
  carrier: text,
  trackingNumber: text,
  warehouseId: Nullable(Id),
  warehouseName: text,
  damagedWarehouseId: Nullable(Id),
  damagedWarehouseName: text,
  date: Nullable(DateOnly),
  receivedAt: Nullable(Instant),
  inspectedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  note: text,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type GoodsReturn = Static<typeof GoodsReturn>
export const WholeReturn = shape({
  ...GoodsReturn.properties,
  lines: Type.Array(ReturnLine),
  outcomes: Type.Array(Outcome),
})
export type WholeReturn = Static<typeof WholeReturn>

const Exchanged = shape({ orderId: Id, orderNumber: Type.String() })
/** What an order replaces, and what replaces goods of it. */
export const Exchanges = shape({
  from: Nullable(
    shape({
      ...Exchanged.properties,
      returnId: Id,
      returnNumber: Type.String(),
      ticketId: Nullable(Id),
      ticketNumber: text,
    }),
  ),
  to: Type.Array(Exchanged),
})
export type Exchanges = Static<typeof Exchanges>

/** What of an order may still come back, as a form begins with it. */
export const ReturnableLine = shape({
  orderLineId: Id,
  no: Type.Integer(),
  productId: Nullable(Id),
  code: text,
  name: Type.String(),
  spec: text,
  /** Of the kit whose part it is. */
  kit: Nullable(OfKit),
  unit: Type.String(),
  factor: Type.String(),
  delivered: Type.String(),
  /** In base units; `unitQty` in the line's unit, null where that is not exact. */
  qty: Type.String(),
  unitQty: Nullable(Type.String()),
})
export type ReturnableLine = Static<typeof ReturnableLine>

/** The same judgement as the move itself: what each line would be worth and what could be paid back of it. */
export const InspectPreview = shape({
  ok: Type.Boolean(),
  reasons: Type.Array(ReasonShape),
  currency: Type.String(),
  lines: Type.Array(shape({ no: Type.Integer(), amount: Type.String() })),
  /** Σ of the lines to be refunded, and what of it the customer has paid too much. */
  refund: Type.String(),
  refundable: Type.String(),
})
export type InspectPreview = Static<typeof InspectPreview>

export const ReturnSettings = shape({
  /** Where damaged goods go unless somebody says otherwise: a warehouse that is not for sale. Null: they are scrapped. */
  damagedWarehouseId: Nullable(Id),
})
export type ReturnSettings = Static<typeof ReturnSettings>
