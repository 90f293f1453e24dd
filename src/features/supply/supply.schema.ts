import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const supplyKinds = ['make', 'buy'] as const
export type SupplyKind = (typeof supplyKinds)[number]
const supplyStates = ['planned', 'in_progress', 'received', 'cancelled'] as const
export type SupplyState = (typeof supplyStates)[number]

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal, in the base unit' })
const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: 'percent' })
const Custom = Type.Record(Type.String(), Type.Unknown())
const text = Nullable(Type.String())
const day = Nullable(DateOnly)
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))
const version = Type.Optional(Type.Integer())

/** For which order line, and how much of the request. */
export const Want = shape({ orderLineId: Id, qty: Qty })
export type Want = Static<typeof Want>

const given = {
  /** Per cent of the quantity that may come beyond it; absent: as the company has set. */
  tolerance: Type.Optional(Percent),
  /** Where it arrives; absent: the default warehouse. */
  warehouseId: Type.Optional(Id),
  neededBy: Type.Optional(day),
  expectedOn: Type.Optional(day),
  supplier: maybe(200),
  assigneeId: Type.Optional(Nullable(Id)),
  note: maybe(2000),
  /** What is for no order is for stock. */
  wants: Type.Optional(Type.Array(Want, { maxItems: 500 })),
  custom: Type.Optional(Custom),
}
export const NewSupply = shape({ kind: OneOf(supplyKinds), productId: Id, qty: Qty, ...given })
export type NewSupply = Static<typeof NewSupply>
export const SupplyEdit = shape({
  version,
  kind: Type.Optional(OneOf(supplyKinds)),
  qty: Type.Optional(Qty),
  progress: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  ownerId: Type.Optional(Id),
  ...given,
})
export type SupplyEdit = Static<typeof SupplyEdit>

export const ReceiveBody = shape({
  version,
  qty: Qty,
  date: Type.Optional(DateOnly),
  batch: Type.Optional(Text(60)),
  warehouseId: Type.Optional(Id),
  note: maybe(2000),
})
export type ReceiveBody = Static<typeof ReceiveBody>
/** What the supplier has delivered to the customer. */
export const DeliverBody = shape({
  version,
  qty: Qty,
  date: Type.Optional(DateOnly),
  /** The number of the supplier's own delivery note. */
  supplierNote: maybe(60),
  carrier: maybe(60),
  trackingNumber: maybe(60),
  note: maybe(2000),
})
export type DeliverBody = Static<typeof DeliverBody>
/** `no`: which of its receipts. */
export const TakeBackBody = shape({ version, no: Type.Integer({ minimum: 1 }), note: Said(2000) })
export type TakeBackBody = Static<typeof TakeBackBody>

export const Supply = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  kind: OneOf(supplyKinds),
  /** The supplier delivers to the customer: nothing of it comes into a warehouse. */
  direct: Type.Boolean(),
  state: OneOf(supplyStates),
  productId: Id,
  productCode: Type.String(),
  productName: Type.String(),
  unit: Type.String(),
  qty: Type.String(),
  received: Type.String(),
  /** What is still to come of it. */
  coming: Type.String(),
  tolerance: Type.String(),
  warehouseId: Id,
  warehouseName: Type.String(),
  neededBy: day,
  expectedOn: day,
  progress: Type.Integer(),
  supplier: text,
  assigneeId: Nullable(Id),
  assigneeName: text,
  orderId: Nullable(Id),
  orderNumber: text,
  note: text,
  startedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Supply = Static<typeof Supply>

/** Nulls where the order is not the reader's to see. */
const ofLine = { orderLineId: Nullable(Id), orderId: Nullable(Id), orderNumber: text, lineNo: Nullable(Type.Integer()) }
const SupplyWant = shape({
  ...ofLine,
  customerName: text,
  promisedDate: day,
  qty: Type.String(),
  /** What of it has arrived and was held for the line. */
  given: Type.String(),
})
export type SupplyWant = Static<typeof SupplyWant>
const SupplyReceipt = shape({
  no: Type.Integer(),
  date: DateOnly,
  qty: Type.String(),
  warehouseId: Id,
  warehouseName: Type.String(),
  batch: Type.String(),
  /** The shipment by which the supplier delivered it. */
  shipmentId: Nullable(Id),
  shipmentNumber: text,
  note: text,
  madeAt: Instant,
  madeByName: text,
  reversedAt: Nullable(Instant),
  reversedByName: text,
  reversedNote: text,
  /** For whom it was held at once; the rest was for stock. */
  allots: Type.Array(shape({ ...ofLine, qty: Type.String() })),
})
export type SupplyReceipt = Static<typeof SupplyReceipt>
export const WholeSupply = shape({
  ...Supply.properties,
  wants: Type.Array(SupplyWant),
  receipts: Type.Array(SupplyReceipt),
})
export type WholeSupply = Static<typeof WholeSupply>

