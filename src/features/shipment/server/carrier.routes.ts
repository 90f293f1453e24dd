import type { Handlers } from '#kernel/api.ts'
import type { carrierApi } from '../carrier.api.ts'
import { readTracking, takePush, traceByHand } from './carrier.service.ts'

export const carrierHandlers: Handlers<typeof carrierApi> = {
  traces: (db, actor, { id }) => readTracking(db, actor, id),
  trace: (tx, actor, { id, ...input }) => traceByHand(tx, actor, id, input),
  push: (tx, actor, input) => takePush(tx, actor, input),
}
