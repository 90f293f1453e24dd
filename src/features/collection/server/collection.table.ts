import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { methods, ReceiptState, RefundState } from '../collection.schema.ts'
import type { PlanRow } from '../plan.rules.ts'
import type { WriteOffKind, WriteOffState } from '../writeOff.schema.ts'

export const instalments = table('instalments', {
  id: 'uuid',
  orderId: 'uuid',
  payerId: 'uuid',
  rate: 'numeric',
  no: 'int',
  kind: 'text',
  event: 'text',
  amount: 'numeric',
  dueDate: 'date?',
  paid: 'numeric',
  writtenOff: 'numeric',
})
/** Payer and rate are the order's, which are frozen before it has a plan: what is owed is counted without going there. */
export type InstalmentRow = PlanRow & { id: string; orderId: string; payerId: string; rate: string }

export const receipts = table('receipts', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  customerId: 'uuid',
  method: 'text',
  account: 'text?',
  externalRef: 'text?',
  currency: 'text',
  rate: 'numeric',
  amount: 'numeric',
  baseAmount: 'numeric',
  date: 'date',
  billDueDate: 'date?',
  counted: 'bool',
  billTold: 'date?',
  allocated: 'numeric',
  refunding: 'numeric',
  refunded: 'numeric',
  receivedAt: 'timestamptz?',
  endedAt: 'timestamptz?',
  note: 'text?',
  isOpening: 'bool',
})
export type ReceiptRow = RecordRow & {
  number: string
  state: ReceiptState
  customerId: string
  method: (typeof methods)[number]
  account: string | null
  externalRef: string | null
  currency: string
  rate: string
  amount: string
  baseAmount: string
  date: string
  billDueDate: string | null
  counted: boolean
  billTold: string | null
  allocated: string
  refunding: string
  refunded: string
  receivedAt: string | null
  endedAt: string | null
  note: string | null
  isOpening: boolean
}

export const allocations = table('allocations', {
  id: 'uuid',
  receiptId: 'uuid',
  orderId: 'uuid?',
  instalmentNo: 'int?',
  invoiceId: 'uuid?',
  amount: 'numeric',
  fx: 'numeric',
  date: 'date',
  reversesId: 'uuid?',
  madeAt: 'timestamptz',
  madeBy: 'uuid?',
})
export type AllocationRow = {
  id: string
  receiptId: string
  /** None where it settles an invoice alone. */
  orderId: string | null
  instalmentNo: number | null
  invoiceId: string | null
  amount: string
  fx: string
  date: string
  reversesId: string | null
  madeAt: string
  madeBy: string | null
}

export const refunds = table('refunds', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  receiptId: 'uuid',
  customerId: 'uuid',
  orderId: 'uuid?',
  currency: 'text',
  amount: 'numeric',
  baseAmount: 'numeric',
  reason: 'text',
  externalRef: 'text?',
  date: 'date?',
  endedAt: 'timestamptz?',
  note: 'text?',
})
export type RefundRow = RecordRow & {
  number: string
  state: RefundState
  receiptId: string
  customerId: string
  orderId: string | null
  currency: string
  amount: string
  baseAmount: string
  reason: string
  externalRef: string | null
  date: string | null
  endedAt: string | null
  note: string | null
}

export const writeOffs = table('write_offs', {
  ...recordColumns,
  number: 'text',
  kind: 'text',
  state: 'text',
  orderId: 'uuid',
  customerId: 'uuid',
  instalmentNo: 'int?',
  currency: 'text',
  amount: 'numeric',
  baseAmount: 'numeric',
  credit: 'numeric',
  reason: 'text',
  date: 'date',
  endedAt: 'timestamptz?',
})
export type WriteOffRow = RecordRow & {
  number: string
  kind: WriteOffKind
  state: WriteOffState
  orderId: string
  customerId: string
  instalmentNo: number | null
  currency: string
  amount: string
  baseAmount: string
  credit: string
  reason: string
  date: string
  endedAt: string | null
}
