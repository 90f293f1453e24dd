import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const supplyPermissions = {
  'supply.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'supply.create':  { orderDesk: 'all', warehouse: 'all', purchasing: 'all' },
  'supply.edit':    { orderDesk: 'all', warehouse: 'all', purchasing: 'all' },
  // start, pause, end, take up again: whoever makes or buys
  'supply.plan':    { orderDesk: 'all', warehouse: 'all', purchasing: 'all' },
  'supply.receive': { warehouse: 'all' },
  'supply.cancel':  { orderDesk: 'all', purchasing: 'all' },
  'supply.export':  { salesManager: 'branch', orderDesk: 'all', warehouse: 'all', purchasing: 'all' },
} as const satisfies PermissionRows
