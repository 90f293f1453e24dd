import { Type } from 'typebox'
import {
  endpoint,
  FileReply,
  ListQuery,
  moves,
  Offers,
  OneOf,
  Page,
  Summary,
  SummaryQuery,
  shape,
  Text,
} from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'
import { shipmentFlow } from './shipment.flow.ts'
import {
  AcceptBody,
  Arrival,
  DeliverBody,
  NewShipment,
  OpenLine,
  PackCheck,
  ReadyBody,
  ShipBody,
  Shipment,
  ShipmentEdit,
  WholeShipment,
} from './shipment.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'shipment.read' } as const

export const shipmentApi = {
  list: endpoint({ ...read, path: '/shipments', query: ListQuery, reply: Page(Shipment) }),
  summary: endpoint({ ...read, path: '/shipments/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  /** What orders still wait for; ids comma separated, at most 50. */
  open: endpoint({
    ...read,
    path: '/shipments/open-lines',
    access: 'shipment.create',
    query: shape({ orders: Text(1900, 36), kind: Type.Optional(OneOf(['delivery', 'acceptance'])) }),
    reply: Type.Array(OpenLine),
  }),
  /** What is to be fetched for all of them, place by place; ids comma separated, at most 50. */
  picks: endpoint({
    ...read,
    path: '/shipments/pick-list',
    query: shape({ ids: Text(1900, 36), lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
  }),
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/shipments',
    access: 'shipment.create',
    body: NewShipment,
    reply: WholeShipment,
  }),
  get: endpoint({ ...read, path: '/shipments/:id', reply: WholeShipment }),
  pdf: endpoint({
    ...read,
    path: '/shipments/:id/pdf',
    query: shape({ lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
  }),
  edit: endpoint({
    method: 'PATCH',
    mode: 'write',
    path: '/shipments/:id',
    access: 'shipment.edit',
    body: ShipmentEdit,
    reply: WholeShipment,
  }),
  remove: endpoint({
    method: 'DELETE',
    mode: 'write',
    path: '/shipments/:id',
    access: 'shipment.edit',
    reply: shape({}),
  }),
  offers: endpoint({ ...read, path: '/shipments/:id/moves', reply: Offers }),
  /** Part by part; ends in delivered when nothing is on the way any more. */
  arrive: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/shipments/:id/arrivals',
    access: 'shipment.deliver',
    body: Arrival,
    reply: WholeShipment,
    status: 200,
  }),
  /** The packing check: one scan, or a count by hand. */
  check: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/shipments/:id/checks',
    access: 'shipment.edit',
    body: PackCheck,
    reply: WholeShipment,
    status: 200,
  }),
  /** Of one order, newest first: what its page shows. */
  ofOrder: endpoint({ ...read, path: '/orders/:id/shipments', reply: Type.Array(Shipment) }),
  ...moves('/shipments/:id/moves', shipmentFlow, WholeShipment, {
    ready: ReadyBody,
    ship: ShipBody,
    deliver: DeliverBody,
    accept: AcceptBody,
  }),
}
