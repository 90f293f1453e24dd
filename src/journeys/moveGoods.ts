// Goods leave, arrive or are accepted: the orders' plans learn which of their days have come, and the customer of an
// order of which all has arrived is to be asked.
import { followOrder, followOrders, holdPlans, type Plans } from '#features/collection/server/plan.service.ts'
import { type HeldOrder, isDirect } from '#features/order/server/progress.service.ts'
import { arriveShipment } from '#features/shipment/server/arrival.service.ts'
import { moveShipment } from '#features/shipment/server/post.service.ts'
import type { shipmentApi } from '#features/shipment/shipment.api.ts'
import { type ShipmentMove, shipmentFlow } from '#features/shipment/shipment.flow.ts'
import {
  AcceptBody,
  type Arrival,
  DeliverBody,
  ShipBody,
  type WholeShipment,
} from '#features/shipment/shipment.schema.ts'
import { followDirect, takeDeliveryBack } from '#features/supply/server/direct.service.ts'
import { surveyArrived } from '#features/survey/server/survey.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'

type Wish = Parameters<typeof moveShipment>[3]
type Orders = ReadonlyMap<string, HeldOrder>
/** `orders` as they stand then; none where it was done already. */
type Moved = { readonly shipment: WholeShipment; readonly orders: Orders }
/** The business day is the one that days of payment count from. */
async function moved(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Moved> {
  let plans: Plans | undefined
  let after: Orders = new Map()
  const on = wish.date && { on: wish.date }
  const follow = {
    hold: async (orderIds: readonly string[]) => {
      plans = await holdPlans(tx, orderIds)
    },
    write: (orders: Orders) => {
      after = orders
      if (plans) for (const order of orders.values()) followOrder(tx, actor, order, plans, { ...on })
    },
  }
  const shipment = await moveShipment(tx, actor, id, { ...wish, follow })
  await asked(tx, actor, shipment)
  return { shipment, orders: after }
}
const move = async (tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeShipment> =>
  (await moved(tx, actor, id, wish)).shipment

/** Posted, with what follows at the orders; what their suppliers are asked for is another's to follow. */
export const shipGoods = (
  tx: Tx,
  actor: Actor,
  id: string,
  wish: Omit<Wish, 'move' | 'follow'>,
): Promise<WholeShipment> => move(tx, actor, id, { ...wish, move: 'ship' })

/** By hand: a supplier that was to deliver the same need not any more; what was taken back, it did not deliver. */
async function moveByHand(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeShipment> {
  const { shipment, orders } = await moved(tx, actor, id, wish)
  const isFollowed = wish.move === 'ship' || wish.move === 'unship'
  if (!isFollowed || ![...orders.values()].some(({ row }) => isDirect(row))) return shipment
  // whoever locks a request of a direct order holds the order first: here it is held
  await tx.attempt(() =>
    wish.move === 'ship'
      ? followDirect(tx, actor, ordersOf(shipment))
      : takeDeliveryBack(tx, actor, shipment, wish.note ?? null),
  )
  return shipment
}

async function arrive(tx: Tx, actor: Actor, id: string, input: Arrival): Promise<WholeShipment> {
  const shipment = await arriveShipment(tx, actor, id, input)
  await followOrders(tx, actor, ordersOf(shipment))
  await asked(tx, actor, shipment)
  return shipment
}

const ordersOf = ({ lines }: WholeShipment): string[] => lines.map(line => line.orderId)

async function asked(tx: Tx, actor: Actor, shipment: WholeShipment): Promise<void> {
  if (shipment.state === 'delivered') await surveyArrived(tx, actor, ordersOf(shipment))
}

export const goodsHandlers: Pick<Handlers<typeof shipmentApi>, 'ship' | 'unship' | 'deliver' | 'accept' | 'arrive'> = {
  ship: (tx, actor, { id, ...wish }) => moveByHand(tx, actor, id, { ...wish, move: 'ship' }),
  unship: (tx, actor, { id, ...wish }) => moveByHand(tx, actor, id, { ...wish, move: 'unship' }),
  deliver: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'deliver' }),
  accept: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'accept' }),
  arrive: (tx, actor, { id, ...input }) => arrive(tx, actor, id, input),
}

const bodies = { deliver: DeliverBody, accept: AcceptBody } as { readonly [M in ShipmentMove]?: typeof DeliverBody } // ships are the rest

/** For the registry: any move of a shipment by its name. */
export function moveGoods(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[name, input]: readonly [string, Readonly<Record<string, unknown>>]
): Promise<WholeShipment> {
  const named: ShipmentMove = moveNameIn(shipmentFlow, name)
  const body = bodies[named] ?? ShipBody
  return moveByHand(tx, actor, id, { ...accept(body, input), move: named })
}
