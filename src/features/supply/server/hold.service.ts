// A supply under its locks, with the orders it is for, those that wait for what it brings, and what has come of it.
import { type HeldLines, holdLines } from '#features/order/server/holding.service.ts'
import type { ProductFacts } from '#features/product/product.schema.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { activeWarehouses } from '#features/stock/server/warehouse.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import type { Supply } from '../supply.schema.ts'
import { selectOrdersWaiting } from './shortage.sql.ts'
import {
  lockSupplies,
  selectAllots,
  selectReceipts,
  selectSupply,
  selectWants,
  supplySource,
  type WantStood,
} from './supply.sql.ts'
import type { ReceiptRow, SupplyRow } from './supply.table.ts'

export type HeldSupply = {
  readonly row: SupplyRow
  readonly product: ProductFacts
  readonly orders: readonly HeldLines[]
  readonly wants: readonly WantStood[]
  readonly receipts: readonly ReceiptRow[]
  /** In use, the default one first. */
  readonly places: readonly { readonly id: string; readonly name: string }[]
}

/** Orders 8, lines 10, supply 11. What is found before the locks is asked again under them. */
export async function hold(tx: Tx, actor: Actor, id: string, at: string | undefined): Promise<HeldSupply> {
  const [seen] = await Promise.all([selectSupply(tx, id), getRecord<Supply>(tx, actor, supplySource, id)])
  if (!seen) throw missing('supply')
  const [wants, allots, waiting] = await Promise.all([
    selectWants(tx, [id]),
    selectAllots(tx, id),
    at === undefined ? [] : selectOrdersWaiting(tx, seen.productId, at || seen.warehouseId),
  ])
  const orders = await holdLines(tx, [...wants, ...allots].map(one => one.orderId).concat(waiting))
  const [row] = await lockSupplies(tx, [id])
  if (!row) throw missing('supply')
  return beside(tx, row, orders)
}

export async function beside(db: Db, row: SupplyRow, orders: readonly HeldLines[]): Promise<HeldSupply> {
  const [wants, receipts, places, products] = await Promise.all([
    selectWants(db, [row.id]),
    selectReceipts(db, row.id),
    activeWarehouses(db),
    findProducts(db, [row.productId]),
  ])
  const product = products.get(row.productId)
  if (!product) throw missing('product')
  return { row, product, orders, wants, receipts, places }
}
