import type { Handlers } from '#kernel/api.ts'
import type { yardApi } from '../yard.api.ts'
import { readYard } from './yard.service.ts'

export const yardHandlers: Handlers<typeof yardApi> = {
  board: (db, actor, { warehouseId }) => readYard(db, actor, warehouseId),
}
