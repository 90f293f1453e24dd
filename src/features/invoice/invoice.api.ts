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
import { invoiceFlow } from './invoice.flow.ts'
import {
  BillableLine,
  Deductible,
  FromOrder,
  Invoice,
  InvoiceEdit,
  InvoicePreview,
  InvoiceSettings,
  NewInvoice,
  NewRed,
  ReadAnswer,
  ReasonBody,
  RecordBody,
  WholeInvoice,
} from './invoice.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'invoice.read' } as const
const post = { method: 'POST', mode: 'write', access: 'invoice.create' } as const

export const invoiceApi = {
  list: endpoint({ ...read, path: '/invoices', query: ListQuery, reply: Page(Invoice) }),
  summary: endpoint({ ...read, path: '/invoices/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  /** What of orders may still be invoiced; ids comma separated, at most 50. */
  billable: endpoint({
    ...read,
    access: 'invoice.create',
    path: '/invoices/billable',
    query: shape({ orders: Text(1900, 36) }),
    reply: Type.Array(BillableLine),
  }),
  preview: endpoint({
    method: 'POST',
    mode: 'read',
    access: 'invoice.create',
    path: '/invoices/preview',
    body: NewInvoice,
    reply: InvoicePreview,
  }),
  create: endpoint({ ...post, path: '/invoices', body: NewInvoice, reply: WholeInvoice }),
  /** All that may be invoiced of it, an amount of it, an instalment, or an advance. */
  fromOrder: endpoint({ ...post, path: '/invoices/from-order', body: FromOrder, reply: WholeInvoice }),
  /** For the tax software: ids comma separated, at most 50. */
  taxFile: endpoint({
    ...read,
    access: 'invoice.issue',
    path: '/invoices/tax-file',
    query: shape({
      ids: Text(1900, 36),
      format: Type.Optional(OneOf(['json', 'csv'])),
      lang: Type.Optional(OneOf(langs)),
    }),
    reply: FileReply,
  }),
  /** Its answer as a file's text, in any columns; what is found is recorded by a batch of `record`. */
  readAnswers: endpoint({
    method: 'POST',
    mode: 'read',
    access: 'invoice.record',
    path: '/invoices/tax-answers',
    body: shape({ text: Text(500_000, 1) }),
    reply: Type.Array(ReadAnswer),
  }),
  pdf: endpoint({
    ...read,
    path: '/invoices/:id/pdf',
    query: shape({ lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
  }),
  get: endpoint({ ...read, path: '/invoices/:id', reply: WholeInvoice }),
  edit: endpoint({
    method: 'PATCH',
    mode: 'write',
    path: '/invoices/:id',
    access: 'invoice.edit',
    body: InvoiceEdit,
    reply: WholeInvoice,
  }),
  offers: endpoint({ ...read, path: '/invoices/:id/moves', reply: Offers }),
  red: endpoint({ ...post, access: 'invoice.credit', path: '/invoices/:id/reds', body: NewRed, reply: WholeInvoice }),
  advances: endpoint({ ...read, path: '/invoices/:id/advances', reply: Deductible }),
  /** Red letters of the advances, drafted in one step: as much as stands and the invoice bills. */
  deduct: endpoint({
    ...post,
    access: 'invoice.credit',
    path: '/invoices/:id/advance-reds',
    body: shape({}),
    reply: Type.Array(Invoice),
  }),
  /** Of what a shipment brought, newest first. */
  ofShipment: endpoint({ ...read, path: '/shipments/:id/invoices', reply: Type.Array(Invoice) }),
  /** Of one order, newest first: what its page shows. */
  ofOrder: endpoint({ ...read, path: '/orders/:id/invoices', reply: Type.Array(Invoice) }),
  settings: endpoint({ ...read, path: '/invoice-settings', reply: InvoiceSettings }),
  setUp: endpoint({
    method: 'PUT',
    mode: 'write',
    path: '/invoice-settings',
    access: 'invoice.set',
    body: InvoiceSettings,
    reply: InvoiceSettings,
  }),
  ...moves('/invoices/:id/moves', invoiceFlow, WholeInvoice, {
    record: RecordBody,
    fail: ReasonBody,
    refuse: ReasonBody,
    reject: ReasonBody,
  }),
}
