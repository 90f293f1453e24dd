import type { Role } from '#kernel/access.ts'
import { type RowOf, table } from '#kernel/table.ts'
import type { Lang } from '#kernel/text.ts'

export const users = table('users', {
  id: 'uuid',
  authId: 'text?',
  name: 'text',
  email: 'text',
  phone: 'text?',
  lang: 'text?',
  deptId: 'uuid?',
  managerId: 'uuid?',
  active: 'bool',
  awayFrom: 'date?',
  awayUntil: 'date?',
  accessVersion: 'int',
  settings: 'jsonb',
  version: 'int',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
})
export type UserRow = Omit<RowOf<typeof users.columnKinds>, 'lang'> & { lang: Lang | null }

export const departments = table('departments', {
  id: 'uuid',
  name: 'text',
  parentId: 'uuid?',
  headId: 'uuid?',
  version: 'int',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  deletedAt: 'timestamptz?',
})
export type DepartmentRow = RowOf<typeof departments.columnKinds>

export const apiKeys = table('api_keys', {
  id: 'uuid',
  userId: 'uuid',
  name: 'text',
  roles: 'jsonb',
  scope: 'text',
  prefix: 'text',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  lastUsedAt: 'timestamptz?',
  revokedAt: 'timestamptz?',
})

export const invitations = table('invitations', {
  id: 'uuid',
  email: 'text',
  roles: 'jsonb',
  deptId: 'uuid?',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  expiresAt: 'timestamptz',
  acceptedAt: 'timestamptz?',
  revokedAt: 'timestamptz?',
})
export type InvitationRow = Omit<RowOf<typeof invitations.columnKinds>, 'roles'> & { roles: Role[] }
