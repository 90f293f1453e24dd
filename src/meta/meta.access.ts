import type { PermissionRows } from '#kernel/access.ts'

export const metaPermissions = { 'field.edit': {} } as const satisfies PermissionRows
