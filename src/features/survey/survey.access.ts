import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const surveyPermissions = {
  'survey.read':   { sales: 'own', salesManager: 'branch', marketing: 'all', orderDesk: 'all', service: 'all', viewer: 'all' },
  // asks the customer: makes the link, mails it
  'survey.send':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', service: 'all' },
  // has looked at what the customer said
  'survey.review': { sales: 'own', salesManager: 'branch', service: 'all' },
  'survey.export': { salesManager: 'branch', service: 'all' },
} as const satisfies PermissionRows
