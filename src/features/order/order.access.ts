import type { PermissionRows } from '#kernel/access.ts'

export const orderPermissions = {
  'order.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', warehouse: 'all', finance: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'order.create':  { sales: 'own', salesManager: 'branch', orderDesk: 'all' },
  'order.open':    { orderDesk: 'all', finance: 'all' },
  'order.edit':    { sales: 'own', salesManager: 'branch', orderDesk: 'all' },
  'order.assign':  { salesManager: 'branch', orderDesk: 'all' },
  // the role owner has every permission, reach all
  'order.submit':  { sales: 'own', orderDesk: 'all' },
  'order.review':  { finance: 'all', warehouse: 'all', orderDesk: 'all' },
  'order.confirm': { orderDesk: 'all' },
  'order.hold':    { orderDesk: 'all', finance: 'all' },
  // what lies free is held for orders that wait
  'order.reserve': { orderDesk: 'all', warehouse: 'all' },
  'order.reopen':  { orderDesk: 'all' },
  'order.close':   { orderDesk: 'all', finance: 'all' },
  'order.cancel':  { salesManager: 'branch', orderDesk: 'all' },
  'order.export':  { salesManager: 'branch', orderDesk: 'all', finance: 'all' },
} as const satisfies PermissionRows
