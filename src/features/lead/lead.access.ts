import type { PermissionRows } from '#kernel/access.ts'

export const leadPermissions = {
  'lead.read':       { sales: 'own', salesManager: 'branch', marketing: 'all', viewer: 'all' },
  'lead.create':     { sales: 'own', salesManager: 'branch', marketing: 'all' },
  'lead.edit':       { sales: 'own', salesManager: 'branch', marketing: 'all' },
  'lead.assign':     { salesManager: 'branch', marketing: 'all' },
  // with `all`: also those of other departments that wait for an assignment
  'lead.unowned':    { salesManager: 'all', marketing: 'all' },
  'lead.follow':     { sales: 'own', salesManager: 'branch', marketing: 'all' },
  'lead.return':     { sales: 'own', salesManager: 'branch', marketing: 'all' },
  'lead.invalidate': { sales: 'own', salesManager: 'branch', marketing: 'all' },
  'lead.convert':    { sales: 'own', salesManager: 'branch' },
  'lead.delete':     { salesManager: 'branch', marketing: 'all' },
  'lead.merge':      { salesManager: 'branch', marketing: 'all' },
  'lead.export':     { salesManager: 'branch', marketing: 'all' },
} as const satisfies PermissionRows
