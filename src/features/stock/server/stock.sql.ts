// Levels and the ledger: every statement about them. Rows are locked in the order of their key, always.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { newId } from '#kernel/ids.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import type { StockKey } from '../document.rules.ts'
import { stockEntity, stockMoveEntity } from '../stock.entity.ts'
import type { Availability, StockRow } from '../stock.schema.ts'

nameConstraints({
  stock_levels_on_hand: { key: 'stock.below' },
  stock_levels_reserved: { key: 'stock.short' },
  stock_levels_sellable: { key: 'stock.notSellable' },
})

// what nobody holds of what is for sale
const free = 'case when t.sellable then t.on_hand - t.reserved else 0 end'

export const levelSource: Source = {
  entity: stockEntity,
  // a level has neither owner nor trash of its own: it is seen with its product
  from: `(select l.*, null::timestamptz as deleted_at from stock_levels l) t
  join products p on p.org_id = t.org_id and p.id = t.product_id
  join warehouses w on w.org_id = t.org_id and w.id = t.warehouse_id`,
  select: `t.id, t.product_id, p.code as product_code, p.name as product_name, p.spec, p.category, p.unit, t.warehouse_id, w.name as warehouse_name, t.batch,
  t.on_hand, t.reserved, ${free} as available, t.backorder_limit, t.moved_at`,
  permission: 'stock.read',
  ownedBy: { alias: 'p', entity: 'product' },
  foundBy: [{ sql: 't.product_id', entity: 'product' }],
  defaultSort: 'productCode',
  columns: {
    productId: { sql: 't.product_id', notNull: true },
    productCode: { sql: 'p.code', notNull: true },
    productName: { sql: 'p.name', notNull: true },
    category: { sql: 'p.category' },
    warehouseId: { sql: 't.warehouse_id', notNull: true },
    warehouseName: { sql: 'w.name', notNull: true },
    batch: { sql: 't.batch', notNull: true },
    onHand: { sql: 't.on_hand', notNull: true },
    reserved: { sql: 't.reserved', notNull: true },
    available: { sql: `(${free})`, notNull: true },
    backorderLimit: { sql: 't.backorder_limit', notNull: true },
    movedAt: { sql: 't.moved_at', notNull: true },
  },
}

