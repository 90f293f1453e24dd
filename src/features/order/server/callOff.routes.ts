import type { Handlers } from '#kernel/api.ts'
import type { callOffApi } from '../callOff.api.ts'
import { callOffOrder } from './callOff.service.ts'

export const callOffHandlers: Handlers<typeof callOffApi> = {
  callOff: (tx, actor, { id, ...input }) => callOffOrder(tx, actor, id, input),
}
