// Every statement about warehouses.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { warehouseEntity } from '../warehouse.entity.ts'
import { type WarehouseRow, warehouses } from './stock.table.ts'

nameConstraints({
  warehouses_code: { key: 'stock.warehouseCodeTaken', path: 'code', conflict: true },
  warehouses_name: { key: 'stock.warehouseNameTaken', path: 'name', conflict: true },
  warehouses_default: { key: 'stock.defaultTaken', path: 'isDefault', conflict: true },
  warehouses_default_sellable: { key: 'stock.defaultSells', path: 'sellable' },
  warehouses_site_sells: { key: 'stock.siteSells', path: 'sellable' },
  warehouses_site_default: { key: 'stock.siteDefault', path: 'isDefault' },
  orders_site_fk: { key: 'stock.siteOfOthers' },
  shipments_site_fk: { key: 'stock.siteOfOthers' },
  settlements_site_fk: { key: 'stock.siteOfOthers' },
  warehouses_default_active: { key: 'stock.defaultStays', path: 'isDefault' },
})

export const warehouseSource: Source = {
  entity: warehouseEntity,
  from: 'warehouses t left join customers c on c.org_id = t.org_id and c.id = t.customer_id',
  select: `t.id, t.version, t.code, t.name, t.address, t.customer_id, c.name as customer_name, t.is_default, t.sellable, t.state, t.created_at, t.updated_at`,
  permission: 'warehouse.read',
  defaultSort: 'code',
  columns: {
    code: { sql: 't.code', notNull: true },
    name: { sql: 't.name', notNull: true },
    address: { sql: 't.address' },
    customerId: { sql: 't.customer_id' },
    isDefault: { sql: 't.is_default', notNull: true },
    sellable: { sql: 't.sellable', notNull: true },
    state: { sql: 't.state', notNull: true },
  },
}

// all of them: one default among few rows, and always in the same order
const lockAll = stmt(
  'warehouse.lockAll',
  `select ${warehouses.select('t')} from warehouses t where t.org_id = $1 and t.deleted_at is null order by t.id for no key update`,
)

export async function lockWarehouseRows(tx: Tx): Promise<WarehouseRow[]> {
  tx.level(lockLevel.record)
  return tx.query<WarehouseRow>(lockAll(tx.orgId))
}

const all = stmt(
  'warehouse.all',
  `select ${warehouses.select('t')} from warehouses t where t.org_id = $1 and t.deleted_at is null order by t.is_default desc, t.code_key`,
)
export const selectWarehouses = (db: Db): Promise<WarehouseRow[]> => db.query<WarehouseRow>(all(db.orgId))

const dropDefault = stmt(
  'warehouse.dropDefault',
  'update warehouses set is_default = false, version = version + 1 where org_id = $1 and is_default and id <> $2',
)
export const dropDefaultBound = (orgId: string, except: string): Bound => dropDefault(orgId, except)

const stocked = stmt(
  'warehouse.stocked',
  'select exists (select from stock_levels where org_id = $1 and warehouse_id = $2 and (on_hand <> 0 or reserved <> 0)) as stocked',
)
export async function hasStock(db: Db, id: string): Promise<boolean> {
  return (await db.one<{ stocked: boolean }>(stocked(db.orgId, id)))?.stocked ?? false
}

const used = stmt(
  'warehouse.used',
  'select exists (select from stock_levels where org_id = $1 and warehouse_id = $2) as used',
)
/** Something lies or lay there. */
export const wasUsed = async (db: Db, id: string): Promise<boolean> =>
  (await db.one<{ used: boolean }>(used(db.orgId, id)))?.used ?? false

const lockThere = stmt(
  'warehouse.lockLevels',
  'select reserved, backorder_limit from stock_levels where org_id = $1 and warehouse_id = $2 order by product_id, warehouse_id, batch for no key update',
)
/** What of its stock is promised, under the lock that a reservation waits for. */
export async function lockPromised(tx: Tx, id: string): Promise<{ reserved: string; backorderLimit: string }[]> {
  tx.level(lockLevel.stock)
  return tx.query(lockThere(tx.orgId, id))
}

const sellThere = stmt(
  'warehouse.sell',
  'update stock_levels set sellable = $3 where org_id = $1 and warehouse_id = $2 and sellable <> $3',
)
export const sellBound = (orgId: string, id: string, sellable: boolean): Bound => sellThere(orgId, id, sellable)
