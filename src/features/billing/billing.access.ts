import type { PermissionRows } from '#kernel/access.ts'

// Read and written by whoever may read and write its customer, as a contact is; these rows only open the door.
export const billingPermissions = {
  'billingProfile.read':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', service: 'all', viewer: 'all' },
  'billingProfile.create': { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  'billingProfile.edit':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  'billingProfile.delete': { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  'billingProfile.export': { salesManager: 'branch', orderDesk: 'all', finance: 'all' },
} as const satisfies PermissionRows
