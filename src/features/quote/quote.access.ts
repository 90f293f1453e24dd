import type { PermissionRows } from '#kernel/access.ts'

// A quote is as near as its deal: owner and department are the deal's.
export const quotePermissions = {
  'quote.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', service: 'all', viewer: 'all' },
  'quote.create':  { sales: 'own', salesManager: 'branch' },
  'quote.edit':    { sales: 'own', salesManager: 'branch' },
  'quote.send':    { sales: 'own', salesManager: 'branch' },
  'quote.accept':  { sales: 'own', salesManager: 'branch' },
  'quote.approve': { salesManager: 'branch' },
  // without it a price below its floor needs somebody's leave, or is refused where the policy asks nobody
  'quote.belowFloor': { salesManager: 'branch' },
  'quote.paper':   {},
  'quote.export':  { salesManager: 'branch', finance: 'all' },
} as const satisfies PermissionRows
