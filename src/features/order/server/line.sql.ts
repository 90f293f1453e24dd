// Every statement about order lines. All counters of a line change in one UPDATE, because its CHECKs are immediate.
import type { AgreedPrice } from '#features/product/lastPrice.schema.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import { type LineRow, orderLines } from './order.table.ts'

nameConstraints({ order_lines_reserved: { key: 'order.moved', conflict: true } })

const shown = `${orderLines.select('l')}, l.cancelled, l.closed_rest, l.reserved, l.shipped, l.delivered, l.returned, l.reship, l.invoiced, l.credited, l.called_qty,
  l.invoiced_amount, l.credited_amount, l.over_tolerance, l.bill_tolerance, l.to_ship, l.due`
const ofOrder = 'from order_lines l where l.org_id = $1 and l.order_id = $2'

const readLines = stmt('order_line.ofOrder', `select ${shown} ${ofOrder} order by l.no`)
const lockLines = stmt('order_line.lock', `select ${shown} ${ofOrder} order by l.id for no key update`)

export const selectLines = (db: Db, orderId: string): Promise<LineRow[]> =>
  db.query<LineRow>(readLines(db.orgId, orderId))
export async function lockOrderLines(tx: Tx, orderId: string): Promise<LineRow[]> {
  tx.level(lockLevel.orderLine)
  return (await tx.query<LineRow>(lockLines(tx.orgId, orderId))).toSorted((a, b) => a.no - b.no)
}

const ofOrders = `select ${shown} from order_lines l where l.org_id = $1 and l.order_id = any($2) order by l.id`
const readMany = stmt('order_line.many', ofOrders)
const lockMany = stmt('order_line.lockMany', `${ofOrders} for no key update`)
export const selectLinesOfOrders = (db: Db, orderIds: readonly string[]): Promise<LineRow[]> =>
  db.query<LineRow>(readMany(db.orgId, orderIds))
export function lockLinesOfOrders(tx: Tx, orderIds: readonly string[]): Promise<LineRow[]> {
  tx.level(lockLevel.orderLine)
  return tx.query<LineRow>(lockMany(tx.orgId, orderIds))
}
const stock = `select s.product_id, s.warehouse_id, s.batch, s.on_hand, s.reserved, s.backorder_limit, w.is_default, w.code
  from stock_levels s join warehouses w on w.org_id = s.org_id and w.id = s.warehouse_id and w.state = 'active'
  where s.org_id = $1 and s.sellable and s.product_id in (
    select l.product_id ${ofOrder} and l.stock_kept and (l.to_ship > l.reserved or l.closed_rest > 0)
    union select (p ->> 'productId')::uuid from order_lines l, jsonb_array_elements(l.parts) p where l.org_id = $1 and l.order_id = $2 and (p -> 'stockKept')::boolean)
  order by s.product_id, s.warehouse_id, s.batch`
const readStock = stmt('order.stock', stock)
const lockStock = stmt('order.lockStock', `${stock} for no key update of s`)

export type StockOfOrder = {
  readonly productId: string
  readonly warehouseId: string
  readonly batch: string
  readonly onHand: string
  readonly reserved: string
  readonly backorderLimit: string
  readonly isDefault: boolean
  readonly code: string
}
/** What the order's lines could take from, in lock order; found through the lines, so that no trip lies between. */
export const selectStockOf = (db: Db, orderId: string): Promise<StockOfOrder[]> =>
  db.query<StockOfOrder>(readStock(db.orgId, orderId))
export function lockStockOf(tx: Tx, orderId: string): Promise<StockOfOrder[]> {
  tx.level(lockLevel.stock)
  return tx.query<StockOfOrder>(lockStock(tx.orgId, orderId))
}

const counters = [
  'cancelled',
  'closed_rest',
  'reserved',
  'shipped',
  'delivered',
  'returned',
  'reship',
  'invoiced',
  'credited',
  'invoiced_amount',
  'credited_amount',
  'over_tolerance',
  'called_qty',
] as const
const setCounters = stmt(
  'order_line.counters',
  `update order_lines l set ${counters.map(name => `${name} = x.${name}`).join(', ')}
   from unnest($2::uuid[], ${counters.map((_, i) => `$${i + 3}::numeric[]`).join(', ')}) as x(id, ${counters.join(', ')})
   where l.org_id = $1 and l.id = x.id`,
)
export const countersBound = (orgId: string, rows: readonly LineRow[]): Bound =>
  setCounters(
    orgId,
    rows.map(row => row.id),
    ...counters.map(name => rows.map(row => Reflect.get(row, camelName(name)))),
  )

