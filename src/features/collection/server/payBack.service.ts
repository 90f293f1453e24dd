// Goods came back: what an order is paid too much is asked back from the receipts that paid it, or goes along to the
// order that takes its place.
import { seeOrders } from '#features/order/server/progress.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { min, signOf, sub, sum } from '#kernel/money.ts'
import { missing } from '#kernel/refusal.ts'
import { type Holding, newestFirst, reversing, writeRows } from './allocation.service.ts'
import { selectBills } from './bill.sql.ts'
import { lockReceipts, selectLive, selectMeant, selectPaying, selectPlans, selectReceipt } from './collection.sql.ts'
import { holdPlans } from './plan.service.ts'
import { bookRefund, nextRefundNumber } from './refund.service.ts'
import { selectOffs } from './writeOff.sql.ts'

export type PayBack = {
  readonly orderId: string
  readonly refund: string
  readonly reason: string
  /** To an order that this very transaction made. */
  readonly along?: { readonly orderId: string; readonly amount: string }
}

/** The order is held already (levels to 12). Answers the refunds asked for, the newest payment's first. */
export async function payBack(tx: Tx, actor: Actor, { orderId, refund, reason, along }: PayBack): Promise<string[]> {
  await holdPlans(tx, [orderId])
  const receiptIds = await newestPaying(tx, orderId)
  const made: string[] = []
  await spend(tx, { receiptIds, orderIds: [orderId], amount: refund }, async (held, amount) => {
    const number = await nextRefundNumber(tx, actor)
    const input = { receiptId: held.row.id, orderId, amount, reason, custom: {}, number }
    made.push(bookRefund(tx, actor, held, input))
  })
  if (along)
    await spend(tx, { receiptIds, orderIds: [orderId, along.orderId], amount: along.amount }, async (held, amount) => {
      const date = today(tx.database.clock, actor.org.zone)
      const parts = newestFirst(held.live, orderId, amount)
      const taken = parts.map(({ one, part }) => reversing(tx, actor, one, { amount: part, date }))
      const given = { id: newId(), orderId: along.orderId, instalmentNo: null, amount, date, reversesId: null }
      const by = { receiptId: held.row.id, madeAt: tx.now, madeBy: actor.userId }
      writeRows(tx, actor, held, [...taken, { ...given, ...by }])
    })
  return made
}

/** Locked by id; walked through from the one that paid last. */
async function newestPaying(tx: Tx, orderId: string): Promise<string[]> {
  const found = await lockReceipts(tx, await selectPaying(tx, orderId))
  // of a bill that has not matured there is no money yet to give back
  const rows = found.filter(row => row.counted)
  const lives = await Promise.all(rows.map(row => selectLive(tx, row.id)))
  const last = (i: number) => lives[i]?.findLast(one => one.orderId === orderId)?.madeAt ?? ''
  return rows
    .map((row, i) => ({ id: row.id, last: last(i) }))
    .toSorted((a, b) => b.last.localeCompare(a.last))
    .map(one => one.id)
}

type Spent = { readonly receiptIds: readonly string[]; readonly orderIds: readonly string[]; readonly amount: string }

/** What was just written is seen again each time, under the same locks. */
async function spend(tx: Tx, wish: Spent, each: (held: Holding, amount: string) => Promise<void>): Promise<void> {
  let left = wish.amount
  for (const id of wish.receiptIds) {
    if (signOf(left) <= 0) return
    const held = await seen(tx, id, wish.orderIds)
    const own = held.live.filter(one => one.orderId === wish.orderIds[0])
    const amount = min(sum(own.map(one => one.left)), left)
    if (signOf(amount) <= 0) continue
    await each(held, amount)
    left = sub(left, amount)
  }
}

async function seen(tx: Tx, receiptId: string, orderIds: readonly string[]): Promise<Holding> {
  const row = await selectReceipt(tx, receiptId)
  if (!row) throw missing('receipt')
  const live = await selectLive(tx, receiptId)
  const orders = await seeOrders(tx, orderIds)
  const [rows, meant, off, bills] = await Promise.all([
    selectPlans(tx, orderIds),
    selectMeant(tx, orderIds),
    selectOffs(tx, orderIds),
    selectBills(tx, orderIds),
  ])
  return { row, live, orders, bills, alone: new Map(), plans: { rows, meant, off } }
}
