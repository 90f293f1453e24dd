import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { OfKit } from '#kernel/parts.ts'
import { carrierStates } from './carrier.schema.ts'

const shipmentStates = ['draft', 'ready', 'shipped', 'delivered', 'cancelled'] as const
export type ShipmentState = (typeof shipmentStates)[number]
const kinds = ['delivery', 'acceptance'] as const
export type ShipmentKind = (typeof kinds)[number]

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Custom = Type.Record(Type.String(), Type.Unknown())
const text = Nullable(Type.String())
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))

export const NewShipmentLine = shape({
  orderLineId: Id,
  /** In the order line's own unit; or `qty`, in the base unit. */
  unitQty: Type.Optional(Qty),
  qty: Type.Optional(Qty),
  /** Absent: the order line's warehouse, else the default one. */
  warehouseId: Type.Optional(Nullable(Id)),
  /** Absent: whichever batch is there. */
  batch: maybe(60),
})
export type NewShipmentLine = Static<typeof NewShipmentLine>

const given = {
  address: maybe(300),
  contactName: maybe(100),
  phone: maybe(60),
  plannedDate: Type.Optional(Nullable(DateOnly)),
  carrier: maybe(60),
  trackingNumber: maybe(60),
  /** The number of the supplier's own delivery note, where the supplier delivers. */
  supplierNote: maybe(60),
  note: maybe(2000),
  custom: Type.Optional(Custom),
}
const Lines = Type.Array(NewShipmentLine, { maxItems: 2000 })

/** Lines, or orders whose open lines are taken as they are: never with the tolerance. */
export const NewShipment = shape({
  kind: Type.Optional(OneOf(kinds)),
  orderIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 50 })),
  lines: Type.Optional(Lines),
  ...given,
})
export type NewShipment = Static<typeof NewShipment>
export const ShipmentEdit = shape({ version: Type.Optional(Type.Integer()), lines: Type.Optional(Lines), ...given })
export type ShipmentEdit = Static<typeof ShipmentEdit>

/** More than is open is meant; asked of who may (`shipment.over`). */
const over = Type.Optional(Type.Boolean())
export const ReadyBody = shape({ version: Type.Optional(Type.Integer()), note: maybe(2000), over })
export const ShipBody = shape({
  version: Type.Optional(Type.Integer()),
  note: maybe(2000),
  /** The business day; absent: today. */
  date: Type.Optional(DateOnly),
  carrier: maybe(60),
  trackingNumber: maybe(60),
  over,
})
export const DeliverBody = shape({
  version: Type.Optional(Type.Integer()),
  note: maybe(2000),
  signedBy: maybe(100),
  date: Type.Optional(DateOnly),
})
export const AcceptBody = shape({ ...DeliverBody.properties, over })
/** One more of what was scanned, or so many of a line by its number; fewer below zero. */
export const PackCheck = shape({
  code: Type.Optional(Text(200, 1)),
  no: Type.Optional(Type.Integer({ minimum: 1 })),
  by: Type.Optional(Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })),
})
/** What became of a part of it, by line, in base units. What was sent again is a new shipment. */
export const Arrival = shape({
  version: Type.Optional(Type.Integer()),
  signedBy: maybe(100),
  note: maybe(2000),
  lines: Type.Array(
    shape({
      no: Type.Integer({ minimum: 1 }),
      delivered: Type.Optional(Qty),
      cameBack: Type.Optional(Qty),
      lost: Type.Optional(Qty),
      /** Where what came back lies now; absent: where it left. */
      warehouseId: Type.Optional(Nullable(Id)),
    }),
    { minItems: 1, maxItems: 2000 },
  ),
})
export type Arrival = Static<typeof Arrival>

export const ShipmentLine = shape({
  id: Id,
  no: Type.Integer(),
  orderId: Id,
  orderNumber: Type.String(),
  orderLineId: Id,
  productId: Nullable(Id),
  stockKept: Type.Boolean(),
  code: text,
  name: Type.String(),
  spec: text,
  /** Of the kit whose part it is. */
  kit: Nullable(OfKit),
  unit: Type.String(),
  unitQty: Type.String(),
  factor: Type.String(),
  qty: Type.String(),
  warehouseId: Nullable(Id),
  warehouseName: text,
  batch: text,
  delivered: Type.String(),
  cameBack: Type.String(),
  lost: Type.String(),
  invoiced: Type.String(),
  /** In the line's unit: how much of it the packing check has counted. */
  checked: Type.String(),
})
export type ShipmentLine = Static<typeof ShipmentLine>

export const Shipment = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  kind: OneOf(kinds),
  state: OneOf(shipmentStates),
  customerId: Id,
  customerName: Type.String(),
  /** Of consignment orders: to which of the customer's sites it goes; what lies there is settled later. */
  siteId: Nullable(Id),
  siteName: text,
  /** Of all its orders, in their order. */
  orderNumbers: Type.String(),
  lineCount: Type.Integer(),
  address: text,
  contactName: text,
  phone: text,
  plannedDate: Nullable(DateOnly),
  date: Nullable(DateOnly),
  carrier: text,
  trackingNumber: text,
  supplierNote: text,
  carrierState: Nullable(OneOf(carrierStates)),
  signedBy: text,
  shippedAt: Nullable(Instant),
  deliveredAt: Nullable(Instant),
  note: text,
  isOpening: Type.Boolean(),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Shipment = Static<typeof Shipment>
export const WholeShipment = shape({ ...Shipment.properties, lines: Type.Array(ShipmentLine) })
export type WholeShipment = Static<typeof WholeShipment>

/** What an order still waits for, as a form begins with it. */
export const OpenLine = shape({
  orderId: Id,
  orderNumber: Type.String(),
  orderLineId: Id,
  no: Type.Integer(),
  productId: Nullable(Id),
  code: text,
  name: Type.String(),
  spec: text,
  unit: Type.String(),
  factor: Type.String(),
  stockKept: Type.Boolean(),
  fulfil: OneOf(['ship', 'accept']),
  /** What is neither out nor planned, in base units; `unitQty` in the line's unit, null where that is not exact. */
  qty: Type.String(),
  unitQty: Nullable(Type.String()),
  toShip: Type.String(),
  reserved: Type.String(),
  /** On drafts and ready ones already. */
  planned: Type.String(),
  warehouseId: Nullable(Id),
})
export type OpenLine = Static<typeof OpenLine>
