import type { PermissionRows } from '#kernel/access.ts'

export const contractPermissions = {
  'contract.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', service: 'all', viewer: 'all' },
  'contract.create':  { sales: 'own', salesManager: 'branch' },
  'contract.edit':    { sales: 'own', salesManager: 'branch' },
  'contract.submit':  { sales: 'own', salesManager: 'branch' },
  'contract.approve': { salesManager: 'branch' },
  'contract.sign':    { sales: 'own', salesManager: 'branch', orderDesk: 'all' },
  'contract.end':     { salesManager: 'branch', orderDesk: 'all' },
  'contract.export':  { salesManager: 'branch', finance: 'all' },
  // the owner's alone, who has every permission: templates, whom contracts are approved by, reminders, signing service
  'contract.set':     {},
} as const satisfies PermissionRows
