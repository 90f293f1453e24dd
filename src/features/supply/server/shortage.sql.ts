// What waits, what lies free, what comes: read over all orders, whoever asks; the verb says who may.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Heap } from '../shortage.rules.ts'
import type { DirectLack, SupplyKind, SupplyState } from '../supply.schema.ts'

export type WaitingRow = {
  readonly orderLineId: string
  readonly orderId: string
  readonly orderNumber: string
  readonly no: number
  readonly customerName: string
  readonly productId: string
  readonly warehouseId: string | null
  readonly lacks: string
  readonly promisedDate: string | null
  readonly since: string | null
  readonly confirmed: boolean
  /** Nothing holds it up: what lies free may be held for it. */
  readonly isLive: boolean
  readonly urgency: number
  /** Of a kit that is not confirmed: it is no line of its own yet. */
  readonly isPart: boolean
}

// confirmed lines that wait; and what reviewed orders want, which their policy keeps from being confirmed without it.
// Parts of kits are lines once confirmed, until then they are in their kit.
const of = (product: string, qty: string, where: string, part = false): string =>
  `select l.id as order_line_id, l.order_id, o.number as order_number, l.no, c.name as customer_name, case o.priority when 'urgent' then 2 when 'high' then 1 when 'low' then -1 else 0 end as urgency, ${product} as product_id, l.warehouse_id, ${qty} as lacks,
     coalesce(l.promised_date, o.promised_date) as promised_date, coalesce(o.confirmed_at, o.approved_at) as since, o.state <> 'in_review' as confirmed, o.state = 'confirmed' as is_live, ${part} as is_part
   from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id join customers c on c.org_id = o.org_id and c.id = o.customer_id
     ${part ? 'cross join jsonb_array_elements(l.parts) p' : ''}
   where l.org_id = $1 and o.deleted_at is null and ${where}`
const reviewed = `o.state = 'in_review' and o.approved_hash = o.content_hash`
const asked = (id: string) => `($2::uuid[] is null or ${id} = any($2))`
const waiting = stmt(
  'supply.waiting',
  `${of('l.product_id', 'l.to_ship - l.reserved', `o.state in ('confirmed', 'on_hold') and l.stock_kept and l.to_ship > l.reserved and ${asked('l.product_id')}`)}
   union all ${of('l.product_id', 'l.to_ship', `${reviewed} and l.stock_kept and l.to_ship > 0 and ${asked('l.product_id')}`)}
   union all ${of(`(p ->> 'productId')::uuid`, `l.to_ship * (p ->> 'qty')::numeric`, `${reviewed} and l.to_ship > 0 and (p -> 'stockKept')::boolean and ${asked(`(p ->> 'productId')::uuid`)}`, true)}`,
)
export const selectWaiting = (db: Db, productIds: readonly string[] | null): Promise<WaitingRow[]> =>
  db.query<WaitingRow>(waiting(db.orgId, productIds))

const free = stmt(
  'supply.free',
  `select product_id, warehouse_id, sum(greatest(on_hand + backorder_limit - reserved, 0)) as qty from stock_levels
   where org_id = $1 and product_id = any($2) and sellable group by 1, 2`,
)
export const selectFree = (db: Db, productIds: readonly string[]): Promise<Heap[]> =>
  db.query<Heap>(free(db.orgId, productIds))

// what arrives where nothing is for sale helps nobody who waits
const forSale = 'exists (select from warehouses h where h.org_id = t.org_id and h.id = t.warehouse_id and h.sellable)'
const coming = stmt(
  'supply.coming',
  `select t.product_id, t.warehouse_id, sum(t.coming) as qty from supplies t
   where t.org_id = $1 and t.product_id = any($2) and t.coming > 0 and not t.direct and t.deleted_at is null and ${forSale} group by 1, 2`,
)
export const selectComing = (db: Db, productIds: readonly string[]): Promise<Heap[]> =>
  db.query<Heap>(coming(db.orgId, productIds))

