// Goods came back: what an order is paid too much is asked back from the receipts that paid it.
import { type HeldOrder, seeOrders } from '#features/order/server/progress.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { min, signOf, sub, sum } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lockReceipts, selectLive, selectMeant, selectPaying, selectPlans } from './collection.sql.ts'
import { holdPlans } from './plan.service.ts'
import { bookRefund, nextRefundNumber } from './refund.service.ts'
import { selectOffs } from './writeOff.sql.ts'

type Wish = { readonly amount: string; readonly reason: string }

/** The order is held already (levels to 12). Answers the requests made, the newest payment's first. */
export async function refundOrder(tx: Tx, actor: Actor, order: HeldOrder, wish: Wish): Promise<string[]> {
  const orderId = order.row.id
  const plans = await holdPlans(tx, [orderId])
  const rows = await lockReceipts(tx, await selectPaying(tx, orderId))
  const lives = await Promise.all(rows.map(row => selectLive(tx, row.id)))
  const paid = rows.map((row, i) => {
    const live = lives[i] ?? []
    const own = live.filter(one => one.orderId === orderId)
    return { row, live, open: sum(own.map(one => one.left)), last: own.at(-1)?.madeAt ?? '' }
  })
  let left = wish.amount
  let at = { order, plans }
  const made: string[] = []
  for (const { row, live, open } of paid.toSorted((a, b) => b.last.localeCompare(a.last))) {
    const amount = min(open, left)
    if (signOf(amount) <= 0) break
    if (made.length > 0) at = await seenAgain(tx, orderId)
    const held = { row, live, plans: at.plans, orders: new Map([[orderId, at.order]]) }
    const number = await nextRefundNumber(tx, actor)
    const input = { receiptId: row.id, orderId, amount, reason: wish.reason, custom: {}, number }
    made.push(bookRefund(tx, actor, held, input))
    left = sub(left, amount)
  }
  return made
}

/** What was just written, under the same locks. */
async function seenAgain(tx: Tx, orderId: string) {
  const [orders, rows, meant, off] = [
    await seeOrders(tx, [orderId]),
    await selectPlans(tx, [orderId]),
    await selectMeant(tx, [orderId]),
    await selectOffs(tx, [orderId]),
  ]
  const order = orders.get(orderId)
  if (!order) throw new Refusal('order.moved', 'conflict')
  return { order, plans: { rows, meant, off } }
}
