import type { PermissionRows } from '#kernel/access.ts'

export const handoffPermissions = {
  'handoff.read':     { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'handoff.accept':   { orderDesk: 'all' },
  'handoff.resubmit': { sales: 'own', salesManager: 'branch' },
  'handoff.checklist': { salesManager: 'branch', orderDesk: 'all' },
  // the owner's alone
  'handoff.clocks':   {},
} as const satisfies PermissionRows