const holdProducts = stmt(
  'supply.holdProducts',
  'select id from products where org_id = $1 and id = any($2) order by id for no key update',
)
/** Two people who ask for the same shortage at once come one after the other. */
export async function holdProductsOf(tx: Tx, ids: readonly string[]): Promise<void> {
  tx.level(lockLevel.record)
  await tx.query(holdProducts(tx.orgId, ids))
}

const holdAsking = stmt(
  'supply.holdAsking',
  `select pg_advisory_xact_lock(hashtextextended($1::text || ' supply ' || k, 0)) from (select unnest($2::text[]) as k order by 1) x`,
)
/** By the products that orders ask for by themselves: last of all, since what is asked is known last. */
export async function holdAskingFor(tx: Tx, productIds: readonly string[]): Promise<void> {
  tx.level(lockLevel.supplyAsk)
  await tx.query(holdAsking(tx.orgId, productIds))
}

const byTurn = `group by l.order_id order by max(case o.priority when 'urgent' then 2 when 'high' then 1 when 'low' then -1 else 0 end) desc, min(coalesce(l.promised_date, o.promised_date)) nulls last, min(o.confirmed_at), l.order_id limit 1000`
const orders = stmt(
  'supply.ordersWaiting',
  `select l.order_id from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
   where l.org_id = $1 and l.product_id = $2 and l.stock_kept and l.to_ship > l.reserved and (l.warehouse_id is null or l.warehouse_id = $3)
     and o.state = 'confirmed' and o.deleted_at is null
   ${byTurn}`,
)
/** Whose lines wait for the product there; unlocked: they are locked before the supply is. */
export const selectOrdersWaiting = async (db: Db, productId: string, warehouseId: string): Promise<string[]> =>
  (await db.query<{ orderId: string }>(orders(db.orgId, productId, warehouseId))).map(row => row.orderId)

// a line that waits where something lies free for it
const toHold = `from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
   where l.org_id = $1 and ${asked('l.product_id')} and l.stock_kept and l.to_ship > l.reserved and o.state = 'confirmed' and o.deleted_at is null
     and exists (select from stock_levels s where s.org_id = l.org_id and s.product_id = l.product_id and s.sellable and s.on_hand + s.backorder_limit > s.reserved
       and (l.warehouse_id is null or s.warehouse_id = l.warehouse_id))`
const holdable = stmt('supply.holdable', `select distinct l.product_id ${toHold} order by l.product_id limit $3`)
/** Of which products something waits and lies free at once: of these, or of all. */
export const selectHoldable = async (db: Db, productIds: readonly string[] | null, limit: number): Promise<string[]> =>
  (await db.query<{ productId: string }>(holdable(db.orgId, productIds, limit))).map(row => row.productId)
const ordersToHold = stmt('supply.ordersToHold', `select l.order_id ${toHold} ${byTurn}`)
/** Whose lines could hold some of it, in turn; unlocked. */
export const selectOrdersHoldable = async (db: Db, productIds: readonly string[]): Promise<string[]> =>
  (await db.query<{ orderId: string }>(ordersToHold(db.orgId, productIds))).map(row => row.orderId)

export type ComingRow = {
  readonly orderLineId: string | null
  readonly productId: string
  readonly warehouseId: string
  readonly supplyId: string
  readonly number: string
  readonly kind: SupplyKind
  readonly state: SupplyState
  readonly qty: string
  readonly expectedOn: string | null
  readonly progress: number
  readonly assigneeName: string | null
}
// what of a request for a line has not come yet
const stillOpen = `greatest(w.qty - coalesce((select sum(x.qty) from supply_allots x join supply_receipts r on r.org_id = x.org_id and r.id = x.receipt_id
  where x.org_id = w.org_id and r.supply_id = w.supply_id and x.order_line_id = w.order_line_id and r.reversed_at is null), 0), 0)`
