// The lines of a draft: named by what brought the goods, by product, or all that lies at the site. Moves nothing.
import type { OrderRow } from '#features/order/server/order.service.ts'
import { seeOrders } from '#features/order/server/progress.service.ts'
import { finer, productsOf } from '#features/shipment/server/draft.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { canonical, cmp } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { isQty } from '#kernel/unit.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { spread, wayProblems } from '../settlement.rules.ts'
import type { Filling, NewSettlementLine } from '../settlement.schema.ts'
import { type LyingRow, selectLying } from './consigned.sql.ts'
import type { SettlementLineRow } from './settlement.table.ts'

export type Filled = {
  readonly lines: readonly SettlementLineRow[]
  readonly orders: readonly OrderRow[]
  /** For its history. */
  readonly said: string
}
type Wish = { readonly settlementId: string; readonly siteId: string; readonly filling: Filling }

/** What lies there of orders out of reach is not there; everything else that is wrong is told at once. */
export async function fillLines(db: Db, actor: Actor, { settlementId, siteId, filling }: Wish): Promise<Filled> {
  refuseAll(wayProblems(filling))
  if (!filling.lines && !filling.products && !filling.all) return { lines: [], orders: [], said: '' }
  const there = await selectLying(db, siteId)
  const seen = await reachableIds(db, actor, 'order', [...new Set(there.map(one => one.orderId))])
  const lying = there.filter(one => seen.has(one.orderId))
  const { lines: wanted, reasons } = wantedOf(lying, filling)
  refuseAll(reasons)
  refuseAll(await quantityProblems(db, lying, wanted))
  const byId = new Map(lying.map(one => [one.shipmentLineId, one]))
  const lines = wanted.flatMap(({ shipmentLineId, qty }, i): SettlementLineRow[] => {
    const one = byId.get(shipmentLineId)
    if (!one) return []
    const { orderId, orderLineId } = one
    return [{ id: newId(), settlementId, no: i + 1, shipmentLineId, orderId, orderLineId, qty: canonical(qty) }]
  })
  const held = await seeOrders(
    db,
    lines.map(line => line.orderId),
  )
  const orders = [...held.values()].map(one => one.row)
  refuseAll(partyProblems(orders))
  const said = lines.map(({ no, qty, shipmentLineId }) => `${no} ${byId.get(shipmentLineId)?.name ?? ''} ${qty}`)
  return { lines, orders, said: said.join('\n') }
}

type Wanted = { readonly lines: readonly NewSettlementLine[]; readonly reasons: readonly Reason[] }
function wantedOf(lying: readonly LyingRow[], { lines, products, all }: Filling): Wanted {
  if (products) return spread(lying, products)
  if (all) return { lines: lying.map(({ shipmentLineId, qty }) => ({ shipmentLineId, qty })), reasons: [] }
  return { lines: lines ?? [], reasons: lineProblems(lying, lines ?? []) }
}

function lineProblems(lying: readonly LyingRow[], lines: readonly NewSettlementLine[]): Reason[] {
  const byId = new Map(lying.map(one => [one.shipmentLineId, one]))
  return lines.flatMap(({ shipmentLineId, qty }, i) => {
    const one = byId.get(shipmentLineId)
    if (!one) return [reason('settlement.unknownLine', `lines.${i}.shipmentLineId`)]
    if (lines.slice(0, i).some(other => other.shipmentLineId === shipmentLineId))
      return [reason('settlement.lineTwice', `lines.${i}.shipmentLineId`)]
    if (!isQty(qty)) return [reason('settlement.noQty', `lines.${i}.qty`)]
    const { name, qty: there } = one
    return cmp(qty, there) > 0 ? [reason('settlement.lessThere', `lines.${i}.qty`, { name, qty, there })] : []
  })
}

/** Nothing is settled in finer parts than the product is counted in, unless it was sent so. */
async function quantityProblems(
  db: Db,
  lying: readonly LyingRow[],
  wanted: readonly NewSettlementLine[],
): Promise<Reason[]> {
  const products = await productsOf(db, lying)
  return wanted.flatMap(({ shipmentLineId, qty }, i) => {
    const one = lying.find(each => each.shipmentLineId === shipmentLineId)
    return (one && finer(qty, one.qty, products.get(one.productId ?? ''), `lines.${i}.qty`)) ?? []
  })
}

/** It is billed as one: one payer, one currency. */
function partyProblems(orders: readonly OrderRow[]): Reason[] {
  const [first] = orders
  if (!first) return []
  const others = (of: 'payerId' | 'currency') => orders.filter(one => one[of] !== first[of]).map(one => one.number)
  const [payers, currencies] = [others('payerId'), others('currency')]
  return [
    ...(payers.length > 0 ? [reason('settlement.twoPayers', 'lines', { numbers: payers.join(', ') })] : []),
    ...(currencies.length > 0 ? [reason('settlement.twoCurrencies', 'lines', { numbers: currencies.join(', ') })] : []),
  ]
}
