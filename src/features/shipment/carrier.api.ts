import { endpoint } from '#kernel/api.ts'
import { NewTrace, Push, Pushed, Tracking } from './carrier.schema.ts'

export const carrierApi = {
  traces: endpoint({
    method: 'GET',
    mode: 'read',
    path: '/shipments/:id/traces',
    access: 'shipment.read',
    reply: Tracking,
  }),
  /** By hand. */
  trace: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/shipments/:id/traces',
    access: 'shipment.track',
    body: NewTrace,
    reply: Tracking,
    status: 200,
  }),
  /** From a carrier's service or an aggregator, by an API key: whatever parcel has the number. */
  push: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/carrier-pushes',
    access: 'shipment.track',
    body: Push,
    reply: Pushed,
    status: 200,
  }),
}