const ofOrder = stmt(
  'supply.ofOrder',
  `select w.order_line_id, t.product_id, t.warehouse_id, t.id as supply_id, t.number, t.kind, t.state, t.expected_on, t.progress, a.name as assignee_name, ${stillOpen} as qty
   from supply_wants w join supplies t on t.org_id = w.org_id and t.id = w.supply_id left join users a on a.org_id = t.org_id and a.id = t.assignee_id
   where w.org_id = $1 and w.order_id = $2 and t.coming > 0 and t.deleted_at is null order by t.expected_on nulls last, t.number`,
)
export const selectComingTo = (db: Db, orderId: string): Promise<ComingRow[]> =>
  db.query<ComingRow>(ofOrder(db.orgId, orderId))

const earliest = stmt(
  'supply.earliest',
  `select t.product_id, t.warehouse_id, t.expected_on, t.coming - coalesce((select sum(${stillOpen}) from supply_wants w where w.org_id = t.org_id and w.supply_id = t.id), 0) as qty
   from supplies t where t.org_id = $1 and t.product_id = any($2) and t.coming > 0 and not t.direct and t.expected_on >= $3 and t.deleted_at is null and ${forSale} order by t.expected_on, t.id`,
)
export type Arriving = Heap & { readonly expectedOn: string }
/** What comes that is for no order, by the day it is expected; a day that has gone by promises nothing. */
export const selectArriving = (db: Db, productIds: readonly string[], day: string): Promise<Arriving[]> =>
  db.query<Arriving>(earliest(db.orgId, productIds, day))

const unasked = stmt(
  'supply.unasked',
  `select l.product_id, sum(greatest(l.to_ship - l.reserved - coalesce((select sum(${stillOpen}) from supply_wants w join supplies t on t.org_id = w.org_id and t.id = w.supply_id
       where w.org_id = l.org_id and w.order_line_id = l.id and t.coming > 0 and t.deleted_at is null), 0), 0)) as qty
   from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
   where l.org_id = $1 and l.product_id = any($2) and l.to_ship > 0 and l.to_ship > l.reserved and l.stock_kept and o.state = 'confirmed' and o.deleted_at is null group by 1`,
)
/** What confirmed orders wait for that nobody has asked for: it is theirs before anybody else's. */
export const selectUnasked = (db: Db, productIds: readonly string[]): Promise<Pick<Heap, 'productId' | 'qty'>[]> =>
  db.query<Pick<Heap, 'productId' | 'qty'>>(unasked(db.orgId, productIds))

const direct = stmt(
  'supply.directOpen',
  `select l.id as order_line_id, l.order_id, o.number as order_number, l.no as line_no, c.name as customer_name, l.name, coalesce(p.unit, l.unit) as unit,
     coalesce(l.promised_date, o.promised_date) as promised_date, l.to_ship - coalesce(a.qty, 0) as open
   from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id join customers c on c.org_id = o.org_id and c.id = o.customer_id
     left join products p on p.org_id = l.org_id and p.id = l.product_id
     left join lateral (select sum(${stillOpen}) as qty from supply_wants w join supplies t on t.org_id = w.org_id and t.id = w.supply_id
       where w.org_id = l.org_id and w.order_line_id = l.id and t.state in ('planned', 'in_progress') and t.deleted_at is null) a on true
   where l.org_id = $1 and o.state = 'confirmed' and o.type = any($2) and o.deleted_at is null and l.fulfil = 'ship' and l.product_id is not null and l.parts is null
     and l.to_ship > coalesce(a.qty, 0) order by coalesce(l.promised_date, o.promised_date) nulls last, o.number, l.no limit 500`,
)
/** Of orders of these types: what no supplier is asked for. */
export const selectDirectOpen = (db: Db, types: readonly string[]): Promise<DirectLack[]> =>
  db.query<DirectLack>(direct(db.orgId, types))
