// An order needs less than was asked for it: it was cancelled, closed or changed. What is planned and not begun gives
// way or becomes stock, as the company has set; what is under way arrives, and is free then.
import { seeLines } from '#features/order/server/holding.service.ts'
import type { OrderRow } from '#features/order/server/order.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { cmp, max, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { type Cut, cutClaims, openOf } from '../arrival.rules.ts'
import { noticeFreed } from './notice.service.ts'
import { supplySettingsOf } from './settings.service.ts'
import { tellSupply } from './supply.service.ts'
import { cutWantsBound, lockSupplies, selectClaims } from './supply.sql.ts'
import { type SupplyRow, supplies } from './supply.table.ts'

type Line = { readonly id: string; readonly toShip: string; readonly reserved: string }
type Order = Pick<OrderRow, 'id' | 'number' | 'threadId'>

/** The order and its lines are locked, as they stand after what happened to them; supplies 11 before any stock. */
export async function freeSupplyOf(tx: Tx, actor: Actor, order: Order, lines: readonly Line[]): Promise<void> {
  await freeHeldSupply(tx, actor, { order, rows: await holdSupplyOf(tx, order.id) }, lines)
}

/** What is under way for an order, locked before it is known what of it is needed (level 11). */
export async function holdSupplyOf(tx: Tx, orderId: string): Promise<SupplyRow[]> {
  const seen = await selectClaims(tx, [orderId])
  return seen.length === 0 ? [] : lockSupplies(tx, [...new Set(seen.map(one => one.supplyId))].toSorted())
}

type HeldSupplies = { readonly order: Order; readonly rows: readonly SupplyRow[] }
export async function freeHeldSupply(tx: Tx, actor: Actor, held: HeldSupplies, lines: readonly Line[]): Promise<void> {
  const { order, rows } = held
  if (rows.length === 0) return
  const claims = await selectClaims(tx, [order.id])
  const cuts = cutClaims(claims, needsOf(lines))
  if (cuts.length === 0) return
  const less = claims.flatMap(claim => {
    const cut = cuts.find(one => one.supplyId === claim.supplyId && one.orderLineId === claim.orderLineId)
    return cut ? [{ ...claim, qty: sub(claim.qty, cut.by) }] : []
  })
  tx.write(cutWantsBound(tx.orgId, less))
  for (const row of rows) freeOne(tx, actor, row, { order, cuts: cuts.filter(one => one.supplyId === row.id) })
}

/**
 * A request that had ended is under way again: what its orders need no more by now is for stock. They and it are
 * locked, and it is written as it stands; answers what is said of it.
 */
export async function freeAgain(tx: Tx, row: SupplyRow, orderIds: readonly string[]): Promise<string[]> {
  if (orderIds.length === 0) return []
  const [orders, claims] = await Promise.all([seeLines(tx, orderIds), selectClaims(tx, orderIds)])
  const [others, own] = [claims.filter(one => one.supplyId !== row.id), claims.filter(one => one.supplyId === row.id)]
  const needs = needsOf(orders.flatMap(one => one.lines))
  const left = new Map(
    [...needs].map(([id, qty]) => [
      id,
      max(sub(qty, sum(others.filter(one => one.orderLineId === id).map(openOf))), '0'),
    ]),
  )
  const cuts = cutClaims(own, left)
  if (cuts.length === 0) return []
  const by = new Map(cuts.map(one => [one.orderLineId, one.by]))
  tx.write(
    cutWantsBound(
      tx.orgId,
      own.map(one => ({ ...one, qty: sub(one.qty, by.get(one.orderLineId) ?? '0') })),
    ),
  )
  return orders.flatMap(({ row: order, lines }) => {
    const qty = sum(lines.map(line => by.get(line.id) ?? '0'))
    return signOf(qty) > 0 ? [`${order.number} −${qty}`] : []
  })
}

const needsOf = (lines: readonly Line[]): ReadonlyMap<string, string> =>
  new Map(lines.map(line => [line.id, max(sub(line.toShip, line.reserved), '0')]))

function freeOne(
  tx: Tx,
  actor: Actor,
  row: SupplyRow,
  { order, cuts }: { readonly order: Order; readonly cuts: readonly Cut[] },
): void {
  const qty = sum(cuts.map(one => one.by))
  if (signOf(qty) <= 0) return
  // what a supplier delivers to a customer is for nobody else
  const givesWay = row.direct || (row.state === 'planned' && supplySettingsOf(actor).freed === 'cancel')
  const rest = max(sub(row.qty, qty), '0')
  const isOver = givesWay && cmp(rest, row.received) <= 0
  const over = signOf(row.received) > 0 ? ('received' as const) : ('cancelled' as const)
  const next: SupplyRow = {
    ...row,
    ...(givesWay && signOf(rest) > 0 && { qty: rest }),
    ...(isOver && { state: over, endedAt: tx.now }),
    ...editStamp(tx, actor, row),
  }
  tx.write(supplies.update(tx.orgId, next))
  const moved = next.state === row.state ? {} : { from: row.state, to: next.state }
  const isLess = next.qty !== row.qty
  const after = { what: `${order.number} · ${qty} ${row.unit}`, ...(isLess && { qty: next.qty }) }
  tellSupply(tx, actor, next, {
    kind: 'supply.freed',
    ...moved,
    ...(isLess && { before: { qty: row.qty } }),
    after,
    orders: [order],
  })
  noticeFreed(tx, actor, next, { order: order.number, qty })
}

/** What a cancelled, closed or changed order would leave behind, said before it is: what becomes stock, and what ends with it. */
export async function foreseeFreed(
  db: Db,
  actor: Actor,
  orderId: string,
  lines: readonly Line[] = [],
): Promise<Reason[]> {
  const claims = await selectClaims(db, [orderId])
  const cuts = cutClaims(claims, needsOf(lines))
  const ends = supplySettingsOf(actor).freed === 'cancel'
  const said = (isEnding: boolean): string =>
    [...Map.groupBy(claims, one => one.supplyId)]
      .flatMap(([id, [first]]) => {
        const by = sum(cuts.filter(one => one.supplyId === id).map(one => one.by))
        const isOne =
          first !== undefined && signOf(by) > 0 && (first.direct || (ends && first.state === 'planned')) === isEnding
        return isOne ? [`${first.number} ${by} ${first.unit}`] : []
      })
      .join('; ')
  const [kept, ended] = [said(false), said(true)]
  return [
    ...(kept ? [reason('supply.willBeStock', undefined, { requests: kept })] : []),
    ...(ended ? [reason('supply.willEnd', undefined, { requests: ended })] : []),
  ]
}
