import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { SettlementState } from '../settlement.schema.ts'

export const settlements = table('settlements', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  customerId: 'uuid',
  siteId: 'uuid',
  date: 'date',
  periodFrom: 'date?',
  periodTo: 'date?',
  customerReference: 'text?',
  note: 'text?',
  postedAt: 'timestamptz?',
})
type Text = 'periodFrom' | 'periodTo' | 'customerReference' | 'note' | 'postedAt'
export type SettlementRow = RecordRow & {
  number: string
  state: SettlementState
  customerId: string
  siteId: string
  date: string
} & Record<Text, string | null>

export const settlementLines = table('settlement_lines', {
  id: 'uuid',
  settlementId: 'uuid',
  no: 'int',
  shipmentLineId: 'uuid',
  orderId: 'uuid',
  orderLineId: 'uuid',
  qty: 'numeric',
})
export type SettlementLineRow = {
  id: string
  settlementId: string
  no: number
  shipmentLineId: string
  orderId: string
  orderLineId: string
  qty: string
}
