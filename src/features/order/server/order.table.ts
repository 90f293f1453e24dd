import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { TaxMode, TaxRound } from '#kernel/tax.ts'
import type { Terms } from '#kernel/terms.ts'
import type { Release } from '../creditRelease.schema.ts'
import type { OrderLine, OrderPriority, OrderState, PacketState, Progress } from '../order.schema.ts'
import type { OrderType } from '../orderType.schema.ts'

export const orders = table('orders', {
  ...recordColumns,
  number: 'text',
  type: 'text',
  priority: 'text',
  returnBy: 'date?',
  noReturn: 'bool',
  sampleId: 'uuid?',
  siteId: 'uuid?',
  customerId: 'uuid',
  payerId: 'uuid',
  contactId: 'uuid?',
  dealId: 'uuid?',
  quoteId: 'uuid?',
  contractId: 'uuid?',
  calledAmount: 'numeric',
  state: 'text',
  date: 'date',
  promisedDate: 'date?',
  poNumber: 'text?',
  address: 'text?',
  currency: 'text',
  rate: 'numeric',
  taxMode: 'text',
  taxRound: 'text',
  discountKind: 'text?',
  discountValue: 'numeric?',
  net: 'numeric',
  tax: 'numeric',
  gross: 'numeric',
  baseGross: 'numeric',
  terms: 'jsonb',
  billBasis: 'text',
  contentHash: 'text',
  approvedHash: 'text?',
  packetState: 'text?',
  exposure: 'numeric',
  release: 'jsonb?',
  paidAmount: 'numeric',
  threadId: 'uuid',
  note: 'text?',
  submittedAt: 'timestamptz?',
  approvedAt: 'timestamptz?',
  confirmedAt: 'timestamptz?',
  closedAt: 'timestamptz?',
  cancelledAt: 'timestamptz?',
})

type Text =
  | 'contactId'
  | 'dealId'
  | 'quoteId'
  | 'contractId'
  | 'sampleId'
  | 'siteId'
  | 'returnBy'
  | 'promisedDate'
  | 'poNumber'
  | 'address'
  | 'discountValue'
  | 'approvedHash'
  | 'note'
  | 'submittedAt'
  | 'approvedAt'
  | 'confirmedAt'
  | 'closedAt'
  | 'cancelledAt'

export type OrderRow = RecordRow & {
  number: string
  type: OrderType
  noReturn: boolean
  priority: OrderPriority
  customerId: string
  payerId: string
  state: OrderState
  date: string
  currency: string
  rate: string
  taxMode: TaxMode
  taxRound: TaxRound
  discountKind: 'percent' | 'amount' | null
  net: string
  tax: string
  gross: string
  baseGross: string
  terms: Terms
  contentHash: string
  packetState: PacketState | null
  exposure: string
  /** What lifts a credit block of it. */
  release: Release | null
  paidAmount: string
  calledAmount: string
  threadId: string
} & Record<Text, string | null> &
  Progress

/** What stands on the document; the counters have their own statement. */
export const orderLines = table('order_lines', {
  id: 'uuid',
  orderId: 'uuid',
  no: 'int',
  productId: 'uuid?',
  kind: 'text',
  fulfil: 'text',
  stockKept: 'bool',
  code: 'text?',
  name: 'text',
  spec: 'text?',
  unit: 'text',
  unitQty: 'numeric',
  factor: 'numeric',
  price: 'numeric',
  listPrice: 'numeric?',
  discountKind: 'text?',
  discountValue: 'numeric?',
  taxRate: 'numeric',
  base: 'numeric',
  lineDiscount: 'numeric',
  share: 'numeric',
  amount: 'numeric',
  net: 'numeric',
  tax: 'numeric',
  gross: 'numeric',
  note: 'text?',
  promisedDate: 'date?',
  warehouseId: 'uuid?',
  quoteLineId: 'uuid?',
  contractLineId: 'uuid?',
  parts: 'jsonb?',
  kitLineId: 'uuid?',
  perKit: 'numeric?',
  kitShare: 'numeric?',
  overTolerance: 'numeric',
  ordered: 'numeric',
})

export type LineRow = OrderLine & { orderId: string; closedRest: string; calledQty: string }
