import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const capturePermissions = {
  'form.read':   { salesManager: 'all', marketing: 'all' },
  'form.edit':   { marketing: 'all' },
  // decides on answers that were held back
  'form.review': { salesManager: 'all', marketing: 'all' },
} as const satisfies PermissionRows
