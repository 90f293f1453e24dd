import type { PermissionRows } from '#kernel/access.ts'

export const productPermissions = {
  'product.read':   { sales: 'all', salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'product.create': { salesManager: 'all', orderDesk: 'all', purchasing: 'all', finance: 'all' },
  'product.edit':   { salesManager: 'all', orderDesk: 'all', purchasing: 'all', finance: 'all' },
  'product.cost':   { salesManager: 'all', purchasing: 'all', finance: 'all' },
  'product.price':  { salesManager: 'all', finance: 'all' },
  'product.tax':    { finance: 'all' },
  'product.delete': { salesManager: 'all', orderDesk: 'all' },
  'product.export': { salesManager: 'all', orderDesk: 'all', finance: 'all', purchasing: 'all' },
} as const satisfies PermissionRows
