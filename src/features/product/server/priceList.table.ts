import { table } from '#kernel/table.ts'
import type { TaxMode } from '#kernel/tax.ts'

export const priceLists = table('price_lists', {
  id: 'uuid',
  name: 'text',
  nameKey: 'text',
  currency: 'text',
  taxMode: 'text',
  levels: 'jsonb',
  region: 'text?',
  validFrom: 'timestamptz?',
  validUntil: 'timestamptz?',
  priority: 'int',
  state: 'text',
  note: 'text?',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
  deletedAt: 'timestamptz?',
})

export type PriceListRow = {
  id: string
  name: string
  nameKey: string
  currency: string
  taxMode: TaxMode
  levels: ('A' | 'B' | 'C')[]
  region: string | null
  validFrom: string | null
  validUntil: string | null
  priority: number
  state: 'active' | 'inactive'
  note: string | null
  version: number
  createdAt: string
  createdBy: string | null
  updatedAt: string
  updatedBy: string | null
  deletedAt: string | null
}

export const priceListLines = table('price_list_lines', {
  id: 'uuid',
  listId: 'uuid',
  productId: 'uuid',
  unit: 'text',
  minQty: 'numeric',
  price: 'numeric',
  floorPrice: 'numeric?',
})

export type PriceLineRow = {
  id: string
  listId: string
  productId: string
  unit: string
  minQty: string
  price: string
  floorPrice: string | null
}
