import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { DocumentKind, DocumentState } from '../document.schema.ts'

export const warehouses = table('warehouses', {
  ...recordColumns,
  code: 'text',
  codeKey: 'text',
  name: 'text',
  nameKey: 'text',
  address: 'text?',
  customerId: 'uuid?',
  isDefault: 'bool',
  sellable: 'bool',
  state: 'text',
})
export type WarehouseRow = RecordRow & {
  code: string
  codeKey: string
  name: string
  nameKey: string
  address: string | null
  /** A site: at a customer's. */
  customerId: string | null
  isDefault: boolean
  sellable: boolean
  state: 'active' | 'inactive'
}

export const stockDocuments = table('stock_documents', {
  ...recordColumns,
  number: 'text',
  kind: 'text',
  state: 'text',
  date: 'date',
  warehouseId: 'uuid',
  toWarehouseId: 'uuid?',
  reason: 'text?',
  note: 'text?',
  postedAt: 'timestamptz?',
})
export type DocumentRow = RecordRow & {
  number: string
  kind: DocumentKind
  state: DocumentState
  date: string
  warehouseId: string
  toWarehouseId: string | null
  reason: string | null
  note: string | null
  postedAt: string | null
}

export const documentLines = table(
  'stock_document_lines',
  {
    documentId: 'uuid',
    no: 'int',
    productId: 'uuid',
    unit: 'text',
    unitQty: 'numeric',
    factor: 'numeric',
    qty: 'numeric',
    batch: 'text',
    moved: 'numeric?',
    note: 'text?',
  },
  ['documentId', 'no'],
)
export type DocumentLineRow = {
  documentId: string
  no: number
  productId: string
  unit: string
  unitQty: string
  factor: string
  qty: string
  batch: string
  moved: string | null
  note: string | null
}

export const stockMoves = table('stock_moves', {
  id: 'uuid',
  at: 'timestamptz',
  date: 'date',
  productId: 'uuid',
  warehouseId: 'uuid',
  batch: 'text',
  qty: 'numeric',
  onHand: 'numeric',
  kind: 'text',
  entity: 'text',
  recordId: 'uuid',
  paper: 'text',
  lineNo: 'int?',
  madeBy: 'uuid?',
})
