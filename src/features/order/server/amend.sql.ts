// What a change of a confirmed order writes of it: document and counters of a line in one UPDATE, because its CHECKs are
// immediate; and the stock rows that its difference may take from or give back to.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { StockOfOrder } from './line.sql.ts'
import type { LineRow } from './order.table.ts'

const written = [
  ['unitQty', 'unit_qty', 'numeric'],
  ['price', 'price', 'numeric'],
  ['discountKind', 'discount_kind', 'text'],
  ['discountValue', 'discount_value', 'numeric'],
  ['base', 'base', 'numeric'],
  ['lineDiscount', 'line_discount', 'numeric'],
  ['share', 'share', 'numeric'],
  ['amount', 'amount', 'numeric'],
  ['net', 'net', 'numeric'],
  ['tax', 'tax', 'numeric'],
  ['gross', 'gross', 'numeric'],
  ['promisedDate', 'promised_date', 'date'],
  ['kitShare', 'kit_share', 'numeric'],
  ['ordered', 'ordered', 'numeric'],
  ['cancelled', 'cancelled', 'numeric'],
  ['closedRest', 'closed_rest', 'numeric'],
  ['reserved', 'reserved', 'numeric'],
  ['calledQty', 'called_qty', 'numeric'],
] as const

const amend = stmt(
  'order_line.amend',
  `update order_lines l set ${written.map(([, name]) => `${name} = x.${name}`).join(', ')}
   from unnest($2::uuid[], ${written.map(([, , type], i) => `$${i + 3}::${type}[]`).join(', ')}) as x(id, ${written.map(([, name]) => name).join(', ')})
   where l.org_id = $1 and l.id = x.id`,
)
export const amendLinesBound = (orgId: string, rows: readonly LineRow[]): Bound =>
  amend(
    orgId,
    rows.map(row => row.id),
    ...written.map(([key]) => rows.map(row => row[key])),
  )

const live = stmt(
  'order.liveChanges',
  'update orders set live_changes = $3::integer, version = version + 1, updated_at = $4 where org_id = $1 and id = $2',
)
/** The order is locked. */
export const liveChangesBound = (tx: Tx, id: string, count: 0 | 1): Bound => live(tx.orgId, id, count, tx.now)

const stock = `select s.product_id, s.warehouse_id, s.batch, s.on_hand, s.reserved, s.backorder_limit, w.is_default, w.code, s.sellable and w.state = 'active' as usable
  from stock_levels s join warehouses w on w.org_id = s.org_id and w.id = s.warehouse_id
  where s.org_id = $1 and s.product_id = any($2) order by s.product_id, s.warehouse_id, s.batch`
const readStock = stmt('order.stockFor', stock)
const lockStock = stmt('order.lockStockFor', `${stock} for no key update of s`)
export type StockBeside = StockOfOrder & { readonly usable: boolean }
/** Of these products, also where nothing may be taken from: a hold may lie there. */
export const selectStockFor = async (db: Db, productIds: readonly string[]): Promise<StockBeside[]> =>
  productIds.length > 0 ? db.query<StockBeside>(readStock(db.orgId, productIds)) : []
export async function lockStockFor(tx: Tx, productIds: readonly string[]): Promise<StockBeside[]> {
  if (productIds.length === 0) return []
  tx.level(lockLevel.stock)
  return tx.query<StockBeside>(lockStock(tx.orgId, productIds))
}
