// How far below what is there one may promise: per product and warehouse, also where nothing ever stood.
import type { ProductFacts } from '#features/product/product.schema.ts'
import { findProducts, qtyProblem } from '#features/product/server/product.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, canonical, cmp, sub } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import type { Backorder, StockLevel } from '../stock.schema.ts'
import { getLevel } from './level.service.ts'
import { backorderBound, levelSource, lockLevelsOf, makeLevelsBound, selectLevelId } from './stock.sql.ts'
import { activeWarehouses, siteProblems } from './warehouse.service.ts'

export async function setBackorder(tx: Tx, actor: Actor, id: string, limit: string): Promise<StockLevel> {
  const level = await getLevel(tx, actor, id)
  const product = (await findProducts(tx, [level.productId])).get(level.productId)
  const reasons = await siteProblems(tx, [{ warehouseId: level.warehouseId, path: 'backorderLimit' }])
  refuseAll([...reasons, ...(product ? finerProblems(product, limit) : [])])
  return limitLevel(tx, actor, level, limit)
}

/** A limit is counted as the product is. */
function finerProblems(product: ProductFacts, limit: string): Reason[] {
  const found = qtyProblem(product, limit, 'backorderLimit')
  return found ? [found] : []
}

/** In the default warehouse unless another is named. */
export async function allowBackorder(tx: Tx, actor: Actor, input: Backorder): Promise<StockLevel> {
  const [products, places] = await Promise.all([findProducts(tx, [input.productId]), activeWarehouses(tx)])
  const product = products.get(input.productId)
  const place = input.warehouseId ? places.find(one => one.id === input.warehouseId) : places[0]
  const reasons = await siteProblems(tx, [{ warehouseId: input.warehouseId, path: 'warehouseId' }])
  const isSite = reasons.length > 0
  if (!product) reasons.push(reason('stock.unknownProduct', 'productId'))
  else if (!product.stockKept) reasons.push(reason('stock.backorderNotKept', 'productId', { name: product.name }))
  if (!place && !isSite)
    reasons.push(reason(input.warehouseId ? 'stock.unknownWarehouse' : 'stock.noWarehouse', 'warehouseId'))
  if (product) reasons.push(...finerProblems(product, input.backorderLimit))
  if (place && !place.sellable) reasons.push(reason('stock.notSellable', 'warehouseId'))
  refuseAll(reasons)
  if (!product || !place) throw missing('stock')
  const key = { productId: product.id, warehouseId: place.id, batch: '' }
  tx.write(makeLevelsBound(tx, [key]))
  const id = await selectLevelId(tx, key)
  if (!id) throw missing('stock')
  return limitLevel(tx, actor, await readBack<StockLevel>(tx, actor, levelSource, id), input.backorderLimit)
}

async function limitLevel(tx: Tx, actor: Actor, seen: StockLevel, limit: string): Promise<StockLevel> {
  const { id, productId, warehouseId, batch } = seen
  const [row] = await lockLevelsOf(tx, [{ productId, warehouseId, batch }])
  if (!row) throw missing('stock')
  const next = { backorderLimit: canonical(limit) }
  if (cmp(row.reserved, add(row.onHand, next.backorderLimit)) > 0) {
    const values = { qty: sub(row.reserved, row.onHand), unit: seen.unit }
    throw new Refusal(reason('stock.backorderHeld', 'backorderLimit', values))
  }
  tx.write(backorderBound(tx.orgId, id, next.backorderLimit))
  const { before, after } = changes({ backorderLimit: row.backorderLimit }, next)
  const about = [{ entity: 'product', recordId: productId }]
  const said = { before: { ...before, warehouseName: seen.warehouseName }, after }
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'stock', recordId: id, kind: 'stock.backorderSet', ...said, about })
  return readBack<StockLevel>(tx, actor, levelSource, id)
}
