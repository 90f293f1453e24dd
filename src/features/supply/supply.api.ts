import { endpoint, ListQuery, moves, Offers, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { supplyFlow } from './supply.flow.ts'
import {
  DirectBody,
  HeldFree,
  HoldFree,
  NewSupply,
  OrderSupply,
  ReceiveBody,
  RequestBody,
  Requested,
  ShortageQuery,
  Shortages,
  Supply,
  SupplyEdit,
  SupplySettings,
  TakeBackBody,
  WholeSupply,
} from './supply.schema.ts'

/** What the supplier delivers is a journey's. */
const { deliver: _, ...ownMoves } = supplyFlow
const read = { method: 'GET', mode: 'read', access: 'supply.read' } as const

export const supplyApi = {
  list: endpoint({ ...read, path: '/supplies', query: ListQuery, reply: Page(Supply) }),
  summary: endpoint({ ...read, path: '/supplies/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  /** What lacks, by product and warehouse, over all orders that wait. */
  shortages: endpoint({
    ...read,
    path: '/supplies/shortages',
    access: 'supply.create',
    plan: 'free',
    query: ShortageQuery,
    reply: Shortages,
  }),
  /** Asks for all that is open of these; what somebody else asked for meanwhile is not asked for twice. */
  request: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/supplies/request',
    access: 'supply.create',
    body: RequestBody,
    reply: Requested,
  }),
  /** Suppliers are asked to deliver these lines to their customer: one request for each product of each order. */
  requestDirect: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/supplies/request-direct',
    access: 'supply.create',
    body: DirectBody,
    reply: Requested,
  }),
  /** What lies free is held for all who wait, by priority and date, as an arrival is. */
  holdFree: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/supplies/hold-free',
    status: 200,
    access: 'order.reserve',
    body: HoldFree,
    reply: HeldFree,
  }),
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/supplies',
    access: 'supply.create',
    body: NewSupply,
    reply: WholeSupply,
  }),
  get: endpoint({ ...read, path: '/supplies/:id', reply: WholeSupply }),
  edit: endpoint({
    method: 'PATCH',
    mode: 'write',
    path: '/supplies/:id',
    access: 'supply.edit',
    body: SupplyEdit,
    reply: WholeSupply,
  }),
  remove: endpoint({
    method: 'DELETE',
    mode: 'write',
    path: '/supplies/:id',
    access: 'supply.cancel',
    reply: shape({}),
  }),
  offers: endpoint({ ...read, path: '/supplies/:id/moves', reply: Offers }),
  /** What lines of an order still lack, and what is on its way: whoever sees the order sees it. */
  ofOrder: endpoint({ ...read, path: '/orders/:id/supply', access: 'order.read', reply: OrderSupply }),
  settings: endpoint({ ...read, path: '/supply-settings', access: 'signedIn', reply: SupplySettings }),
  setSettings: endpoint({
    method: 'PUT',
    mode: 'write',
    path: '/supply-settings',
    access: 'org.edit',
    body: SupplySettings,
    reply: SupplySettings,
  }),
  ...moves('/supplies/:id/moves', ownMoves, WholeSupply, { receive: ReceiveBody, takeBack: TakeBackBody }),
}
