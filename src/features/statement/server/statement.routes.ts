import type { Handlers } from '#kernel/api.ts'
import type { statementApi } from '../statement.api.ts'
import { printStatement } from './paper.service.ts'
import { readStatement } from './statement.service.ts'

export const statementHandlers = (folder: string): Handlers<typeof statementApi> => ({
  get: (db, actor, { id, ...query }) => readStatement(db, actor, id, query),
  pdf: (db, actor, { id, lang, ...query }) => printStatement(db, actor, id, { query, printing: { lang, folder } }),
})
