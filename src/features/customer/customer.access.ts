import type { PermissionRows } from '#kernel/access.ts'

export const customerPermissions = {
  'customer.read':   { sales: 'own', salesManager: 'branch', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'customer.create': { sales: 'own', salesManager: 'branch', marketing: 'all', orderDesk: 'all' },
  'customer.edit':   { sales: 'own', salesManager: 'branch', orderDesk: 'all' },
  'customer.assign': { salesManager: 'branch' },
  'customer.block':  { finance: 'all', salesManager: 'branch' },
  'customer.credit': { finance: 'all', orderDesk: 'all', salesManager: 'branch', sales: 'own' },
  'customer.setCredit': { finance: 'all' },
  'customer.delete': { salesManager: 'branch' },
  'customer.merge':  { salesManager: 'branch', orderDesk: 'all' },
  'customer.export': { salesManager: 'branch', finance: 'all', orderDesk: 'all' },
} as const satisfies PermissionRows
