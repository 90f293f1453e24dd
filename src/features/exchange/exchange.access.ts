import type { PermissionRows } from '#kernel/access.ts'

// Opens the door; every row is then judged by its entity's own `create`.
export const importPermissions = {
  'import.run': { sales: 'own', salesManager: 'own', marketing: 'own', orderDesk: 'own', finance: 'own', warehouse: 'own', purchasing: 'own' },
} as const satisfies PermissionRows
