// What a narrow API key leaves of its person's rights.
import type { KeyScope, PermissionRows } from '#kernel/access.ts'

const within: Readonly<Record<Exclude<KeyScope, 'full'>, readonly string[]>> = { leads: ['lead.create'] }
export const scoped = (permissions: PermissionRows, scope: Exclude<KeyScope, 'full'>): PermissionRows =>
  Object.fromEntries(Object.entries(permissions).filter(([permission]) => within[scope].includes(permission)))
