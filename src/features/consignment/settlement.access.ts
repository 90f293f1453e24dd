import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const settlementPermissions = {
  'consigned.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'consigned.export':  { salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all' },
  'settlement.read':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'settlement.create': { orderDesk: 'all', finance: 'all' },
  'settlement.edit':   { orderDesk: 'all', finance: 'all' },
  'settlement.post':   { orderDesk: 'all', finance: 'all' },
  'settlement.unpost': { finance: 'all' },
  'settlement.cancel': { orderDesk: 'all', finance: 'all' },
  'settlement.export': { salesManager: 'branch', orderDesk: 'all', finance: 'all' },
} as const satisfies PermissionRows
