import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const insightPermissions = {
  // the work of the people within reach, as numbers
  'insight.team': { salesManager: 'branch', viewer: 'all' },
} as const satisfies PermissionRows
