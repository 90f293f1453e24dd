import type { OfKit } from '#kernel/parts.ts'
import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { ShipmentKind, ShipmentState } from '../shipment.schema.ts'

export const shipments = table('shipments', {
  ...recordColumns,
  number: 'text',
  kind: 'text',
  state: 'text',
  customerId: 'uuid',
  siteId: 'uuid?',
  address: 'text?',
  contactName: 'text?',
  phone: 'text?',
  plannedDate: 'date?',
  date: 'date?',
  carrier: 'text?',
  trackingNumber: 'text?',
  supplierNote: 'text?',
  signedBy: 'text?',
  shippedAt: 'timestamptz?',
  deliveredAt: 'timestamptz?',
  note: 'text?',
  isOpening: 'bool',
})

type Text =
  | 'address'
  | 'contactName'
  | 'phone'
  | 'plannedDate'
  | 'date'
  | 'carrier'
  | 'trackingNumber'
  | 'supplierNote'
  | 'signedBy'
  | 'shippedAt'
  | 'deliveredAt'
  | 'note'
export type ShipmentRow = RecordRow & {
  number: string
  kind: ShipmentKind
  state: ShipmentState
  customerId: string
  siteId: string | null
  isOpening: boolean
} & Record<Text, string | null>

export const shipmentLines = table('shipment_lines', {
  id: 'uuid',
  shipmentId: 'uuid',
  no: 'int',
  orderId: 'uuid',
  orderLineId: 'uuid',
  productId: 'uuid?',
  stockKept: 'bool',
  code: 'text?',
  name: 'text',
  spec: 'text?',
  unit: 'text',
  unitQty: 'numeric',
  factor: 'numeric',
  qty: 'numeric',
  warehouseId: 'uuid?',
  batch: 'text?',
})
/** What became of it, in base units; written by its own statement. */
export type Became = { delivered: string; cameBack: string; lost: string; invoiced: string; checked: string }
export type ShipmentLineRow = {
  id: string
  shipmentId: string
  no: number
  orderId: string
  orderLineId: string
  productId: string | null
  stockKept: boolean
  code: string | null
  name: string
  spec: string | null
  unit: string
  unitQty: string
  factor: string
  qty: string
  warehouseId: string | null
  batch: string | null
} & Became
/** With what its order and its warehouse are called. */
export type NamedLine = ShipmentLineRow & {
  readonly orderNumber: string
  readonly warehouseName: string | null
  readonly kit: OfKit | null
}
