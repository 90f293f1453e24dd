import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const ticketPermissions = {
  'ticket.read':         { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', service: 'all', viewer: 'all' },
  'ticket.create':       { sales: 'own', salesManager: 'branch', orderDesk: 'all', logistics: 'all', service: 'all' },
  'ticket.edit':         { sales: 'own', salesManager: 'branch', orderDesk: 'all', service: 'all' },
  // start, wait, resolve, reopen: whoever sees to it
  'ticket.work':         { orderDesk: 'all', service: 'all' },
  'ticket.close':        { salesManager: 'branch', orderDesk: 'all', service: 'all' },
  'ticket.export':       { salesManager: 'branch', orderDesk: 'all', service: 'all' },
  'goodsReturn.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', service: 'all', viewer: 'all' },
  'goodsReturn.create':  { sales: 'own', orderDesk: 'all', service: 'all' },
  'goodsReturn.edit':    { sales: 'own', orderDesk: 'all', warehouse: 'all', logistics: 'all', service: 'all' },
  'goodsReturn.approve': { salesManager: 'branch', orderDesk: 'all', service: 'all' },
  'goodsReturn.receive': { warehouse: 'all', logistics: 'all' },
  // what is done about it: money, goods again, another one
  'goodsReturn.decide':  { orderDesk: 'all', finance: 'all', service: 'all' },
  'goodsReturn.cancel':  { sales: 'own', orderDesk: 'all', service: 'all' },
  'goodsReturn.export':  { salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', service: 'all' },
} as const satisfies PermissionRows
