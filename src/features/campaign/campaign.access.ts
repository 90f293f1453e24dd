import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const campaignPermissions = {
  'campaign.read':   { salesManager: 'all', marketing: 'all', finance: 'all', viewer: 'all' },
  'campaign.edit':   { marketing: 'all' },
  // sources as a list that everybody chooses from
  'campaign.source': { marketing: 'all', salesManager: 'all' },
} as const satisfies PermissionRows
