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
import { orderFlow } from './order.flow.ts'
import {
  LinesEdit,
  MovePreview,
  NewOrder,
  Order,
  OrderEdit,
  OrderSketch,
  ReserveBody,
  Sketch,
  WholeOrder,
} from './order.schema.ts'

const { sendBack, hold, resume, reserve } = orderFlow

/** Moves that join several features have their endpoints with their journeys. */
export const orderApi = {
  list: endpoint({
    method: 'GET',
    path: '/orders',
    mode: 'read',
    access: 'order.read',
    query: ListQuery,
    reply: Page(Order),
  }),
  summary: endpoint({
    method: 'GET',
    path: '/orders/summary',
    mode: 'read',
    plan: 'free',
    access: 'order.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  sketch: endpoint({
    method: 'POST',
    path: '/orders/preview',
    mode: 'read',
    access: 'order.read',
    body: OrderSketch,
    reply: Sketch,
  }),
  create: endpoint({
    method: 'POST',
    path: '/orders',
    mode: 'write',
    access: 'order.create',
    body: NewOrder,
    reply: WholeOrder,
  }),
  get: endpoint({ method: 'GET', path: '/orders/:id', mode: 'read', access: 'order.read', reply: WholeOrder }),
  pdf: endpoint({
    method: 'GET',
    path: '/orders/:id/pdf',
    mode: 'read',
    access: 'order.read',
    query: shape({ lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/orders/:id',
    mode: 'write',
    access: 'order.edit',
    body: OrderEdit,
    reply: WholeOrder,
  }),
  setLines: endpoint({
    method: 'PUT',
    path: '/orders/:id/lines',
    mode: 'write',
    access: 'order.edit',
    body: LinesEdit,
    reply: WholeOrder,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/orders/:id',
    mode: 'write',
    access: 'order.edit',
    reply: shape({}),
  }),
  offers: endpoint({ method: 'GET', path: '/orders/:id/moves', mode: 'read', access: 'order.read', reply: Offers }),
  previewMove: endpoint({
    method: 'POST',
    path: '/orders/:id/moves/:move/preview',
    mode: 'read',
    access: 'order.read',
    body: shape({ note: Type.Optional(Text(2000)) }),
    reply: MovePreview,
  }),
  ...moves('/orders/:id/moves', { sendBack, hold, resume, reserve }, WholeOrder, { reserve: ReserveBody }),
}
