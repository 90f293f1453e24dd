// What a confirmed order is short of is asked for by itself, where the company has set so.
import type { HeldLines } from '#features/order/server/holding.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { activeWarehouses } from '#features/stock/server/warehouse.service.ts'
import type { Short } from '#features/stock/stock.schema.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { sum } from '#kernel/money.ts'
import { supplySettingsOf } from './settings.service.ts'
import { askFor } from './shortage.service.ts'
import { selectLastKinds } from './supply.sql.ts'

/** By product and warehouse; the order and its lines are locked. */
export async function askForShort(tx: Tx, actor: Actor, at: HeldLines, short: readonly Short[]): Promise<void> {
  const settings = supplySettingsOf(actor)
  if (!settings.auto || short.length === 0) return
  const ids = [...new Set(short.map(one => one.productId))]
  const [products, places, kinds] = await Promise.all([
    findProducts(tx, ids),
    activeWarehouses(tx),
    selectLastKinds(tx, ids),
  ])
  const home = places[0]?.id ?? ''
  const groups = Map.groupBy(short, one => `${one.productId} ${one.warehouseId ?? home}`)
  const asks = [...groups.values()].flatMap(own => {
    const [first] = own
    const product = first && products.get(first.productId)
    if (!product) return []
    const lines = own.map(({ orderLineId }) => ({ orderLineId, orderId: at.row.id }))
    const days = lines.flatMap(
      ({ orderLineId }) => at.lines.find(line => line.id === orderLineId)?.promisedDate ?? at.row.promisedDate ?? [],
    )
    const what = {
      productId: product.id,
      productName: product.name,
      unit: product.unit,
      warehouseId: first.warehouseId ?? home,
    }
    const kind = kinds.get(product.id) ?? settings.kind
    return [{ ...what, kind, qty: sum(own.map(one => one.missing)), neededBy: days.toSorted()[0] ?? null, lines }]
  })
  await askFor(tx, actor, asks, [at])
}