/** An order line that waits, and what is on its way to it. */
export const LineSupply = shape({
  orderLineId: Id,
  lineNo: Type.Integer(),
  productId: Id,
  name: Type.String(),
  unit: Type.String(),
  warehouseId: Nullable(Id),
  /** A supplier delivers it to the customer: no warehouse holds it. */
  direct: Type.Boolean(),
  lacks: Type.String(),
  /** What of that lies free now. */
  free: Type.String(),
  /** What of that nobody has asked for yet. */
  unasked: Type.String(),
  coming: Type.Array(
    shape({
      supplyId: Id,
      number: Type.String(),
      kind: OneOf(supplyKinds),
      state: OneOf(supplyStates),
      qty: Type.String(),
      expectedOn: day,
      progress: Type.Integer(),
      assigneeName: text,
      /** Whether the reader may open it. */
      may: Type.Boolean(),
    }),
  ),
})
export type LineSupply = Static<typeof LineSupply>
export const OrderSupply = shape({ lines: Type.Array(LineSupply), setting: OneOf(['stock', 'cancel']) })
export type OrderSupply = Static<typeof OrderSupply>

export const ShortageQuery = shape({ warehouseId: Type.Optional(Id), productId: Type.Optional(Id) })
export const Shortage = shape({
  productId: Id,
  productCode: Type.String(),
  productName: Type.String(),
  unit: Type.String(),
  warehouseId: Id,
  warehouseName: Type.String(),
  /** What confirmed orders wait for, and what reviewed ones want that cannot be confirmed. */
  waiting: Type.String(),
  /** Beyond what nobody holds there. */
  lacks: Type.String(),
  coming: Type.String(),
  /** What is still to be asked for. */
  open: Type.String(),
  /** What of it lies free and could be held at once. */
  freeNow: Type.String(),
  neededBy: day,
  kind: OneOf(supplyKinds),
  lines: Type.Array(
    shape({
      orderLineId: Id,
      orderId: Id,
      orderNumber: Type.String(),
      lineNo: Type.Integer(),
      customerName: Type.String(),
      promisedDate: day,
      lacks: Type.String(),
      confirmed: Type.Boolean(),
    }),
  ),
})
export type Shortage = Static<typeof Shortage>
/** A line of a direct order that nobody has asked a supplier for. */
const DirectLack = shape({
  orderLineId: Id,
  orderId: Id,
  orderNumber: Type.String(),
  lineNo: Type.Integer(),
  customerName: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  promisedDate: day,
  open: Type.String(),
})
export type DirectLack = Static<typeof DirectLack>
/** What is to come into warehouses, and what suppliers are to deliver to customers. */
export const Shortages = shape({ items: Type.Array(Shortage), direct: Type.Array(DirectLack) })

/** Of these products; absent: of all of which something waits. */
export const HoldFree = shape({ productIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })) })
export type HoldFree = Static<typeof HoldFree>
/** How many orders hold more now, and those of them that the reader may see. */
export const HeldFree = shape({
  count: Type.Integer(),
  orders: Type.Array(shape({ id: Id, number: Type.String() })),
})
export type HeldFree = Static<typeof HeldFree>

const Place = shape({ productId: Id, warehouseId: Id })
export const RequestBody = shape({
  kind: Type.Optional(OneOf(supplyKinds)),
  items: Type.Array(Place, { minItems: 1, maxItems: 200 }),
})
export type RequestBody = Static<typeof RequestBody>
/** Lines of orders whose goods a supplier delivers to the customer. */
export const DirectBody = shape({ orderLineIds: Type.Array(Id, { minItems: 1, maxItems: 200 }) })
export type DirectBody = Static<typeof DirectBody>
export const Requested = shape({ items: Type.Array(Supply) })
export type Requested = Static<typeof Requested>

/** What becomes of requests an order no longer needs. */
export const freedRules = ['stock', 'cancel'] as const
export const SupplySettings = shape({
  /** Ask for what an order lacks when it is confirmed. */
  auto: Type.Boolean(),
  /** Of what nobody has asked for before. */
  kind: OneOf(supplyKinds),
  tolerance: Percent,
  freed: OneOf(freedRules),
})
export type SupplySettings = Static<typeof SupplySettings>
