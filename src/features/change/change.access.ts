import type { PermissionRows } from '#kernel/access.ts'

export const changePermissions = {
  'change.read':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', warehouse: 'all', finance: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'change.create': { orderDesk: 'all' },
  'change.edit':   { orderDesk: 'all' },
  'change.submit': { orderDesk: 'all' },
  'change.apply':  { orderDesk: 'all' },
  'change.export': { salesManager: 'branch', orderDesk: 'all', finance: 'all' },
} as const satisfies PermissionRows
