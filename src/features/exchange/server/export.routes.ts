import type { Handlers } from '#kernel/api.ts'
import type { Registered } from '#meta/registry.ts'
import type { exportApi } from '../exchange.api.ts'
import { exportRecords } from './export.service.ts'

export const exportHandlers = (row: Registered): Handlers<ReturnType<typeof exportApi>> => ({
  export: (db, actor, { format: _, ...query }) => exportRecords(db, actor, row, query),
})
