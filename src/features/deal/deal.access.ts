import type { PermissionRows } from '#kernel/access.ts'

export const dealPermissions = {
  'deal.read':   { sales: 'own', salesManager: 'branch', marketing: 'all', orderDesk: 'all', finance: 'all', service: 'all', viewer: 'all' },
  'deal.create': { sales: 'own', salesManager: 'branch' },
  'deal.edit':   { sales: 'own', salesManager: 'branch' },
  'deal.assign': { salesManager: 'branch' },
  'deal.move':   { sales: 'own', salesManager: 'branch' },
  'deal.win':    { sales: 'own', salesManager: 'branch' },
  'deal.reopen': { sales: 'own', salesManager: 'branch' },
  'deal.delete': { salesManager: 'branch' },
  'deal.export': { salesManager: 'branch', finance: 'all' },
  'deal.stages': { salesManager: 'all' },
  'deal.forecast': { sales: 'own', salesManager: 'branch', marketing: 'all', finance: 'all', viewer: 'all' },
  'deal.targets':  { salesManager: 'branch' },
  'deal.rates':  { finance: 'all', salesManager: 'all' },
} as const satisfies PermissionRows
