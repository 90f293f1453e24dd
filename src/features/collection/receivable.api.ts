import { Type } from 'typebox'
import { endpoint, ListQuery, Page, Summary, SummaryQuery } from '#kernel/api.ts'
import { Receivable, ReceivableItem } from './receivable.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'receivable.read' } as const

export const receivableApi = {
  list: endpoint({ ...read, path: '/receivables', plan: 'free', query: ListQuery, reply: Page(Receivable) }),
  summary: endpoint({ ...read, path: '/receivables/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  get: endpoint({ ...read, path: '/receivables/:id', reply: Receivable }),
  items: endpoint({ ...read, path: '/receivables/:id/items', reply: Type.Array(ReceivableItem) }),
}
