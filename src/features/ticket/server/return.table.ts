import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { Decision, GoodsReturn, ReturnState } from '../return.schema.ts'

export const goodsReturns = table('goods_returns', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  orderId: 'uuid',
  customerId: 'uuid',
  ticketId: 'uuid?',
  reason: 'text',
  note: 'text?',
  carrier: 'text?',
  trackingNumber: 'text?',
  warehouseId: 'uuid?',
  damagedWarehouseId: 'uuid?',
  date: 'date?',
  receivedAt: 'timestamptz?',
  inspectedAt: 'timestamptz?',
  endedAt: 'timestamptz?',
})
type Text =
  | 'ticketId'
  | 'note'
  | 'carrier'
  | 'trackingNumber'
  | 'warehouseId'
  | 'damagedWarehouseId'
  | 'date'
  | 'receivedAt'
  | 'inspectedAt'
  | 'endedAt'
export type ReturnRow = RecordRow & {
  number: string
  state: ReturnState
  orderId: string
  customerId: string
  reason: GoodsReturn['reason']
} & Record<Text, string | null>

export const goodsReturnLines = table('goods_return_lines', {
  id: 'uuid',
  returnId: 'uuid',
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
  batch: 'text?',
  good: 'numeric',
  damaged: 'numeric',
  missing: 'numeric',
  decision: 'text?',
  decidedQty: 'numeric',
  amount: 'numeric',
})
export type ReturnLineRow = {
  id: string
  returnId: string
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
  batch: string | null
  good: string
  damaged: string
  missing: string
  decision: Decision | null
  decidedQty: string
  amount: string
}

export const goodsReturnOutcomes = table(
  'goods_return_outcomes',
  { returnId: 'uuid', entity: 'text', recordId: 'uuid', at: 'timestamptz' },
  ['returnId', 'entity', 'recordId'],
)