const ordersOf = stmt(
  'order_line.orders',
  'select l.id, l.order_id from order_lines l where l.org_id = $1 and l.id = any($2)',
)
export const selectOrdersOfLines = (db: Db, lineIds: readonly string[]): Promise<{ id: string; orderId: string }[]> =>
  db.query(ordersOf(db.orgId, lineIds))

const drop = stmt('order_line.drop', 'delete from order_lines where org_id = $1 and id = any($2)')
export const dropLinesBound = (orgId: string, ids: readonly string[]): Bound => drop(orgId, ids)

// prettier-ignore
const written = [
  ['no', 'integer'],
  ['product_id', 'uuid'],
  ['kind', 'text'],
  ['fulfil', 'text'],
  ['stock_kept', 'boolean'],
  ['code', 'text'],
  ['name', 'text'],
  ['spec', 'text'],
  ['unit', 'text'],
  ['unit_qty', 'numeric'],
  ['factor', 'numeric'],
  ['price', 'numeric'],
  ['list_price', 'numeric'],
  ['discount_kind', 'text'],
  ['discount_value', 'numeric'],
  ['tax_rate', 'numeric'],
  ['base', 'numeric'],
  ['line_discount', 'numeric'],
  ['share', 'numeric'],
  ['amount', 'numeric'],
  ['net', 'numeric'],
  ['tax', 'numeric'],
  ['gross', 'numeric'],
  ['note', 'text'],
  ['promised_date', 'date'],
  ['warehouse_id', 'uuid'],
  ['parts', 'jsonb'],
  ['over_tolerance', 'numeric'],
  ['ordered', 'numeric'],
] as const
const names = written.map(([name]) => name)
const rewrite = stmt(
  'order_line.rewrite',
  `update order_lines l set ${names.map(name => `${name} = x.${name}`).join(', ')}
   from unnest($2::uuid[], ${written.map(([, type], i) => `$${i + 3}::${type}[]`).join(', ')}) as x(id, ${names.join(', ')})
   where l.org_id = $1 and l.id = x.id`,
)
const camelName = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
/** Only lines that changed: one of a thousand is one row. */
export const rewriteLinesBound = (orgId: string, rows: readonly LineRow[]): Bound =>
  rewrite(
    orgId,
    rows.map(row => row.id),
    ...written.map(([name, type]) => rows.map(row => asSql(type, Reflect.get(row, camelName(name)) ?? null))),
  )
const asSql = (type: string, value: unknown): unknown =>
  type === 'jsonb' && value !== null ? JSON.stringify(value) : value

const quoted = stmt(
  'order_line.quoted',
  `select q.id, q.qty, coalesce(sum(l.ordered - l.cancelled) filter (where o.state <> 'cancelled' and o.deleted_at is null and o.id <> $3), 0) as taken
   from quote_lines q left join order_lines l on l.org_id = q.org_id and l.quote_line_id = q.id left join orders o on o.org_id = l.org_id and o.id = l.order_id
   where q.org_id = $1 and q.id = any($2) group by q.id, q.qty`,
)
export type QuotedLine = { readonly id: string; readonly qty: string; readonly taken: string }
/** What was quoted, and what other live orders have taken of it. */
export const selectQuoted = (db: Db, quoteLineIds: readonly string[], orderId: string): Promise<QuotedLine[]> =>
  db.query<QuotedLine>(quoted(db.orgId, quoteLineIds, orderId))

const agreed = stmt(
  'order_line.agreed',
  `select distinct on (o.customer_id, l.product_id) o.customer_id, o.id as record_id, o.number, o.currency, o.tax_mode, o.confirmed_at as at,
     l.product_id, l.unit, l.unit_qty, round(l.amount / l.unit_qty, 6) as price
   from orders o join order_lines l on l.org_id = o.org_id and l.order_id = o.id
   where o.org_id = $1 and o.customer_id = any($2) and o.confirmed_at is not null and l.product_id is not null and l.amount > 0
   order by o.customer_id, l.product_id, o.confirmed_at desc, o.id desc, l.amount desc, l.no`,
)
export type Agreed = Omit<AgreedPrice, 'lines'> & AgreedPrice['lines'][number]
/** Of each product the last confirmed line. */
export const selectAgreed = (db: Db, customerIds: readonly string[]): Promise<Agreed[]> =>
  db.query<Agreed>(agreed(db.orgId, customerIds))
