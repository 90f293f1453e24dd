// An order is cancelled: stock and credit go back, the review ends, the deal has one live order less.
import { holdChangeOf } from '#features/change/server/cancel.service.ts'
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import { touchDealOrders } from '#features/deal/server/move.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { typeRules } from '#features/order/orderType.rules.ts'
import { endReleases, holdWithReleases } from '#features/order/server/creditReleaseMove.service.ts'
import { carryOrder, holdOrder, type Wish, wholeHeld } from '#features/order/server/move.service.ts'
import { sampleSoldBy } from '#features/order/server/sample.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import type { cancelOrderApi } from './cancelOrder.api.ts'
import { journeyEffects } from './orderEffects.ts'

export async function cancelOrder(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeOrder> {
  const between = await holdChangeOf(tx, id)
  const { lock: beside, free } = await sampleSoldBy(tx, id)
  const needs = { review: true, credit: true, deal: true, contract: true, between, beside }
  const hold = () => holdOrder(tx, actor, id, needs)
  const [held, releases] = await holdWithReleases(tx, id, hold)
  await endReleases(tx, actor, held.row, { ...releases, isCancelled: true })
  const cancelled = await carryOrder(tx, actor, held, { ...wish, move: 'cancel', effects: journeyEffects })
  const { row } = held
  await free(actor, row.number)
  if (row.dealId) touchDealOrders(tx, row.dealId, -1)
  if (row.confirmedAt && typeRules[row.type].buys) touchCustomer(tx, row.customerId, { orders: -1 })
  return wholeHeld(cancelled)
}

export const cancelOrderHandlers: Handlers<typeof cancelOrderApi> = {
  cancel: (tx, actor, { id, ...wish }) => cancelOrder(tx, actor, id, wish),
}
