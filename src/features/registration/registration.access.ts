import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const registrationPermissions = {
  'registration.read':   { sales: 'own', salesManager: 'branch', marketing: 'all', orderDesk: 'all', viewer: 'all' },
  // asks for one, renews it, gives it back
  'registration.create': { sales: 'own', salesManager: 'branch' },
  // who has it, where two want the same
  'registration.decide': { salesManager: 'branch' },
  'registration.export': { salesManager: 'branch' },
} as const satisfies PermissionRows
