import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const collectionPermissions = {
  'receipt.read':     { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', viewer: 'all' },
  'receipt.create':   { finance: 'all' },
  'receipt.edit':     { finance: 'all' },
  'receipt.receive':  { finance: 'all' },
  'receipt.allocate': { finance: 'all' },
  'receipt.bounce':   { finance: 'all' },
  'receipt.export':   { salesManager: 'branch', finance: 'all' },
  'refund.read':      { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', service: 'all', viewer: 'all' },
  'refund.create':    { orderDesk: 'all', finance: 'all', service: 'all' },
  'refund.approve':   { salesManager: 'branch', finance: 'all' },
  'refund.pay':       { finance: 'all' },
  'refund.export':    { finance: 'all' },
  // what payers owe follows who may see the payer
  'receivable.read':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', viewer: 'all' },
  'receivable.export': { salesManager: 'branch', finance: 'all' },
  'writeOff.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', viewer: 'all' },
  'writeOff.create':  { salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  'writeOff.reverse': { finance: 'all' },
  'writeOff.export':  { finance: 'all' },
} as const satisfies PermissionRows
