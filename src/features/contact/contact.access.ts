import type { PermissionRows } from '#kernel/access.ts'

// A contact is read and written by whoever may read and write its customer; these rows only open the door.
export const contactPermissions = {
  'contact.read':   { sales: 'own', salesManager: 'branch', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'contact.create': { sales: 'own', salesManager: 'branch', marketing: 'all', orderDesk: 'all', service: 'all' },
  'contact.edit':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', service: 'all' },
  'contact.delete': { sales: 'own', salesManager: 'branch' },
  'contact.merge':  { salesManager: 'branch', orderDesk: 'all' },
  'contact.export': { salesManager: 'branch', orderDesk: 'all' },
} as const satisfies PermissionRows
