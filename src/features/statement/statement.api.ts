import { Type } from 'typebox'
import { endpoint, FileReply, OneOf, shape } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'
import { Statement, StatementQuery } from './statement.schema.ts'

const read = { method: 'GET', mode: 'read', plan: 'free', access: 'receivable.read' } as const

/** Of a payer over a period (对账单). */
export const statementApi = {
  get: endpoint({ ...read, path: '/customers/:id/statement', query: StatementQuery, reply: Statement }),
  pdf: endpoint({
    ...read,
    path: '/customers/:id/statement/pdf',
    query: shape({ ...StatementQuery.properties, lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
  }),
}
