import type { PermissionRows } from '#kernel/access.ts'

// A follow-up is read and written by whoever may read what it is about; these rows only open the door.
export const followupPermissions = {
  'followup.read':   { sales: 'all', salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'followup.create': { sales: 'all', salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all' },
  'followup.set':    { salesManager: 'all' },
  'followup.export': { salesManager: 'all' },
} as const satisfies PermissionRows
