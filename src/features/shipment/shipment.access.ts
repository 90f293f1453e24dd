import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const shipmentPermissions = {
  'shipment.read':    { sales: 'own', salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all', purchasing: 'all', service: 'all', viewer: 'all' },
  'shipment.create':  { orderDesk: 'all', warehouse: 'all', logistics: 'all', service: 'all' },
  'shipment.edit':    { orderDesk: 'all', warehouse: 'all', logistics: 'all', service: 'all' },
  'shipment.ready':   { orderDesk: 'all', warehouse: 'all' },
  'shipment.ship':    { warehouse: 'all', logistics: 'all' },
  'shipment.unship':  { warehouse: 'all', orderDesk: 'all' },
  'shipment.deliver': { orderDesk: 'all', warehouse: 'all', logistics: 'all', service: 'all' },
  'shipment.accept':  { orderDesk: 'all', service: 'all' },
  'shipment.track':   { orderDesk: 'all', warehouse: 'all', logistics: 'all', service: 'all' },
  'shipment.cancel':  { orderDesk: 'all', warehouse: 'all' },
  // more than was ordered, beyond the line's tolerance
  'shipment.over':    { orderDesk: 'all' },
  'shipment.export':  { salesManager: 'branch', orderDesk: 'all', finance: 'all', warehouse: 'all', logistics: 'all' },
} as const satisfies PermissionRows
