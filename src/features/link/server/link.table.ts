import { table } from '#kernel/table.ts'

export const links = table('links', {
  id: 'uuid',
  entity: 'text',
  recordId: 'uuid',
  scope: 'text',
  expiresAt: 'timestamptz',
  revokedAt: 'timestamptz?',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  opened: 'int',
  firstOpenedAt: 'timestamptz?',
  lastOpenedAt: 'timestamptz?',
})
