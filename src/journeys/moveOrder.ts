// Any move of an order by its name: what the registry offers to batches, approvals and automations.

import { type OrderMove, orderFlow } from '#features/order/order.flow.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { moveOrder as moveOwn, type OwnMove, type Wish } from '#features/order/server/move.service.ts'
import type { Actor } from '#kernel/access.ts'
import { MoveBody } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import { cancelOrder } from './cancelOrder.ts'
import { closeOrder, reopenOrder } from './closeOrder.ts'
import { confirmOrder, submitOrder } from './confirmOrder.ts'

type Verb = (tx: Tx, actor: Actor, id: string, wish: Wish) => Promise<WholeOrder>
const own =
  (move: OwnMove): Verb =>
  (tx, actor, id, wish) =>
    moveOwn(tx, actor, id, { ...wish, move })

const verbs: Record<OrderMove, Verb> = {
  submit: submitOrder,
  confirm: confirmOrder,
  close: closeOrder,
  reopen: reopenOrder,
  cancel: cancelOrder,
  sendBack: own('sendBack'),
  hold: own('hold'),
  resume: own('resume'),
  reserve: own('reserve'),
}

/** As the registry calls it: the move's name, then its input. */
export const moveOrder = (
  tx: Tx,
  actor: Actor,
  id: string,
  ...[move, input]: readonly [string, Readonly<Record<string, unknown>>]
): Promise<WholeOrder> => verbs[moveNameIn(orderFlow, move)](tx, actor, id, accept(MoveBody, input))
