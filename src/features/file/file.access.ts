import type { PermissionRows } from '#kernel/access.ts'

// Which files: those of the records one may read. These rows only open the door; delete and rename look at who added it.
export const filePermissions = {
  'file.read':   { sales: 'all', salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'file.create': { sales: 'all', salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all' },
  'file.edit':   { sales: 'own', salesManager: 'branch', marketing: 'own', orderDesk: 'own', finance: 'own', warehouse: 'own', logistics: 'own', purchasing: 'own', service: 'own' },
  'file.delete': { sales: 'own', salesManager: 'branch', marketing: 'own', orderDesk: 'own', finance: 'own', warehouse: 'own', logistics: 'own', purchasing: 'own', service: 'own' },
} as const satisfies PermissionRows
