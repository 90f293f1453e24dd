// What lies there and nobody holds is held for orders that wait, in the turn in which an arrival is (ADR 0141): asked for
// by hand, or by itself as soon as something becomes free.
import { ranked } from '#features/order/server/again.service.ts'
import { lockingStock } from '#features/order/server/amend.service.ts'
import { type HeldLines, holdLines } from '#features/order/server/holding.service.ts'
import type { OrderRow } from '#features/order/server/order.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { policyOf } from '#features/stock/server/policy.service.ts'
import { reserve } from '#features/stock/server/stock.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { sum } from '#kernel/money.ts'
import { reason, refuseAll } from '#kernel/refusal.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { allotFree, type FreePick } from '../arrival.rules.ts'
import type { HeldFree, HoldFree } from '../supply.schema.ts'
import { hand, holderOf, waitingIn } from './arrival.service.ts'
import { selectHoldable, selectOrdersHoldable } from './shortage.sql.ts'

type Given = { readonly picks: readonly FreePick[]; readonly orders: readonly HeldLines[] }

/** Orders 8, lines 10, stock 12: a thousand orders at most, those that come first. */
async function holdFree(tx: Tx, by: Doer, productIds: readonly string[]): Promise<Given> {
  const orderIds = await selectOrdersHoldable(tx, productIds)
  if (orderIds.length === 0) return { picks: [], orders: [] }
  const orders = await holdLines(tx, orderIds)
  const [stock, products] = await Promise.all([lockingStock(tx)(productIds), findProducts(tx, productIds)])
  const waiting = productIds.flatMap(id => orders.flatMap(one => waitingIn(one, id)))
  const picks = allotFree(ranked(stock.filter(one => one.usable)), waiting)
  if (picks.length === 0) return { picks, orders }
  reserve(
    tx,
    picks.map(one => ({ ...one, holder: holderOf(orders, one.orderLineId) })),
  )
  const parts = Map.groupBy(picks, one => one.orderLineId)
  const shifts = new Map([...parts].map(([id, own]) => [id, sum(own.map(one => one.qty))]))
  const said = ({ id }: OrderRow): string =>
    [
      ...Map.groupBy(
        picks.filter(one => one.orderId === id),
        one => one.productId,
      ),
    ]
      .map(([productId, own]) => {
        const { name = '', unit = '' } = products.get(productId) ?? {}
        return `${name} ${sum(own.map(one => one.qty))} ${unit}`
      })
      .join('; ')
  await hand(tx, by, orders, { shifts, said })
  return { picks, orders }
}

const most = 100

/** For all who wait, whoever asks: the rule is the company's own. Orders beyond the reader are counted, not named. */
export async function holdFreeFor(tx: Tx, actor: Actor, { productIds }: HoldFree): Promise<HeldFree> {
  const known = await findProducts(tx, productIds ?? [])
  refuseAll(
    (productIds ?? []).flatMap((id, i) => (known.has(id) ? [] : [reason('stock.unknownProduct', `productIds.${i}`)])),
  )
  const ids = await selectHoldable(tx, productIds ?? null, most)
  const { picks, orders } = await holdFree(tx, actor, ids)
  const touched = [...new Set(picks.map(one => one.orderId))]
  const seen = await reachableIds(tx, actor, 'order', touched)
  const shown = orders.filter(one => touched.includes(one.row.id) && seen.has(one.row.id))
  return { count: touched.length, orders: shown.map(one => ({ id: one.row.id, number: one.row.number })) }
}

const byJob: Doer = { userId: null, via: 'job' }

/** By itself, as the company has set: of these products, or of all. Answers of how many something was held. */
export async function holdFreed(tx: Tx, limit: number, productIds: readonly string[] | null = null): Promise<number> {
  const { org } = await visitorOf(tx, {})
  const { reservePolicy, reserveFreed } = policyOf({ org })
  if (reserveFreed === 'off' || reservePolicy === 'none') return 0
  const ids = await selectHoldable(tx, productIds, Math.min(limit, most))
  await holdFree(tx, byJob, ids)
  return ids.length < Math.min(limit, most) ? 0 : limit
}
