import type { PermissionRows } from '#kernel/access.ts'

// Notices are one's own; only the company's mail and its groups are a matter of rights, and the owner's alone.
export const noticePermissions = {
  'mail.edit': {},
  'bot.edit': {},
} as const satisfies PermissionRows
