import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { Buyer, Channel, InvoiceKind, InvoiceState, RedReason, TaxKind } from '../invoice.schema.ts'

export const invoices = table('invoices', {
  ...recordColumns,
  number: 'text',
  kind: 'text',
  taxKind: 'text',
  state: 'text',
  customerId: 'uuid',
  payerId: 'uuid',
  buyer: 'jsonb',
  currency: 'text',
  rate: 'numeric',
  net: 'numeric',
  tax: 'numeric',
  gross: 'numeric',
  baseGross: 'numeric',
  date: 'date?',
  issuedAt: 'timestamptz?',
  taxNumber: 'text?',
  registerNo: 'int?',
  originalId: 'uuid?',
  redReason: 'text?',
  reversed: 'numeric',
  channel: 'text?',
  sentAt: 'timestamptz?',
  askedAt: 'timestamptz?',
  attempts: 'int',
  error: 'text?',
  lapsesAt: 'timestamptz?',
  endedAt: 'timestamptz?',
  note: 'text?',
  isOpening: 'bool',
  alone: 'bool',
  dueDate: 'date?',
  settled: 'numeric',
  forId: 'uuid?',
  settlementId: 'uuid?',
})

type Text =
  | 'date'
  | 'issuedAt'
  | 'taxNumber'
  | 'originalId'
  | 'sentAt'
  | 'askedAt'
  | 'error'
  | 'lapsesAt'
  | 'endedAt'
  | 'note'
  | 'dueDate'
  | 'forId'
  | 'settlementId'
export type InvoiceRow = RecordRow & {
  number: string
  kind: InvoiceKind
  taxKind: TaxKind
  state: InvoiceState
  customerId: string
  payerId: string
  buyer: Buyer
  currency: string
  rate: string
  net: string
  tax: string
  gross: string
  baseGross: string
  registerNo: number | null
  redReason: RedReason | null
  reversed: string
  channel: Channel | null
  attempts: number
  isOpening: boolean
  /** A debt of before that no order stands for; what settles it is counted on it. */
  alone: boolean
  settled: string
} & Record<Text, string | null>

export const invoiceLines = table('invoice_lines', {
  id: 'uuid',
  invoiceId: 'uuid',
  no: 'int',
  orderId: 'uuid?',
  orderLineId: 'uuid?',
  shipmentLineId: 'uuid?',
  originalLineId: 'uuid?',
  productId: 'uuid?',
  by: 'text',
  qty: 'numeric?',
  unit: 'text?',
  unitQty: 'numeric?',
  price: 'numeric?',
  name: 'text',
  spec: 'text?',
  taxCode: 'text?',
  lineKind: 'text',
  taxRate: 'numeric',
  net: 'numeric',
  tax: 'numeric',
  gross: 'numeric',
})
export type InvoiceLineRow = {
  id: string
  invoiceId: string
  no: number
  orderId: string | null
  orderLineId: string | null
  shipmentLineId: string | null
  originalLineId: string | null
  productId: string | null
  by: 'quantity' | 'amount'
  qty: string | null
  unit: string | null
  unitQty: string | null
  price: string | null
  name: string
  spec: string | null
  taxCode: string | null
  lineKind: 'normal' | 'discounted' | 'discount'
  taxRate: string
  net: string
  tax: string
  gross: string
}
/** With what its order is called, and whether it can come back. */
export type NamedLine = InvoiceLineRow & { readonly orderNumber: string | null; readonly isGoods: boolean }
