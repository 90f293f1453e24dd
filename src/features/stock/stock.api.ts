import { Type } from 'typebox'
import { endpoint, Id, ListQuery, moves, Offers, Page, Summary, SummaryQuery, shape, Text } from '#kernel/api.ts'
import { documentFlow } from './document.flow.ts'
import { DocumentEdit, NewDocument, PostBody, StockDocument, WholeDocument } from './document.schema.ts'
import { Availability, Backorder, Foreseen, Hold, QtyText, Shortages, StockLevel, StockMove } from './stock.schema.ts'
import { NewWarehouse, Warehouse, WarehouseEdit } from './warehouse.schema.ts'

const Empty = shape({})

const read = { method: 'GET', mode: 'read' } as const
const write = { mode: 'write' } as const

export const stockApi = {
  levels: endpoint({ ...read, path: '/stock', access: 'stock.read', query: ListQuery, reply: Page(StockLevel) }),
  levelSummary: endpoint({
    ...read,
    path: '/stock/summary',
    plan: 'free',
    access: 'stock.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  /** Product ids, comma separated, at most 100. */
  availability: endpoint({
    ...read,
    path: '/stock/availability',
    access: 'stock.read',
    query: shape({ products: Text(4000, 36) }),
    reply: Type.Array(Availability),
  }),
  holds: endpoint({
    ...read,
    path: '/stock/holds',
    access: 'stock.read',
    query: shape({ productId: Id, warehouseId: Type.Optional(Id) }),
    reply: Type.Array(Hold),
  }),
  foresee: endpoint({
    method: 'POST',
    mode: 'read',
    path: '/stock/preview',
    access: 'stock.read',
    body: Foreseen,
    reply: Shortages,
  }),
  setBackorder: endpoint({
    ...write,
    method: 'PATCH',
    path: '/stock/:id',
    access: 'stock.backorder',
    body: shape({ backorderLimit: QtyText }),
    reply: StockLevel,
  }),
  allowBackorder: endpoint({
    ...write,
    method: 'PUT',
    path: '/stock/backorder',
    access: 'stock.backorder',
    body: Backorder,
    reply: StockLevel,
  }),
  ledger: endpoint({
    ...read,
    path: '/stock-moves',
    access: 'stockMove.read',
    query: ListQuery,
    reply: Page(StockMove),
  }),
  ledgerSummary: endpoint({
    ...read,
    path: '/stock-moves/summary',
    plan: 'free',
    access: 'stockMove.read',
    query: SummaryQuery,
    reply: Summary,
  }),
}

export const stockDocumentApi = {
  list: endpoint({
    ...read,
    path: '/stock-documents',
    access: 'stockDocument.read',
    query: ListQuery,
    reply: Page(StockDocument),
  }),
  summary: endpoint({
    ...read,
    path: '/stock-documents/summary',
    plan: 'free',
    access: 'stockDocument.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  create: endpoint({
    ...write,
    method: 'POST',
    path: '/stock-documents',
    access: 'stockDocument.create',
    body: NewDocument,
    reply: WholeDocument,
  }),
  get: endpoint({ ...read, path: '/stock-documents/:id', access: 'stockDocument.read', reply: WholeDocument }),
  edit: endpoint({
    ...write,
    method: 'PATCH',
    path: '/stock-documents/:id',
    access: 'stockDocument.edit',
    body: DocumentEdit,
    reply: WholeDocument,
  }),
  remove: endpoint({
    ...write,
    method: 'DELETE',
    path: '/stock-documents/:id',
    access: 'stockDocument.edit',
    reply: Empty,
  }),
  offers: endpoint({ ...read, path: '/stock-documents/:id/moves', access: 'stockDocument.read', reply: Offers }),
  ...moves('/stock-documents/:id/moves', documentFlow, WholeDocument, { post: PostBody, cancel: PostBody }),
}

export const warehouseApi = {
  list: endpoint({ ...read, path: '/warehouses', access: 'warehouse.read', query: ListQuery, reply: Page(Warehouse) }),
  summary: endpoint({
    ...read,
    path: '/warehouses/summary',
    plan: 'free',
    access: 'warehouse.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  create: endpoint({
    ...write,
    method: 'POST',
    path: '/warehouses',
    access: 'warehouse.create',
    body: NewWarehouse,
    reply: Warehouse,
  }),
  get: endpoint({ ...read, path: '/warehouses/:id', access: 'warehouse.read', reply: Warehouse }),
  edit: endpoint({
    ...write,
    method: 'PATCH',
    path: '/warehouses/:id',
    access: 'warehouse.edit',
    body: WarehouseEdit,
    reply: Warehouse,
  }),
  remove: endpoint({
    ...write,
    method: 'DELETE',
    path: '/warehouses/:id',
    access: 'warehouse.delete',
    reply: Empty,
  }),
}
