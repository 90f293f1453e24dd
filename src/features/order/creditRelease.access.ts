import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const creditReleasePermissions = {
  'creditRelease.read':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', warehouse: 'all', finance: 'all', logistics: 'all', viewer: 'all' },
  'creditRelease.ask':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  // where its approval asks nobody, and to take one back
  'creditRelease.grant':  { finance: 'all' },
  'creditRelease.export': { salesManager: 'branch', finance: 'all' },
} as const satisfies PermissionRows
