import { table } from '#kernel/table.ts'

export const links = table('links', {
  id: 'uuid',
  entity: 'text',
  recordId: 'uuid',
  receiver: 'text?',
  scope: 'text',
  expiresAt: 'timestamptz',
  revokedAt: 'timestamptz?',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  opened: 'int',
  firstOpenedAt: 'timestamptz?',
  lastOpenedAt: 'timestamptz?',
})

export const linkVisits = table('link_visits', {
  id: 'uuid',
  linkId: 'uuid',
  at: 'timestamptz',
  what: 'text',
  address: 'text',
  agent: 'text',
})
