import { Type } from 'typebox'
import { WholeOrder } from '#features/order/order.schema.ts'
import { endpoint, FileReply, OneOf, shape } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'

const read = { method: 'GET', mode: 'read', access: 'order.read' } as const
/** An order as it stood: lines, prices and total of that version; who it is for and its number as they are now. */
export const orderVersionApi = {
  version: endpoint({ ...read, path: '/orders/:id/versions/:revision', reply: WholeOrder }),
  versionPdf: endpoint({
    ...read,
    path: '/orders/:id/versions/:revision/pdf',
    query: shape({ lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
  }),
}
