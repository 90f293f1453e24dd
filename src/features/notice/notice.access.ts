import type { PermissionRows } from '#kernel/access.ts'

// Notices are one's own; only the company's mail is a matter of rights, and the owner's alone.
export const noticePermissions = {
  'mail.edit': {},
} as const satisfies PermissionRows
