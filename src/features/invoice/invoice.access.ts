import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const invoicePermissions = {
  'invoice.read':     { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', service: 'all', viewer: 'all' },
  'invoice.create':   { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  'invoice.edit':     { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  'invoice.withdraw': { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all' },
  'invoice.refuse':   { finance: 'all' },
  'invoice.issue':    { finance: 'all' },
  // what the tax service answered, by hand
  'invoice.record':   { finance: 'all' },
  // red letters: drafted, sent to the buyer, confirmed or rejected by them
  'invoice.credit':   { orderDesk: 'all', finance: 'all', service: 'all' },
  'invoice.confirm':  { finance: 'all' },
  'invoice.set':      { finance: 'all' },
  'invoice.export':   { salesManager: 'branch', orderDesk: 'all', finance: 'all' },
} as const satisfies PermissionRows
