import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { TaxMode, TaxRound } from '#kernel/tax.ts'
import type { Terms } from '#kernel/terms.ts'
import type { Answer, QuoteState } from '../quote.schema.ts'

export const quotes = table('quotes', {
  ...recordColumns,
  number: 'text',
  versionNo: 'int',
  dealId: 'uuid',
  customerId: 'uuid',
  contactId: 'uuid?',
  state: 'text',
  isCurrent: 'bool',
  currency: 'text',
  rate: 'numeric',
  taxMode: 'text',
  taxRound: 'text',
  discountKind: 'text?',
  discountValue: 'numeric?',
  validUntil: 'date',
  net: 'numeric',
  tax: 'numeric',
  gross: 'numeric',
  contentHash: 'text?',
  terms: 'jsonb',
  answers: 'jsonb',
  note: 'text?',
  threadId: 'uuid',
  sentAt: 'timestamptz?',
  acceptedAt: 'timestamptz?',
  declinedAt: 'timestamptz?',
  declineReason: 'text?',
})

type Text =
  | 'contactId'
  | 'discountValue'
  | 'contentHash'
  | 'note'
  | 'sentAt'
  | 'acceptedAt'
  | 'declinedAt'
  | 'declineReason'

export type QuoteRow = RecordRow & {
  number: string
  versionNo: number
  dealId: string
  customerId: string
  state: QuoteState
  isCurrent: boolean
  currency: string
  rate: string
  taxMode: TaxMode
  taxRound: TaxRound
  discountKind: 'percent' | 'amount' | null
  validUntil: string
  net: string
  tax: string
  gross: string
  terms: Terms
  answers: Answer[]
  threadId: string
} & Record<Text, string | null>

export const quoteLines = table('quote_lines', {
  id: 'uuid',
  quoteId: 'uuid',
  no: 'int',
  productId: 'uuid?',
  code: 'text?',
  kind: 'text',
  fulfil: 'text',
  name: 'text',
  spec: 'text?',
  unit: 'text',
  unitQty: 'numeric',
  factor: 'numeric',
  qty: 'numeric',
  price: 'numeric',
  listPrice: 'numeric?',
  floorPrice: 'numeric?',
  unitCost: 'numeric?',
  handPrice: 'bool',
  priceWhy: 'jsonb?',
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
  optional: 'bool',
  chosen: 'bool',
  alternative: 'text?',
  parts: 'jsonb?',
  note: 'text?',
})