export const moveSource: Source = {
  entity: stockMoveEntity,
  from: `(select m.*, null::timestamptz as deleted_at from stock_moves m) t
  join products p on p.org_id = t.org_id and p.id = t.product_id
  join warehouses w on w.org_id = t.org_id and w.id = t.warehouse_id
  left join users u on u.org_id = t.org_id and u.id = t.made_by`,
  select: `t.id, t.at, t.date, t.kind, t.product_id, p.code as product_code, p.name as product_name, p.unit, t.warehouse_id, w.name as warehouse_name, t.batch,
  t.qty, t.on_hand, t.entity, t.record_id, t.paper, u.name as made_by_name`,
  permission: 'stockMove.read',
  ownedBy: { alias: 'p', entity: 'product' },
  foundBy: [{ sql: 't.product_id', entity: 'product' }],
  defaultSort: '-at',
  columns: {
    at: { sql: 't.at', notNull: true },
    date: { sql: 't.date', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    productId: { sql: 't.product_id', notNull: true },
    warehouseId: { sql: 't.warehouse_id', notNull: true },
    batch: { sql: 't.batch', notNull: true },
    qty: { sql: 't.qty', notNull: true },
    recordId: { sql: 't.record_id', notNull: true },
  },
}

const columns = 'l.product_id, l.warehouse_id, l.batch, l.on_hand, l.reserved, l.backorder_limit, l.sellable'
const inOrder = 'order by l.product_id, l.warehouse_id, l.batch for no key update'

const lockByProduct = stmt(
  'stock.lock',
  `select ${columns} from stock_levels l where l.org_id = $1 and l.product_id = any($2) and ($3::uuid is null or l.warehouse_id = $3) ${inOrder}`,
)
const lockByKey = stmt(
  'stock.lockKeys',
  `select ${columns} from stock_levels l
   where l.org_id = $1 and (l.product_id, l.warehouse_id, l.batch) in (select * from unnest($2::uuid[], $3::uuid[], $4::text[])) ${inOrder}`,
)
const lockByPlace = stmt(
  'stock.lockPlaces',
  `select ${columns} from stock_levels l
   where l.org_id = $1 and (l.product_id, l.warehouse_id) in (select * from unnest($2::uuid[], $3::uuid[])) ${inOrder}`,
)
const readByPlace = stmt(
  'stock.readPlaces',
  `select ${columns} from stock_levels l where l.org_id = $1 and (l.product_id, l.warehouse_id) in (select * from unnest($2::uuid[], $3::uuid[]))
   order by l.product_id, l.warehouse_id, l.batch`,
)
const readByProduct = stmt(
  'stock.read',
  `select ${columns} from stock_levels l where l.org_id = $1 and l.product_id = any($2) and ($3::uuid is null or l.warehouse_id = $3) and l.sellable
   order by l.product_id, l.warehouse_id, l.batch`,
)
// sorted, so that two first receipts of the same products wait instead of meeting crosswise
const makeMissing = stmt(
  'stock.make',
  `insert into stock_levels (org_id, product_id, warehouse_id, batch, id, unit, moved_at, sellable)
   select $1::uuid, x.product_id, x.warehouse_id, x.batch, x.id, p.unit, $6::timestamptz, w.sellable and w.state = 'active'
   from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[]) as x(product_id, warehouse_id, batch, id)
   join products p on p.org_id = $1 and p.id = x.product_id
   join warehouses w on w.org_id = $1 and w.id = x.warehouse_id
   where not exists (select from stock_levels l where l.org_id = $1 and l.product_id = x.product_id and l.warehouse_id = x.warehouse_id and l.batch = x.batch)
   order by x.product_id, x.warehouse_id, x.batch for share of w on conflict do nothing`,
)

const split = (keys: readonly StockKey[]): [string[], string[], string[]] => [
  keys.map(key => key.productId),
  keys.map(key => key.warehouseId),
  keys.map(key => key.batch),
]

export async function lockLevels(
  tx: Tx,
  productIds: readonly string[],
  warehouseId: string | null,
): Promise<StockRow[]> {
  tx.level(lockLevel.stock)
  return tx.query<StockRow>(lockByProduct(tx.orgId, productIds, warehouseId))
}

export async function lockLevelsOf(
  tx: Tx,
  keys: readonly StockKey[],
): Promise<(StockRow & { readonly sellable: boolean })[]> {
  tx.level(lockLevel.stock)
  return tx.query(lockByKey(tx.orgId, ...split(keys)))
}

type Place = Pick<StockKey, 'productId' | 'warehouseId'>
/** The same without locks, for what is foreseen. */
export const readPlaces = (db: Db, places: readonly Place[]): Promise<(StockRow & { readonly sellable: boolean })[]> =>
  db.query(
    readByPlace(
      db.orgId,
      places.map(one => one.productId),
      places.map(one => one.warehouseId),
    ),
  )

/** Every batch of a product in a warehouse. */
export async function lockPlaces(
  tx: Tx,
  places: readonly Place[],
): Promise<(StockRow & { readonly sellable: boolean })[]> {
  tx.level(lockLevel.stock)
  return tx.query(
    lockByPlace(
      tx.orgId,
      places.map(one => one.productId),
      places.map(one => one.warehouseId),
    ),
  )
}

export const readLevels = (db: Db, productIds: readonly string[], warehouseId: string | null): Promise<StockRow[]> =>
  db.query<StockRow>(readByProduct(db.orgId, productIds, warehouseId))

export const makeLevelsBound = (tx: Tx, keys: readonly StockKey[]): Bound =>
  makeMissing(
    tx.orgId,
    ...split(keys),
    keys.map(() => newId()),
    tx.now,
  )

const change = stmt(
  'stock.change',
  `update stock_levels l set on_hand = l.on_hand + x.moved, reserved = l.reserved + x.held, moved_at = $7::timestamptz
   from unnest($2::uuid[], $3::uuid[], $4::text[], $5::numeric[], $6::numeric[]) as x(product_id, warehouse_id, batch, moved, held)
   where l.org_id = $1 and l.product_id = x.product_id and l.warehouse_id = x.warehouse_id and l.batch = x.batch`,
)

export type LevelChange = StockKey & { readonly moved: string; readonly held: string }

/** One statement for all rows, which are locked and appear once each; the table's CHECKs are its guard. */
export const changeLevelsBound = (orgId: string, rows: readonly LevelChange[], now: string): Bound =>
  change(
    orgId,
    ...split(rows),
    rows.map(row => row.moved),
    rows.map(row => row.held),
    now,
  )

const available = stmt(
  'stock.available',
  `select product_id, sum(on_hand) as on_hand, sum(reserved) as reserved, sum(on_hand - reserved) as available
   from stock_levels where org_id = $1 and product_id = any($2) and sellable group by product_id`,
)
export const selectAvailability = (db: Db, productIds: readonly string[]): Promise<Availability[]> =>
  db.query<Availability>(available(db.orgId, productIds))

const backorder = stmt('stock.backorder', 'update stock_levels set backorder_limit = $3 where org_id = $1 and id = $2')
export const backorderBound = (orgId: string, id: string, limit: string): Bound => backorder(orgId, id, limit)

const levelOf = stmt(
  'stock.levelOf',
  'select id from stock_levels where org_id = $1 and product_id = $2 and warehouse_id = $3 and batch = $4',
)
export const selectLevelId = async (db: Db, key: StockKey): Promise<string | undefined> =>
  (await db.one<{ id: string }>(levelOf(db.orgId, key.productId, key.warehouseId, key.batch)))?.id

const movesOfRecord = stmt(
  'stock_move.ofRecord',
  `select product_id, warehouse_id, batch, sum(qty) as qty, min(line_no) as line_no from stock_moves
   where org_id = $1 and record_id = $2 group by product_id, warehouse_id, batch, line_no having sum(qty) <> 0 order by min(line_no)`,
)
export const selectMoves = (
  db: Db,
  recordId: string,
): Promise<(StockKey & { readonly qty: string; readonly lineNo: number })[]> =>
  db.query(movesOfRecord(db.orgId, recordId))

const otherMoves = stmt(
  'stock_move.others',
  'select exists (select from stock_moves where org_id = $1 and product_id = $2 and warehouse_id = $3 and record_id <> $4) as found',
)
export type MovedKey = { readonly productId: string; readonly warehouseId: string }
/** Whether anything but this document has moved the product there. */
export const hasOtherMoves = async (db: Db, recordId: string, { productId, warehouseId }: MovedKey): Promise<boolean> =>
  (await db.one<{ found: boolean }>(otherMoves(db.orgId, productId, warehouseId, recordId)))?.found === true
