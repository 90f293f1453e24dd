import type { PermissionRows } from '#kernel/access.ts'

// What is about a record is seen by whoever may read the record; these rows are for what is about none. Whoever gave a
// task may change it as well as whoever has it.
export const taskPermissions = {
  'task.read':   { sales: 'own', salesManager: 'branch', marketing: 'own', orderDesk: 'own', finance: 'own', warehouse: 'own', logistics: 'own', purchasing: 'own', service: 'own', viewer: 'own' },
  'task.create': { sales: 'own', salesManager: 'branch', marketing: 'own', orderDesk: 'own', finance: 'own', warehouse: 'own', logistics: 'own', purchasing: 'own', service: 'own' },
  'task.edit':   { sales: 'own', salesManager: 'branch', marketing: 'own', orderDesk: 'own', finance: 'own', warehouse: 'own', logistics: 'own', purchasing: 'own', service: 'own' },
  'task.export': { salesManager: 'branch' },
} as const satisfies PermissionRows
