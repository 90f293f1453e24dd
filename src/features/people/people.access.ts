import { type PermissionRows, type Role, roles } from '#kernel/access.ts'

const everyone = Object.fromEntries(roles.map(role => [role, 'all'])) as Record<Role, 'all'> // one entry a role

// The role owner has every permission; the others here are the owner's alone until an organisation says otherwise.
export const peoplePermissions = {
  'user.read':       everyone,
  'user.edit':       {},
  'user.absence':    { salesManager: 'branch' },
  'department.read': everyone,
  'department.edit': {},
  'role.edit':       {},
  'apiKey.edit':     {},
  'org.edit':        {},
} as const satisfies PermissionRows
