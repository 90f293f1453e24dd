import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, shape, Text } from '#kernel/api.ts'

const Qty = Type.String()
export const QtyText = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })

/** Where stock stands, as it is listed. `available` is what nobody holds, without any backorder. */
export const StockLevel = shape({
  id: Id,
  productId: Id,
  productCode: Type.String(),
  productName: Type.String(),
  spec: Nullable(Type.String()),
  category: Nullable(Type.String()),
  unit: Type.String(),
  warehouseId: Id,
  warehouseName: Type.String(),
  batch: Type.String(),
  onHand: Qty,
  reserved: Qty,
  available: Qty,
  backorderLimit: Qty,
  movedAt: Instant,
})
export type StockLevel = Static<typeof StockLevel>

export const StockMove = shape({
  id: Id,
  at: Instant,
  date: DateOnly,
  kind: Type.String(),
  productId: Id,
  productCode: Type.String(),
  productName: Type.String(),
  unit: Type.String(),
  warehouseId: Id,
  warehouseName: Type.String(),
  batch: Type.String(),
  qty: Qty,
  onHand: Qty,
  /** The document that moved it: a stock document, a shipment, a return. */
  entity: Type.String(),
  recordId: Nullable(Id),
  /** Its number, as people know it; both are null where the document is beyond the reader. */
  paper: Nullable(Type.String()),
  madeByName: Nullable(Type.String()),
})
export type StockMove = Static<typeof StockMove>

export const Backorder = shape({ productId: Id, warehouseId: Type.Optional(Id), backorderLimit: QtyText })
export type Backorder = Static<typeof Backorder>

export const Availability = shape({ productId: Id, onHand: Qty, reserved: Qty, available: Qty })
export type Availability = Static<typeof Availability>

export const Hold = shape({
  id: Id,
  /** Both are null where the order is beyond the reader: what is held is known, for whom is not. */
  orderLineId: Nullable(Id),
  holder: Nullable(Type.String()),
  warehouseName: Type.String(),
  batch: Type.String(),
  qty: Qty,
  expiresAt: Nullable(Instant),
})
export type Hold = Static<typeof Hold>

/** What lines would get if they were confirmed now, taken together in their order. */
export const Foreseen = shape({
  lines: Type.Array(shape({ productId: Id, warehouseId: Type.Optional(Nullable(Id)), qty: QtyText }), {
    maxItems: 1000,
  }),
})
export const Shortages = shape({
  short: Type.Array(shape({ line: Type.Integer(), productId: Id, qty: Qty, available: Qty, missing: Qty })),
})

/** One row of an import of counts. */
export const CountRow = shape({
  product: Text(200, 1),
  warehouse: Type.Optional(Nullable(Text(100))),
  quantity: QtyText,
})
export type CountRow = Static<typeof CountRow>

/** A stock row as it stands under its lock. */
export type StockRow = {
  readonly productId: string
  readonly warehouseId: string
  readonly batch: string
  readonly onHand: string
  readonly reserved: string
  readonly backorderLimit: string
}

export const stockPolicies = ['all', 'partial', 'none'] as const
export type StockPolicy = (typeof stockPolicies)[number]
/** What becomes free is held at once for whoever waits, or stays free. */
export const freedPolicies = ['priority', 'off'] as const
export type FreedPolicy = (typeof freedPolicies)[number]

/** What an order line wants, in the base unit; without a warehouse any will do. */
export type Want = {
  readonly orderLineId: string
  readonly productId: string
  readonly warehouseId?: string | null
  readonly qty: string
  /** What people know the line by: the order's number and the line. */
  readonly holder: string
}

export type Pick = {
  readonly orderLineId: string
  readonly holder: string
  readonly productId: string
  readonly warehouseId: string
  readonly batch: string
  readonly qty: string
}

export type Short = {
  readonly orderLineId: string
  readonly holder: string
  readonly productId: string
  readonly warehouseId: string | null
  readonly qty: string
  /** What this line could still have, after the lines before it. */
  readonly available: string
  readonly missing: string
}

export type StockPlan = {
  readonly picks: readonly Pick[]
  /** Every short line at once. */
  readonly short: readonly Short[]
  /** The policy does not let it pass. */
  readonly refused: boolean
}

export type Released = { readonly orderLineId: string; readonly qty: string }
