import { Type } from 'typebox'
import { endpoint, ListQuery, moves, Offers, Page, Summary, SummaryQuery } from '#kernel/api.ts'
import { returnFlow } from './return.flow.ts'
import {
  Exchanges,
  GoodsReturn,
  InspectBody,
  InspectPreview,
  NewReturn,
  ReceiveBody,
  ReturnableLine,
  ReturnEdit,
  ReturnSettings,
  SendBody,
  WholeReturn,
} from './return.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'goodsReturn.read' } as const
const write = { method: 'POST', mode: 'write' } as const

export const returnApi = {
  list: endpoint({ ...read, path: '/goods-returns', query: ListQuery, reply: Page(GoodsReturn) }),
  summary: endpoint({ ...read, path: '/goods-returns/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create: endpoint({
    ...write,
    path: '/goods-returns',
    access: 'goodsReturn.create',
    body: NewReturn,
    reply: WholeReturn,
  }),
  get: endpoint({ ...read, path: '/goods-returns/:id', reply: WholeReturn }),
  edit: endpoint({
    ...write,
    method: 'PATCH',
    path: '/goods-returns/:id',
    access: 'goodsReturn.edit',
    body: ReturnEdit,
    reply: WholeReturn,
  }),
  offers: endpoint({ ...read, path: '/goods-returns/:id/moves', reply: Offers }),
  /** What the decisions would be worth and why they could not be made. */
  preview: endpoint({
    method: 'POST',
    mode: 'read',
    path: '/goods-returns/:id/moves/inspect/preview',
    access: 'goodsReturn.decide',
    body: InspectBody,
    reply: InspectPreview,
  }),
  /** Of one order, newest first: what its page shows. */
  ofOrder: endpoint({ ...read, path: '/orders/:id/returns', reply: Type.Array(GoodsReturn) }),
  /** A replacement and the order that it is for, from either side. */
  exchanges: endpoint({ ...read, path: '/orders/:id/exchanges', reply: Exchanges }),
  /** What of one order may still come back. */
  returnable: endpoint({
    ...read,
    path: '/orders/:id/returnable-lines',
    access: 'goodsReturn.create',
    reply: Type.Array(ReturnableLine),
  }),
  /** What was to be exchanged, once the order that did so is given up: another one. */
  replace: endpoint({
    ...write,
    path: '/goods-returns/:id/replacement',
    access: 'goodsReturn.decide',
    reply: WholeReturn,
  }),
  settings: endpoint({ ...read, path: '/return-settings', access: 'signedIn', reply: ReturnSettings }),
  setSettings: endpoint({
    ...write,
    method: 'PUT',
    path: '/return-settings',
    access: 'org.edit',
    body: ReturnSettings,
    reply: ReturnSettings,
  }),
  ...moves('/goods-returns/:id/moves', returnFlow, WholeReturn, {
    send: SendBody,
    receive: ReceiveBody,
    inspect: InspectBody,
  }),
}
