// Goods leave, arrive or are accepted: the orders' plans learn which of their days have come, and the customer of an
// order of which all has arrived is to be asked.
import { followOrders } from '#features/collection/server/plan.service.ts'
import { arriveShipment } from '#features/shipment/server/arrival.service.ts'
import { moveShipment } from '#features/shipment/server/post.service.ts'
import type { shipmentApi } from '#features/shipment/shipment.api.ts'
import { type ShipmentMove, shipmentFlow } from '#features/shipment/shipment.flow.ts'
import { DeliverBody, ShipBody, type WholeShipment } from '#features/shipment/shipment.schema.ts'
import { surveyArrived } from '#features/survey/server/survey.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'

/** `on`: the business day, which days of payment count from. */
async function followed(tx: Tx, actor: Actor, moved: Promise<WholeShipment>, on?: string): Promise<WholeShipment> {
  const shipment = await moved
  const orderIds = shipment.lines.map(line => line.orderId)
  await followOrders(tx, actor, orderIds, on)
  if (shipment.state === 'delivered') await surveyArrived(tx, actor, orderIds)
  return shipment
}

type Wish = Parameters<typeof moveShipment>[3]
const move = (tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeShipment> =>
  followed(tx, actor, moveShipment(tx, actor, id, wish), wish.date)

export const goodsHandlers: Pick<Handlers<typeof shipmentApi>, 'ship' | 'deliver' | 'accept' | 'arrive'> = {
  ship: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'ship' }),
  deliver: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'deliver' }),
  accept: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'accept' }),
  arrive: (tx, actor, { id, ...input }) => followed(tx, actor, arriveShipment(tx, actor, id, input)),
}

/** For the registry: any move of a shipment by its name. */
export function moveGoods(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[name, input]: readonly [string, Readonly<Record<string, unknown>>]
): Promise<WholeShipment> {
  const named: ShipmentMove = moveNameIn(shipmentFlow, name)
  const body = named === 'deliver' || named === 'accept' ? DeliverBody : ShipBody
  return move(tx, actor, id, { ...accept(body, input), move: named })
}
