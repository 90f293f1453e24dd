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
} from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'
import { Consigned } from './consigned.schema.ts'
import { settlementFlow } from './settlement.flow.ts'
import { NewSettlement, PostBody, Settlement, SettlementEdit, WholeSettlement } from './settlement.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'settlement.read' } as const
const lying = { method: 'GET', mode: 'read', access: 'consigned.read', plan: 'free' } as const

export const settlementApi = {
  list: endpoint({ ...read, path: '/settlements', query: ListQuery, reply: Page(Settlement) }),
  summary: endpoint({ ...read, path: '/settlements/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/settlements',
    access: 'settlement.create',
    body: NewSettlement,
    reply: WholeSettlement,
  }),
  get: endpoint({ ...read, path: '/settlements/:id', reply: WholeSettlement }),
  pdf: endpoint({
    ...read,
    path: '/settlements/:id/pdf',
    query: shape({ lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
  }),
  edit: endpoint({
    method: 'PATCH',
    mode: 'write',
    path: '/settlements/:id',
    access: 'settlement.edit',
    body: SettlementEdit,
    reply: WholeSettlement,
  }),
  offers: endpoint({ ...read, path: '/settlements/:id/moves', reply: Offers }),
  /** Of one order, newest first: what its page shows. */
  ofOrder: endpoint({ ...read, path: '/orders/:id/settlements', reply: Type.Array(Settlement) }),
  ...moves('/settlements/:id/moves', settlementFlow, WholeSettlement, { post: PostBody }),
}

/** What lies at customers' sites. */
export const consignedApi = {
  list: endpoint({ ...lying, path: '/consigned', query: ListQuery, reply: Page(Consigned) }),
  summary: endpoint({ ...lying, path: '/consigned/summary', query: SummaryQuery, reply: Summary }),
  get: endpoint({ ...lying, path: '/consigned/:id', reply: Consigned }),
}
