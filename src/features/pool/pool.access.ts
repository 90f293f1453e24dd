import type { PermissionRows } from '#kernel/access.ts'

export const poolPermissions = {
  'pool.read':    { sales: 'all', salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', service: 'all', viewer: 'all' },
  'pool.edit':    { salesManager: 'all' },
  'pool.claim':   { sales: 'all', salesManager: 'all' },
  'pool.return':  { sales: 'own', salesManager: 'branch', marketing: 'all' },
  'pool.recycle': { salesManager: 'branch', marketing: 'all' },
  'pool.lock':    { salesManager: 'branch' },
  // the others see what lies in a pool without a way to reach anyone of it
  'pool.contact': { salesManager: 'all', marketing: 'all', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', service: 'all' },
} as const satisfies PermissionRows
