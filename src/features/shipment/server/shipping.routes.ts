import type { Handlers } from '#kernel/api.ts'
import type { shippingApi } from '../shipping.api.ts'
import { setShipping, shippingOf } from './shipping.service.ts'

export const shippingHandlers: Handlers<typeof shippingApi> = {
  get: async (_db, actor) => shippingOf(actor.org),
  set: (tx, actor, input) => setShipping(tx, actor, input),
}
