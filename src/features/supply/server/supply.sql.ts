// Every statement about supplies, what they are for and what has come of them; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { supplyEntity } from '../supply.entity.ts'
import type { SupplyKind } from '../supply.schema.ts'
import { type ReceiptRow, type SupplyRow, supplies, supplyReceipts, supplyWants, type WantRow } from './supply.table.ts'

nameConstraints({
  supplies_over: { key: 'supply.moved', conflict: true },
  supplies_product: { key: 'stock.unknownProduct', path: 'productId' },
})

export const supplySource: Source = {
  entity: supplyEntity,
  from: `supplies t
    join products p on p.org_id = t.org_id and p.id = t.product_id
    join warehouses w on w.org_id = t.org_id and w.id = t.warehouse_id
    left join orders o on o.org_id = t.org_id and o.id = t.order_id
    left join users a on a.org_id = t.org_id and a.id = t.assignee_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.kind, t.direct, t.state, t.product_id, p.code as product_code, p.name as product_name, t.unit, t.qty, t.received, t.coming,
    t.tolerance, t.warehouse_id, w.name as warehouse_name, t.needed_by, t.expected_on, t.progress, t.supplier, t.assignee_id, a.name as assignee_name,
    t.order_id, o.number as order_number, t.note, t.started_at, t.ended_at,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'supply.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    state: { sql: 't.state', notNull: true },
    productId: { sql: 't.product_id', notNull: true },
    qty: { sql: 't.qty', notNull: true },
    received: { sql: 't.received', notNull: true },
    coming: { sql: 't.coming', notNull: true },
    tolerance: { sql: 't.tolerance', notNull: true },
    warehouseId: { sql: 't.warehouse_id', notNull: true },
    neededBy: { sql: 't.needed_by' },
    expectedOn: { sql: 't.expected_on' },
    progress: { sql: 't.progress', notNull: true },
    supplier: { sql: 't.supplier' },
    assigneeId: { sql: 't.assignee_id' },
    orderId: { sql: 't.order_id' },
    startedAt: { sql: 't.started_at' },
    endedAt: { sql: 't.ended_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const live = 't.deleted_at is null'
const one = `select ${supplies.select('t')} from supplies t where t.org_id = $1 and t.id = $2 and ${live}`
const readRow = stmt('supply.row', one)
/** Unlocked: whose orders have to be locked before it is (domain §3). */
export const selectSupply = (db: Db, id: string): Promise<SupplyRow | undefined> =>
  db.one<SupplyRow>(readRow(db.orgId, id))
const lockMany = stmt(
  'supply.lock',
  `select ${supplies.select('t')} from supplies t where t.org_id = $1 and t.id = any($2) and ${live} order by t.id for no key update`,
)
export function lockSupplies(tx: Tx, ids: readonly string[]): Promise<SupplyRow[]> {
  tx.level(lockLevel.supply)
  return tx.query<SupplyRow>(lockMany(tx.orgId, ids))
}

const trash = stmt(
  'supply.trash',
  'update supplies set deleted_at = $3, updated_at = $3, updated_by = $4, version = version + 1 where org_id = $1 and id = $2',
)
export const trashBound = (tx: Tx, id: string, by: string | null): Bound => trash(tx.orgId, id, tx.now, by)

const receipts = stmt(
  'supply_receipt.of',
  `select ${supplyReceipts.select('r')} from supply_receipts r where r.org_id = $1 and r.supply_id = $2 order by r.no`,
)
/** They change with their supply only, which is locked. */
export const selectReceipts = (db: Db, id: string): Promise<ReceiptRow[]> =>
  db.query<ReceiptRow>(receipts(db.orgId, id))

// what of it has come for the line by receipts that stand
const given = `coalesce((select sum(a.qty) from supply_allots a join supply_receipts r on r.org_id = a.org_id and r.id = a.receipt_id
  where a.org_id = w.org_id and r.supply_id = w.supply_id and a.order_line_id = w.order_line_id and r.reversed_at is null), 0)`
export type WantStood = WantRow & { readonly given: string }
const wants = stmt(
  'supply_want.of',
  `select ${supplyWants.select('w')}, ${given} as given from supply_wants w where w.org_id = $1 and w.supply_id = any($2) order by w.supply_id, w.order_line_id`,
)
export const selectWants = (db: Db, ids: readonly string[]): Promise<WantStood[]> =>
  db.query<WantStood>(wants(db.orgId, ids))

export type ClaimRow = WantStood & Pick<SupplyRow, 'createdAt' | 'number' | 'unit' | 'state' | 'direct'>
const claims = stmt(
  'supply_want.claims',
  `select ${supplyWants.select('w')}, t.created_at, t.number, t.unit, t.state, t.direct, ${given} as given from supply_wants w join supplies t on t.org_id = w.org_id and t.id = w.supply_id
   where w.org_id = $1 and w.order_id = any($2) and t.state in ('planned', 'in_progress') and ${live} order by w.supply_id, w.order_line_id`,
)
/** By requests under way, for lines of these orders. */
export const selectClaims = (db: Db, orderIds: readonly string[]): Promise<ClaimRow[]> =>
  db.query<ClaimRow>(claims(db.orgId, orderIds))

export type ShownWant = WantStood & {
  readonly orderNumber: string
  readonly lineNo: number
  readonly customerName: string
  readonly promisedDate: string | null
}
const shownWants = stmt(
  'supply_want.shown',
  `select ${supplyWants.select('w')}, o.number as order_number, l.no as line_no, c.name as customer_name, coalesce(l.promised_date, o.promised_date) as promised_date, ${given} as given
   from supply_wants w join orders o on o.org_id = w.org_id and o.id = w.order_id join order_lines l on l.org_id = w.org_id and l.id = w.order_line_id
   join customers c on c.org_id = o.org_id and c.id = o.customer_id where w.org_id = $1 and w.supply_id = $2 order by coalesce(l.promised_date, o.promised_date) nulls last, o.number, l.no`,
)
export const selectShownWants = (db: Db, id: string): Promise<ShownWant[]> =>
  db.query<ShownWant>(shownWants(db.orgId, id))

const shownReceipts = stmt(
  'supply_receipt.shown',
  `select r.id, r.no, r.date, r.qty, r.warehouse_id, w.name as warehouse_name, r.batch, r.shipment_id, r.shipment_number, r.note, r.made_at, m.name as made_by_name, r.reversed_at, b.name as reversed_by_name, r.reversed_note
   from supply_receipts r join warehouses w on w.org_id = r.org_id and w.id = r.warehouse_id left join users m on m.org_id = r.org_id and m.id = r.made_by
   left join users b on b.org_id = r.org_id and b.id = r.reversed_by where r.org_id = $1 and r.supply_id = $2 order by r.no`,
)
export type ShownReceipt = Pick<
  ReceiptRow,
  | 'id'
  | 'no'
  | 'date'
  | 'qty'
  | 'warehouseId'
  | 'batch'
  | 'shipmentId'
  | 'shipmentNumber'
  | 'note'
  | 'madeAt'
  | 'reversedAt'
  | 'reversedNote'
> & {
  readonly warehouseName: string
  readonly madeByName: string | null
  readonly reversedByName: string | null
}
export const selectShownReceipts = (db: Db, id: string): Promise<ShownReceipt[]> =>
  db.query<ShownReceipt>(shownReceipts(db.orgId, id))

const byShipment = stmt(
  'supply_receipt.byShipment',
  `select ${supplyReceipts.select('r')} from supply_receipts r where r.org_id = $1 and r.shipment_id = $2 and r.reversed_at is null`,
)
/** The delivery that a shipment is, where a supplier made it; unlocked. */
export const selectDelivery = (db: Db, shipmentId: string): Promise<ReceiptRow | undefined> =>
  db.one<ReceiptRow>(byShipment(db.orgId, shipmentId))

const allots = stmt(
  'supply_allot.of',
  `select a.receipt_id, a.order_line_id, a.order_id, a.qty, o.number as order_number, l.no as line_no
   from supply_allots a join supply_receipts r on r.org_id = a.org_id and r.id = a.receipt_id
   join orders o on o.org_id = a.org_id and o.id = a.order_id join order_lines l on l.org_id = a.org_id and l.id = a.order_line_id
   where a.org_id = $1 and r.supply_id = $2 order by o.number, l.no`,
)
export type AllotRow = {
  readonly receiptId: string
  readonly orderLineId: string
  readonly orderId: string
  readonly qty: string
  readonly orderNumber: string
  readonly lineNo: number
}
export const selectAllots = (db: Db, id: string): Promise<AllotRow[]> => db.query<AllotRow>(allots(db.orgId, id))

const dropWants = stmt('supply_want.drop', 'delete from supply_wants where org_id = $1 and supply_id = $2')
export const dropWantsBound = (orgId: string, id: string): Bound => dropWants(orgId, id)
const cutWants = stmt(
  'supply_want.cut',
  `with x as (select * from unnest($2::uuid[], $3::uuid[], $4::numeric[]) as x(supply_id, order_line_id, qty)),
     gone as (delete from supply_wants w using x where w.org_id = $1 and w.supply_id = x.supply_id and w.order_line_id = x.order_line_id and x.qty <= 0)
   update supply_wants w set qty = x.qty from x where w.org_id = $1 and w.supply_id = x.supply_id and w.order_line_id = x.order_line_id and x.qty > 0`,
)
/** What these wants are from now on; one of nothing is none. */
export const cutWantsBound = (
  orgId: string,
  rows: readonly Pick<WantRow, 'supplyId' | 'orderLineId' | 'qty'>[],
): Bound =>
  cutWants(
    orgId,
    rows.map(row => row.supplyId),
    rows.map(row => row.orderLineId),
    rows.map(row => row.qty),
  )

const kinds = stmt(
  'supply.lastKinds',
  'select distinct on (product_id) product_id, kind from supplies where org_id = $1 and product_id = any($2) and deleted_at is null order by product_id, created_at desc, id desc',
)
/** How each product was supplied last. */
export async function selectLastKinds(db: Db, productIds: readonly string[]): Promise<ReadonlyMap<string, SupplyKind>> {
  const rows = await db.query<{ productId: string; kind: SupplyKind }>(kinds(db.orgId, productIds))
  return new Map(rows.map(row => [row.productId, row.kind]))
}
