// Every statement about returns and their lines; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { returnEntity } from '../return.entity.ts'
import type { Exchanges, Outcome, ReturnLine } from '../return.schema.ts'
import { goodsReturnLines, goodsReturns, type ReturnLineRow, type ReturnRow } from './return.table.ts'

nameConstraints({
  goods_return_lines_split: { key: 'goodsReturn.moved', conflict: true },
  goods_return_lines_decided: { key: 'goodsReturn.moved', conflict: true },
})

export const returnSource: Source = {
  entity: returnEntity,
  from: `goods_returns t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join orders o on o.org_id = t.org_id and o.id = t.order_id
    left join tickets k on k.org_id = t.org_id and k.id = t.ticket_id
    left join warehouses w on w.org_id = t.org_id and w.id = t.warehouse_id
    left join warehouses d on d.org_id = t.org_id and d.id = t.damaged_warehouse_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, t.order_id, o.number as order_number, t.customer_id, c.name as customer_name, t.ticket_id,
    k.number as ticket_number, t.reason,
    (select count(*)::integer from goods_return_lines l where l.org_id = t.org_id and l.return_id = t.id) as line_count, o.currency,
    coalesce((select sum(l.amount) from goods_return_lines l where l.org_id = t.org_id and l.return_id = t.id), 0) as amount,
    t.carrier, t.tracking_number, t.warehouse_id, w.name as warehouse_name, t.damaged_warehouse_id, d.name as damaged_warehouse_name,
    t.date, t.received_at, t.inspected_at, t.ended_at, t.note, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'goodsReturn.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    state: { sql: 't.state', notNull: true },
    orderId: { sql: 't.order_id', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    ticketId: { sql: 't.ticket_id' },
    reason: { sql: 't.reason', notNull: true },
    carrier: { sql: 't.carrier' },
    trackingNumber: { sql: 't.tracking_number' },
    date: { sql: 't.date' },
    receivedAt: { sql: 't.received_at' },
    inspectedAt: { sql: 't.inspected_at' },
    endedAt: { sql: 't.ended_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const one = `select ${goodsReturns.select('t')} from goods_returns t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`
const readRow = stmt('goods_return.row', one)
const lockRow = stmt('goods_return.lock', `${one} for no key update`)
/** Unlocked: which order has to be locked before it is (domain §3). */
export const selectReturn = (db: Db, id: string): Promise<ReturnRow | undefined> =>
  db.one<ReturnRow>(readRow(db.orgId, id))
export function lockReturnRow(tx: Tx, id: string): Promise<ReturnRow | undefined> {
  tx.level(lockLevel.goodsReturn)
  return tx.one<ReturnRow>(lockRow(tx.orgId, id))
}

const rows = stmt(
  'goods_return_line.rows',
  `select ${goodsReturnLines.select('l')} from goods_return_lines l where l.org_id = $1 and l.return_id = $2 order by l.no`,
)
/** The return is locked with its lines: they change with it only. */
export const selectReturnLines = (db: Db, id: string): Promise<ReturnLineRow[]> =>
  db.query<ReturnLineRow>(rows(db.orgId, id))

const shown = stmt(
  'goods_return_line.shown',
  `select l.id, l.no, l.order_line_id, o.no as order_line_no, l.product_id, l.stock_kept, l.code, l.name, l.spec, l.unit, l.unit_qty, l.factor, l.qty, l.batch,
     l.good, l.damaged, l.missing, l.decision, l.decided_qty, l.amount
   from goods_return_lines l join order_lines o on o.org_id = l.org_id and o.id = l.order_line_id where l.org_id = $1 and l.return_id = $2 order by l.no`,
)
export const selectShownLines = (db: Db, id: string): Promise<ReturnLine[]> => db.query<ReturnLine>(shown(db.orgId, id))

type ByLine = { readonly orderLineId: string; readonly qty: string }
const toMap = (found: readonly ByLine[]): ReadonlyMap<string, string> =>
  new Map(found.map(row => [row.orderLineId, row.qty]))

const live = stmt(
  'goods_return_line.live',
  `select l.order_line_id, sum(case when t.received_at is null then l.qty else l.good + l.damaged end) as qty
   from goods_return_lines l join goods_returns t on t.org_id = l.org_id and t.id = l.return_id
   where l.org_id = $1 and l.order_line_id = any($2) and t.id <> $3 and t.deleted_at is null
     and t.state in ('requested', 'approved', 'in_transit', 'received', 'inspected', 'closed') group by 1`,
)
/** What is asked back of these order lines, which are locked, or came back: by all returns but this one. */
export const selectLive = async (db: Db, lineIds: readonly string[], besides: string) =>
  toMap(await db.query<ByLine>(live(db.orgId, lineIds, besides)))

const paid = stmt(
  'goods_return_line.paid',
  `select l.order_line_id, sum(l.decided_qty) as qty from goods_return_lines l join goods_returns t on t.org_id = l.org_id and t.id = l.return_id
   where l.org_id = $1 and l.order_line_id = any($2) and t.id <> $3 and l.decision in ('refund', 'credit', 'exchange') group by 1`,
)
/** For how much of these order lines other returns gave money or another good. */
export const selectGivenFor = async (db: Db, lineIds: readonly string[], besides: string) =>
  toMap(await db.query<ByLine>(paid(db.orgId, lineIds, besides)))

const shipped = stmt(
  'goods_return_line.shippedOn',
  `select max(x.first)::text as on from (
     select min(s.date) as first from shipment_lines l join shipments s on s.org_id = l.org_id and s.id = l.shipment_id
     where l.org_id = $1 and l.order_line_id = any($2) and s.state in ('shipped', 'delivered') group by l.order_line_id) x`,
)
/** The day on which the last of these order lines first went out. */
export const selectShippedOn = async (db: Db, lineIds: readonly string[]): Promise<string | null> =>
  (await db.one<{ on: string | null }>(shipped(db.orgId, lineIds)))?.on ?? null

const setLine = stmt(
  'goods_return_line.set',
  `update goods_return_lines l set good = x.good, damaged = x.damaged, missing = x.missing, decision = x.decision, decided_qty = x.decided_qty, amount = x.amount
   from unnest($2::uuid[], $3::numeric[], $4::numeric[], $5::numeric[], $6::text[], $7::numeric[], $8::numeric[])
     as x(id, good, damaged, missing, decision, decided_qty, amount) where l.org_id = $1 and l.id = x.id`,
)
export const linesBound = (orgId: string, lines: readonly ReturnLineRow[]): Bound =>
  setLine(
    orgId,
    lines.map(line => line.id),
    lines.map(line => line.good),
    lines.map(line => line.damaged),
    lines.map(line => line.missing),
    lines.map(line => line.decision),
    lines.map(line => line.decidedQty),
    lines.map(line => line.amount),
  )

const drop = stmt('goods_return_line.drop', 'delete from goods_return_lines where org_id = $1 and return_id = $2')
export const dropLinesBound = (orgId: string, id: string): Bound => drop(orgId, id)

const ofOrder = stmt(
  'goods_return.ofOrder',
  'select id from goods_returns where org_id = $1 and order_id = $2 and deleted_at is null order by id desc limit 100',
)
export const selectOfOrder = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(ofOrder(db.orgId, orderId))).map(row => row.id)

const outcomes = stmt(
  'goods_return.outcomes',
  `select x.entity, x.record_id, coalesce(r.number, o.number, i.number) as number, coalesce(r.state, o.state, i.state) as state,
     coalesce(r.amount, o.gross, -i.gross) as amount
   from goods_return_outcomes x left join refunds r on x.entity = 'refund' and r.org_id = x.org_id and r.id = x.record_id
   left join orders o on x.entity = 'order' and o.org_id = x.org_id and o.id = x.record_id and o.deleted_at is null
   left join invoices i on x.entity = 'invoice' and i.org_id = x.org_id and i.id = x.record_id
   where x.org_id = $1 and x.return_id = $2 and (x.entity <> 'order' or o.id is not null) order by x.at, x.record_id`,
)
export const selectOutcomes = (db: Db, id: string): Promise<Outcome[]> => db.query<Outcome>(outcomes(db.orgId, id))

const replacing = stmt(
  'goods_return.replacing',
  `select o.number from goods_return_outcomes x join orders o on o.org_id = x.org_id and o.id = x.record_id
   where x.org_id = $1 and x.return_id = $2 and x.entity = 'order' and o.deleted_at is null and o.state <> 'cancelled' limit 1`,
)
/** The order that exchanges its goods and is not given up; the return is locked. */
export const selectReplacing = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.one<{ number: string }>(replacing(db.orgId, id)))?.number

const madeBy = stmt(
  'goods_return.madeBy',
  `select return_id as id from goods_return_outcomes where org_id = $1 and entity = 'order' and record_id = $2 limit 1`,
)
export const selectMaker = async (db: Db, orderId: string): Promise<string | undefined> =>
  (await db.one<{ id: string }>(madeBy(db.orgId, orderId)))?.id

const madeFor = stmt(
  'goods_return.madeFor',
  `select o.id as order_id, o.number as order_number from goods_returns t
   join goods_return_outcomes x on x.org_id = t.org_id and x.return_id = t.id and x.entity = 'order'
   join orders o on o.org_id = x.org_id and o.id = x.record_id and o.deleted_at is null
   where t.org_id = $1 and t.order_id = $2 and t.deleted_at is null order by o.number limit 100`,
)
export const selectReplacements = (db: Db, orderId: string): Promise<Exchanges['to']> =>
  db.query<Exchanges['to'][number]>(madeFor(db.orgId, orderId))
