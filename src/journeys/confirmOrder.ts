// An order is confirmed: by hand, by the last approval in its transaction, or straight on where nobody is asked.

import { readPlan } from '#features/approval/server/plan.service.ts'
import type { ApprovalSubject } from '#features/approval/server/subject.service.ts'
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { typeRules } from '#features/order/orderType.rules.ts'
import {
  carryOrder,
  type Held,
  holdOrder,
  problemsOf,
  type Wish,
  wholeHeld,
  writeReviewed,
} from '#features/order/server/move.service.ts'
import { orderHash } from '#features/order/server/order.service.ts'
import { orderFacts, tellOfOrder } from '#features/order/server/review.service.ts'
import { tellOwner } from '#features/order/server/shown.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { confirmOrderApi } from './confirmOrder.api.ts'
import { agreeOn } from './lastPrices.ts'
import { journeyEffects } from './orderEffects.ts'

/** Two round trips: everything is locked in one, everything is written in the other. */
export async function confirmOrder(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeOrder> {
  const held = await holdOrder(tx, actor, id, { review: true, credit: true, contract: true, stock: true })
  return wholeHeld(await confirmHeld(tx, actor, held, wish))
}

/** Judged and locked already; its review stands. */
export async function confirmHeld(tx: Tx, actor: Actor, held: Held, wish: Wish): Promise<Held> {
  const confirmed = await carryOrder(tx, actor, held, { ...wish, move: 'confirm', effects: journeyEffects })
  if (typeRules[held.row.type].buys) touchCustomer(tx, held.row.customerId, { orders: 1, orderAt: tx.now })
  agreeOn(tx, confirmed)
  return confirmed
}

/** Asks the reviewers; where the policy asks nobody, the order passes straight on. */
export async function submitOrder(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeOrder> {
  const plan = await readPlan(tx, actor, { entity: 'order', purpose: 'review', recordId: id })
  const straight = plan.policy.nodes.length === 0
  const held = await holdOrder(tx, actor, id, {
    review: true,
    credit: straight,
    contract: straight,
    stock: straight,
    plan,
  })
  // the conditions were asked of what stood there before the lock
  if (plan.of !== undefined && plan.of !== held.row.contentHash) throw new Refusal('order.moved', 'conflict')
  const submitted = await carryOrder(tx, actor, held, { ...wish, move: 'submit' })
  if (!straight || problemsOf(tx, actor, submitted, { move: 'confirm', principal: 'approval' }).length > 0)
    return wholeHeld(submitted)
  return wholeHeld(await confirmHeld(tx, actor, submitted, { principal: 'approval' }))
}

export const confirmOrderHandlers: Handlers<typeof confirmOrderApi> = {
  submit: (tx, actor, { id, ...wish }) => submitOrder(tx, actor, id, wish),
  confirm: (tx, actor, { id, ...wish }) => confirmOrder(tx, actor, id, wish),
}

/** What the approval knows of an order. If it cannot be confirmed now, the review stands all the same. */
export const orderReview: ApprovalSubject = {
  entity: 'order',
  purpose: 'review',
  usual: [
    { by: 'role', role: 'finance', mode: 'any' },
    { by: 'role', role: 'warehouse', mode: 'any' },
  ],
  facts: orderFacts,
  told: tellOfOrder,
  hash: orderHash,
  async approved(tx, approver, request) {
    const locked = await holdOrder(tx, approver, request.recordId, {
      credit: true,
      contract: true,
      stock: true,
      principal: 'approval',
    })
    const held = writeReviewed(tx, approver, locked, request.contentHash)
    if (problemsOf(tx, approver, held, { move: 'confirm', principal: 'approval' }).length === 0)
      await confirmHeld(tx, approver, held, { principal: 'approval' })
    else tellOwner(tx, approver, held.row, { kind: 'orderStuck', customer: held.shown.customerName })
  },
  async returned(tx, actor, request) {
    const held = await holdOrder(tx, actor, request.recordId, { principal: 'approval' })
    await carryOrder(tx, actor, held, {
      move: 'sendBack',
      principal: 'approval',
      ...(request.reason && { note: request.reason }),
    })
  },
}
