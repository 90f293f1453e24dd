import type { PermissionRows } from '#kernel/access.ts'

export const stockPermissions = {
  'stock.read':           { sales: 'all', salesManager: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'stock.create':         { warehouse: 'all', orderDesk: 'all' },
  'stock.backorder':      { salesManager: 'all', orderDesk: 'all' },
  'stock.export':         { salesManager: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', purchasing: 'all' },
  'stockMove.read':       { sales: 'all', salesManager: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'stockDocument.read':   { salesManager: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', viewer: 'all' },
  'stockDocument.create': { warehouse: 'all', orderDesk: 'all', purchasing: 'all' },
  'stockDocument.edit':   { warehouse: 'all', orderDesk: 'all', purchasing: 'all' },
  'stockDocument.post':   { warehouse: 'all', orderDesk: 'all' },
  'stockDocument.cancel': { warehouse: 'all', orderDesk: 'all' },
  'stockDocument.export': { orderDesk: 'all', finance: 'all', warehouse: 'all', purchasing: 'all' },
  'warehouse.read':       { sales: 'all', salesManager: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'warehouse.create':     { warehouse: 'all', orderDesk: 'all' },
  'warehouse.edit':       { warehouse: 'all', orderDesk: 'all' },
  'warehouse.delete':     { warehouse: 'all', orderDesk: 'all' },
} as const satisfies PermissionRows
