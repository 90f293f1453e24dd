// What a confirmed order is short of is asked for by itself, where the company has set so: less what comes already.
import type { HeldLines } from '#features/order/server/holding.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { activeWarehouses } from '#features/stock/server/warehouse.service.ts'
import type { Short } from '#features/stock/stock.schema.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { max, min, signOf, sub, sum } from '#kernel/money.ts'
import { type Lack, shortagesOf, type Wish } from '../shortage.rules.ts'
import { openClaims } from './create.service.ts'
import { supplySettingsOf } from './settings.service.ts'
import { askFor } from './shortage.service.ts'
import { holdAskingFor, selectComing, selectFree, selectWaiting } from './shortage.sql.ts'
import { selectLastKinds } from './supply.sql.ts'

/** By product and warehouse; the order and its lines are locked, what it holds is written. */
export async function askForShort(tx: Tx, actor: Actor, at: HeldLines, short: readonly Short[]): Promise<void> {
  const settings = supplySettingsOf(actor)
  if (!settings.auto || short.length === 0) return
  const ids = [...new Set(short.map(one => one.productId))]
  // two orders that are confirmed in the same moment count on what comes one after the other
  await holdAskingFor(tx, ids)
  const [products, places, kinds, claims] = await Promise.all([
    findProducts(tx, ids),
    activeWarehouses(tx),
    selectLastKinds(tx, ids),
    openClaims(tx, [at.row.id]),
  ])
  const home = places[0]?.id ?? ''
  const lacks = await openAt(tx, at, ids, home)
  const groups = Map.groupBy(short, one => `${one.productId} ${one.warehouseId ?? home}`)
  const asks = [...groups.values()].flatMap(own => {
    const [first] = own
    const product = first && products.get(first.productId)
    if (!product) return []
    const warehouseId = first.warehouseId ?? home
    const unasked = sum(own.map(one => max(sub(one.missing, claims.get(one.orderLineId) ?? '0'), '0')))
    const found = lacks.find(one => one.productId === product.id && one.warehouseId === warehouseId)
    const qty = min(unasked, found?.open ?? '0')
    if (signOf(qty) <= 0) return []
    const lines = own.map(({ orderLineId }) => ({ orderLineId, orderId: at.row.id }))
    const days = lines.flatMap(
      ({ orderLineId }) => at.lines.find(line => line.id === orderLineId)?.promisedDate ?? at.row.promisedDate ?? [],
    )
    const what = { productId: product.id, productName: product.name, unit: product.unit, warehouseId }
    const kind = kinds.get(product.id) ?? settings.kind
    return [{ ...what, kind, qty, neededBy: days.toSorted()[0] ?? null, lines }]
  })
  await askFor(tx, actor, asks, [at])
}

/** What nobody has asked for yet, with what this order and all that were confirmed before it wait for. */
async function openAt(tx: Tx, { row, lines }: HeldLines, ids: readonly string[], home: string): Promise<Lack[]> {
  const [waiting, free, coming] = await Promise.all([
    selectWaiting(tx, ids),
    selectFree(tx, ids),
    selectComing(tx, ids),
  ])
  // its own are read off its lines: it is written as confirmed last of all
  const others = waiting.filter(one => one.confirmed && one.orderId !== row.id)
  const own = lines.flatMap(({ productId, warehouseId, stockKept, toShip, reserved }): Wish[] => {
    const qty = sub(toShip, reserved)
    return stockKept && productId !== null && ids.includes(productId) && signOf(qty) > 0
      ? [{ productId, warehouseId, qty }]
      : []
  })
  const wishes = others.map(({ productId, warehouseId, lacks: qty }) => ({ productId, warehouseId, qty }))
  return shortagesOf([...wishes, ...own], { free, coming, home })
}
