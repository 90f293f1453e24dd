// A supplier has delivered to the customer: a shipment of the order's lines is made, made ready and posted, judged like
// any other, and the request has come so far; all of it or nothing.
import { holdOrders } from '#features/order/server/progress.service.ts'
import { moveShipment } from '#features/shipment/server/post.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { judgeDelivery, ordersOfSupply, writeDelivery } from '#features/supply/server/direct.service.ts'
import { moveSupply, receiveSupply, takeBackSupply } from '#features/supply/server/supplyMove.service.ts'
import { supplyFlow } from '#features/supply/supply.flow.ts'
import { DeliverBody, ReceiveBody, TakeBackBody, type WholeSupply } from '#features/supply/supply.schema.ts'
import type { Actor } from '#kernel/access.ts'
import { type Handlers, MoveBody } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { directSupplyApi } from './directSupply.api.ts'
import { shipGoods } from './moveGoods.ts'

/**
 * Each step asks for its locks from the lowest level on (ADR 0018). The first one takes all that others could wait for:
 * payer, orders, lines; the request is locked behind its orders, and the shipment is new.
 */
async function deliverSupply(tx: Tx, actor: Actor, id: string, input: DeliverBody): Promise<WholeSupply> {
  const orderIds = await ordersOfSupply(tx, id)
  await tx.attempt(() => holdOrders(tx, orderIds))
  const delivery = await tx.attempt(() => judgeDelivery(tx, actor, id, input))
  const lines = delivery.parts.map(({ orderLineId, qty }) => ({ orderLineId, qty }))
  const { supplierNote, carrier, trackingNumber, note, date } = input
  const made = await tx.attempt(() =>
    createShipment(tx, actor, { lines, ...(supplierNote && { supplierNote }), ...(note && { note }) }),
  )
  await tx.attempt(() => moveShipment(tx, actor, made.id, { move: 'ready' }))
  await tx.attempt(() => shipGoods(tx, actor, made.id, { date, carrier, trackingNumber }))
  return tx.attempt(() => writeDelivery(tx, actor, delivery, made))
}

export const directSupplyHandlers: Handlers<typeof directSupplyApi> = {
  deliver: (tx, actor, { id, ...input }) => deliverSupply(tx, actor, id, input),
}

/** For the registry: any move of a supply by its name. */
export function moveSupplyNamed(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[name, input]: readonly [string, Readonly<Record<string, unknown>>]
): Promise<WholeSupply> {
  const move = moveNameIn(supplyFlow, name)
  if (move === 'deliver') return deliverSupply(tx, actor, id, accept(DeliverBody, input))
  if (move === 'receive') return receiveSupply(tx, actor, id, accept(ReceiveBody, input))
  if (move === 'takeBack') return takeBackSupply(tx, actor, id, accept(TakeBackBody, input))
  return moveSupply(tx, actor, id, { ...accept(MoveBody, input), move })
}
