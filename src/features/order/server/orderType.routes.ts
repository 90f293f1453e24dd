import type { Handlers } from '#kernel/api.ts'
import type { orderTypeApi } from '../orderType.api.ts'
import { setTypes, typesOf } from './orderType.service.ts'
import { keepSample, setReturnDay } from './sample.service.ts'

export const orderTypeHandlers: Handlers<typeof orderTypeApi> = {
  types: async (_db, actor) => typesOf(actor),
  setTypes: (tx, actor, input) => setTypes(tx, actor, input),
  setReturnDay: (tx, actor, { id, ...input }) => setReturnDay(tx, actor, id, input),
  keepSample: (tx, actor, { id }) => keepSample(tx, actor, id),
}
