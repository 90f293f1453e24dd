import type { PermissionRows } from '#kernel/access.ts'

const everyone = { sales: 'all', salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all' } as const

/** Whose turn it is follows from the steps; these rows say who may be asked and may ask at all. */
export const approvalPermissions = {
  'approval.decide':  { ...everyone, viewer: 'all' },
  'approval.request': everyone,
  // the owner's alone, who has every permission
  'approval.policy':  {},
} as const satisfies PermissionRows
