import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { ProductFulfil, ProductKind, ProductState, ProductUnit } from '../product.schema.ts'

export const products = table('products', {
  ...recordColumns,
  code: 'text',
  codeKey: 'text',
  name: 'text',
  nameKey: 'text',
  spec: 'text?',
  category: 'text?',
  kind: 'text',
  fulfil: 'text',
  stockKept: 'bool',
  unit: 'text',
  units: 'jsonb',
  decimals: 'numeric',
  overTolerance: 'numeric',
  taxRate: 'numeric',
  taxCode: 'text?',
  price: 'numeric?',
  floorPrice: 'numeric?',
  cost: 'numeric?',
  currency: 'text',
  note: 'text?',
  state: 'text',
})

export type ProductRow = RecordRow & {
  code: string
  codeKey: string
  name: string
  nameKey: string
  kind: ProductKind
  fulfil: ProductFulfil
  stockKept: boolean
  unit: string
  units: readonly ProductUnit[]
  decimals: string
  /** In percent. */
  overTolerance: string
  taxRate: string
  currency: string
  state: ProductState
} & Record<'spec' | 'category' | 'taxCode' | 'price' | 'floorPrice' | 'cost' | 'note', string | null>

export const taxRates = table('tax_rates', {
  id: 'uuid',
  percent: 'numeric',
  label: 'jsonb',
  validFrom: 'date',
  validUntil: 'date?',
})
