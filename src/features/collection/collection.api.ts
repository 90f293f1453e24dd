import { Type } from 'typebox'
import { endpoint, Id, ListQuery, moves, Offers, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import {
  Ageing,
  Allocate,
  InvoiceCollection,
  NewReceipt,
  NewRefund,
  OpenItem,
  OrderCollection,
  Receipt,
  ReceiptEdit,
  ReceiptIn,
  Refund,
  RefundEnd,
  TakeBack,
  WholeReceipt,
} from './collection.schema.ts'
import { receiptFlow } from './receipt.flow.ts'
import { refundFlow } from './refund.flow.ts'

const read = { method: 'GET', mode: 'read', access: 'receipt.read' } as const
const post = { method: 'POST', mode: 'write' } as const

export const receiptApi = {
  list: endpoint({ ...read, path: '/receipts', query: ListQuery, reply: Page(Receipt) }),
  summary: endpoint({ ...read, path: '/receipts/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  /** What a receipt of this payer may be for, oldest due first. */
  open: endpoint({
    ...read,
    access: 'receipt.allocate',
    path: '/receipts/open-items',
    query: shape({ customerId: Id }),
    reply: Type.Array(OpenItem),
  }),
  ageing: endpoint({
    ...read,
    path: '/receipts/ageing',
    plan: 'free',
    query: shape({ customerId: Type.Optional(Id) }),
    reply: Type.Array(Ageing),
  }),
  create: endpoint({ ...post, path: '/receipts', access: 'receipt.create', body: NewReceipt, reply: WholeReceipt }),
  get: endpoint({ ...read, path: '/receipts/:id', reply: WholeReceipt }),
  edit: endpoint({
    method: 'PATCH',
    mode: 'write',
    path: '/receipts/:id',
    access: 'receipt.edit',
    body: ReceiptEdit,
    reply: WholeReceipt,
  }),
  offers: endpoint({ ...read, path: '/receipts/:id/moves', reply: Offers }),
  allocate: endpoint({
    ...post,
    path: '/receipts/:id/allocations',
    access: 'receipt.allocate',
    body: Allocate,
    reply: WholeReceipt,
    status: 200,
  }),
  takeBack: endpoint({
    ...post,
    path: '/receipts/:id/allocations/:allocationId/reversal',
    access: 'receipt.allocate',
    body: TakeBack,
    reply: WholeReceipt,
    status: 200,
  }),
  ofInvoice: endpoint({
    ...read,
    path: '/invoices/:id/allocations',
    access: 'invoice.read',
    reply: InvoiceCollection,
  }),
  ofOrder: endpoint({ ...read, path: '/orders/:id/collection', access: 'order.read', reply: OrderCollection }),
  ...moves('/receipts/:id/moves', receiptFlow, WholeReceipt, { receive: ReceiptIn }),
}

const readRefund = { method: 'GET', mode: 'read', access: 'refund.read' } as const

export const refundApi = {
  list: endpoint({ ...readRefund, path: '/refunds', query: ListQuery, reply: Page(Refund) }),
  summary: endpoint({ ...readRefund, path: '/refunds/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create: endpoint({ ...post, path: '/refunds', access: 'refund.create', body: NewRefund, reply: Refund }),
  get: endpoint({ ...readRefund, path: '/refunds/:id', reply: Refund }),
  offers: endpoint({ ...readRefund, path: '/refunds/:id/moves', reply: Offers }),
  ...moves('/refunds/:id/moves', refundFlow, Refund, {
    approve: RefundEnd,
    process: RefundEnd,
    succeed: RefundEnd,
    fail: RefundEnd,
    cancel: RefundEnd,
  }),
}
