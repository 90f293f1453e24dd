import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { SupplyKind, SupplyState } from '../supply.schema.ts'

export const supplies = table('supplies', {
  ...recordColumns,
  number: 'text',
  kind: 'text',
  state: 'text',
  productId: 'uuid',
  unit: 'text',
  isStocked: 'bool',
  direct: 'bool',
  qty: 'numeric',
  received: 'numeric',
  tolerance: 'numeric',
  warehouseId: 'uuid',
  neededBy: 'date?',
  expectedOn: 'date?',
  progress: 'int',
  supplier: 'text?',
  assigneeId: 'uuid?',
  orderId: 'uuid?',
  threadId: 'uuid?',
  note: 'text?',
  startedAt: 'timestamptz?',
  endedAt: 'timestamptz?',
})
type Text =
  | 'neededBy'
  | 'expectedOn'
  | 'supplier'
  | 'assigneeId'
  | 'orderId'
  | 'threadId'
  | 'note'
  | 'startedAt'
  | 'endedAt'
export type SupplyRow = RecordRow & {
  number: string
  kind: SupplyKind
  state: SupplyState
  productId: string
  unit: string
  /** Whether its product is kept in stock: what is delivered straight to the customer need not be. */
  isStocked: boolean
  /** The supplier delivers to the customer. */
  direct: boolean
  qty: string
  received: string
  tolerance: string
  warehouseId: string
  progress: number
} & Record<Text, string | null>

export const supplyWants = table(
  'supply_wants',
  { supplyId: 'uuid', orderLineId: 'uuid', orderId: 'uuid', qty: 'numeric' },
  ['supplyId', 'orderLineId'],
)
export type WantRow = { supplyId: string; orderLineId: string; orderId: string; qty: string }

export const supplyReceipts = table('supply_receipts', {
  id: 'uuid',
  supplyId: 'uuid',
  no: 'int',
  date: 'date',
  qty: 'numeric',
  warehouseId: 'uuid',
  batch: 'text',
  shipmentId: 'uuid?',
  shipmentNumber: 'text?',
  note: 'text?',
  madeAt: 'timestamptz',
  madeBy: 'uuid?',
  reversedAt: 'timestamptz?',
  reversedBy: 'uuid?',
  reversedNote: 'text?',
})
export type ReceiptRow = {
  id: string
  supplyId: string
  no: number
  date: string
  qty: string
  warehouseId: string
  batch: string
  /** By which the supplier delivered: nothing came into a warehouse. */
  shipmentId: string | null
  shipmentNumber: string | null
  note: string | null
  madeAt: string
  madeBy: string | null
  reversedAt: string | null
  reversedBy: string | null
  reversedNote: string | null
}

export const supplyAllots = table(
  'supply_allots',
  { receiptId: 'uuid', orderLineId: 'uuid', orderId: 'uuid', qty: 'numeric' },
  ['receiptId', 'orderLineId'],
)
