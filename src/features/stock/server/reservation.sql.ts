// Reservations: who holds how much of which stock row. Every statement about them.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { lockLevel } from '#meta/locks.ts'
import type { StockKey } from '../document.rules.ts'
import type { Hold, Pick } from '../stock.schema.ts'

/** A live reservation: `open` is neither consumed nor released yet. */
export type HeldRow = StockKey & {
  readonly id: string
  readonly orderLineId: string
  readonly holder: string
  readonly open: string
  readonly expiresAt: string | null
}

const held =
  'r.id, r.order_line_id, r.holder, r.product_id, r.warehouse_id, r.batch, r.qty - r.consumed - r.released as open, r.expires_at'
const live = 'r.consumed + r.released < r.qty'
const ofKeys = '(r.product_id, r.warehouse_id, r.batch) in (select * from unnest($2::uuid[], $3::uuid[], $4::text[]))'

const byLine = stmt(
  'reservation.byLine',
  `select ${held} from reservations r where r.org_id = $1 and r.order_line_id = any($2) and ${live} order by r.id`,
)
const byKey = stmt(
  'reservation.byKey',
  `select ${held} from reservations r where r.org_id = $1 and ${ofKeys} and ${live} order by r.id`,
)
const expired = stmt(
  'reservation.expired',
  `select ${held} from reservations r where r.org_id = $1 and r.expires_at <= $2 and ${live} order by r.expires_at, r.id limit $3`,
)
const lockById = stmt(
  'reservation.lock',
  `select ${held} from reservations r where r.org_id = $1 and r.id = any($2) and ${live} order by r.id for no key update`,
)

export const selectHeldByLine = (db: Db, lineIds: readonly string[]): Promise<HeldRow[]> =>
  db.query<HeldRow>(byLine(db.orgId, lineIds))

export const selectHeldByKey = (db: Db, keys: readonly StockKey[]): Promise<HeldRow[]> =>
  db.query<HeldRow>(
    byKey(
      db.orgId,
      keys.map(key => key.productId),
      keys.map(key => key.warehouseId),
      keys.map(key => key.batch),
    ),
  )

export const selectExpired = (db: Db, limit: number): Promise<HeldRow[]> =>
  db.query<HeldRow>(expired(db.orgId, db.now, limit))

export async function lockHeld(tx: Tx, ids: readonly string[]): Promise<HeldRow[]> {
  tx.level(lockLevel.reservation)
  return tx.query<HeldRow>(lockById(tx.orgId, ids))
}

const insert = stmt(
  'reservation.insert',
  `insert into reservations (org_id, id, order_line_id, holder, product_id, warehouse_id, batch, qty, expires_at, created_at)
   select $1::uuid, x.*, $9::timestamptz, $10::timestamptz
   from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::numeric[]) as x`,
)

export const insertBound = (tx: Tx, picks: readonly Pick[], expiresAt: string | null): Bound =>
  insert(
    tx.orgId,
    picks.map(() => newId()),
    picks.map(pick => pick.orderLineId),
    picks.map(pick => pick.holder),
    picks.map(pick => pick.productId),
    picks.map(pick => pick.warehouseId),
    picks.map(pick => pick.batch),
    picks.map(pick => pick.qty),
    expiresAt,
    tx.now,
  )

const release = stmt(
  'reservation.release',
  'update reservations set released = qty - consumed where org_id = $1 and id = any($2)',
)
export const releaseBound = (orgId: string, ids: readonly string[]): Bound => release(orgId, ids)

const spend = stmt(
  'reservation.spend',
  `update reservations r set consumed = r.consumed + x.consumed, released = r.released + x.released
   from unnest($2::uuid[], $3::numeric[], $4::numeric[]) as x(id, consumed, released) where r.org_id = $1 and r.id = x.id`,
)
export type Used = { readonly id: string; readonly consumed: string; readonly released: string }
/** Goods left on a hold, or the hold is no longer needed; the rows are locked. */
export const spendBound = (orgId: string, used: readonly Used[]): Bound =>
  spend(
    orgId,
    used.map(one => one.id),
    used.map(one => one.consumed),
    used.map(one => one.released),
  )

const holds = stmt(
  'reservation.holds',
  `select r.id, r.order_line_id, r.holder, w.name as warehouse_name, r.batch, r.qty - r.consumed - r.released as qty, r.expires_at
   from reservations r join warehouses w on w.org_id = r.org_id and w.id = r.warehouse_id
   where r.org_id = $1 and r.product_id = $2 and ($3::uuid is null or r.warehouse_id = $3) and ${live} order by r.id limit 500`,
)
export const selectHolds = (db: Db, productId: string, warehouseId: string | null): Promise<Hold[]> =>
  db.query<Hold>(holds(db.orgId, productId, warehouseId))
