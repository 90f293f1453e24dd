// Nothing more will be delivered, or something will after all.

import type { WholeOrder } from '#features/order/order.schema.ts'
import { endReleases, holdWithReleases } from '#features/order/server/creditReleaseMove.service.ts'
import { carryOrder, holdOrder, type Wish, wholeHeld } from '#features/order/server/move.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import type { closeOrderApi } from './closeOrder.api.ts'
import { journeyEffects } from './orderEffects.ts'

export async function closeOrder(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeOrder> {
  const hold = () => holdOrder(tx, actor, id, { credit: true, contract: true })
  const [held, releases] = await holdWithReleases(tx, id, hold)
  await endReleases(tx, actor, held.row, { ...releases, isCancelled: false })
  return wholeHeld(await carryOrder(tx, actor, held, { ...wish, move: 'close', effects: journeyEffects }))
}

/** What closing took is given back, and reserved as far as it is there. */
export async function reopenOrder(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeOrder> {
  const held = await holdOrder(tx, actor, id, { credit: true, contract: true, stock: true })
  return wholeHeld(await carryOrder(tx, actor, held, { ...wish, move: 'reopen', effects: journeyEffects }))
}

export const closeOrderHandlers: Handlers<typeof closeOrderApi> = {
  close: (tx, actor, { id, ...wish }) => closeOrder(tx, actor, id, wish),
  reopen: (tx, actor, { id, ...wish }) => reopenOrder(tx, actor, id, wish),
}
