import type { PermissionRows } from '#kernel/access.ts'

export const assignmentPermissions = {
  'assignment.edit':   { salesManager: 'all', marketing: 'all' },
  'assignment.report': { salesManager: 'branch', marketing: 'all', viewer: 'all' },
} as const satisfies PermissionRows
