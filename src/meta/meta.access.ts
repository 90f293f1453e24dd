import type { PermissionRows } from '#kernel/access.ts'

export const metaPermissions = { 'field.edit': {}, 'view.share': {} } as const satisfies PermissionRows
