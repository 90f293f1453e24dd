// Every statement about orders; nobody else writes the table.
import type { Actor } from '#kernel/access.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import { type Locked, lockRecord } from '#meta/server/recordSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { orderEntity } from '../order.entity.ts'
import type { Order, PacketState } from '../order.schema.ts'
import { type OrderRow, orders } from './order.table.ts'

nameConstraints({ orders_number: { key: 'order.moved', conflict: true } })

const progressColumns = [
  'supply',
  'fulfilment',
  'billing',
  'payment',
  'returned',
  'written_off',
  'next_due',
  'issuing_invoices',
  'live_returns',
  'live_changes',
  'revision',
  'advance_invoiced',
  'completed_at',
]
function progressOf(alias: string): string {
  return progressColumns.map(column => `${alias}.${column}`).join(', ')
}

export const orderSource: Source = {
  entity: orderEntity,
  from: `orders t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join customers y on y.org_id = t.org_id and y.id = t.payer_id
    left join contacts k on k.org_id = t.org_id and k.id = t.contact_id
    left join deals d on d.org_id = t.org_id and d.id = t.deal_id
    left join quotes q on q.org_id = t.org_id and q.id = t.quote_id
    left join contracts h on h.org_id = t.org_id and h.id = t.contract_id
    left join orders s on s.org_id = t.org_id and s.id = t.sample_id
    left join warehouses w on w.org_id = t.org_id and w.id = t.site_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.type, t.priority, t.return_by, t.no_return, t.sample_id, s.number as sample_number, t.site_id, w.name as site_name, t.customer_id, c.name as customer_name, t.payer_id, y.name as payer_name, t.contact_id, k.name as contact_name,
    t.deal_id, d.name as deal_name, t.quote_id, q.number as quote_number, t.contract_id, h.number as contract_number, t.state, coalesce(t.approved_hash = t.content_hash, false) as reviewed,
    t.date, t.promised_date, t.po_number, t.address, t.currency, t.rate, t.tax_mode, t.tax_round, t.discount_kind, t.discount_value,
    t.net, t.tax, t.gross, t.base_gross, t.terms, t.bill_basis, t.packet_state, t.paid_amount, ${progressOf('t')}, t.thread_id, t.note,
    t.submitted_at, t.approved_at, t.confirmed_at, t.closed_at, t.cancelled_at, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'order.read',
  defaultSort: '-date',
  columns: {
    number: { sql: 't.number', notNull: true },
    type: { sql: 't.type', notNull: true },
    priority: { sql: 't.priority', notNull: true },
    returnBy: { sql: 't.return_by' },
    noReturn: { sql: 't.no_return', notNull: true },
    sampleId: { sql: 't.sample_id' },
    siteId: { sql: 't.site_id' },
    customerId: { sql: 't.customer_id', notNull: true },
    payerId: { sql: 't.payer_id', notNull: true },
    dealId: { sql: 't.deal_id' },
    contractId: { sql: 't.contract_id' },
    state: { sql: 't.state', notNull: true },
    packetState: { sql: 't.packet_state' },
    date: { sql: 't.date', notNull: true },
    promisedDate: { sql: 't.promised_date' },
    gross: { sql: 't.gross', notNull: true },
    baseGross: { sql: 't.base_gross', notNull: true },
    currency: { sql: 't.currency', notNull: true },
    poNumber: { sql: 't.po_number' },
    supply: { sql: 't.supply', notNull: true },
    fulfilment: { sql: 't.fulfilment', notNull: true },
    billing: { sql: 't.billing', notNull: true },
    payment: { sql: 't.payment', notNull: true },
    billBasis: { sql: 't.bill_basis', notNull: true },
    returned: { sql: 't.returned', notNull: true },
    nextDue: { sql: 't.next_due' },
    completedAt: { sql: 't.completed_at' },
    submittedAt: { sql: 't.submitted_at' },
    confirmedAt: { sql: 't.confirmed_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

/** Sums never run across currencies (C080): amounts in the organisation's own, as each order has frozen it. */
export const ratedOrders: Source = {
  ...orderSource,
  columns: { ...orderSource.columns, gross: { sql: 't.base_gross', notNull: true } },
}

const columns = `${orders.select('t')}, ${progressOf('t')}`
const lockRow = stmt(
  'order.lock',
  `select ${columns} from orders t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)
const parties = [
  "c.state = 'active' as customer_active",
  "y.state = 'active' as payer_active",
  'c.deleted_at is not null or y.deleted_at is not null as party_gone',
  `exists (select from warehouses q where q.org_id = t.org_id and q.id = t.site_id and q.customer_id = t.customer_id and q.state = 'active' and q.deleted_at is null) as site_fits`,
]
const readToMove = stmt(
  'order.readToMove',
  `select ${columns}, ${parties.join(', ')} from orders t
   join customers c on c.org_id = t.org_id and c.id = t.customer_id join customers y on y.org_id = t.org_id and y.id = t.payer_id
   where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
const unshown = [
  'content_hash',
  'approved_hash',
  'exposure',
  'release',
  'called_amount',
  'created_by',
  'updated_by',
  'deleted_at',
]
export type Parties = {
  readonly customerActive: boolean
  readonly payerActive: boolean
  readonly partyGone: boolean
  /** Its site is one of its customer's, in use. */
  readonly siteFits: boolean
}
/** With what its parties are. */
export type RowToMove = OrderRow & Parties
export const selectToMove = (db: Db, id: string): Promise<RowToMove | undefined> =>
  db.one<RowToMove>(readToMove(db.orgId, id))
/** Also with what its reader is shown of it; an approval moves it whatever the approver may see. */
export function lockOrderToMove(
  tx: Tx,
  actor: Actor,
  { id, anyway }: { readonly id: string; readonly anyway: boolean },
): Promise<Locked<RowToMove, Order>> {
  tx.level(lockLevel.order)
  const also = [...unshown.map(name => `t.${name}`), ...parties]
  return lockRecord(tx, actor, orderSource, { id, also, anyway })
}
export function lockOrderRow(tx: Tx, id: string): Promise<OrderRow | undefined> {
  tx.level(lockLevel.order)
  return tx.one<OrderRow>(lockRow(tx.orgId, id))
}

const lockRows = stmt(
  'order.lockMany',
  `select ${columns} from orders t where t.org_id = $1 and t.id = any($2) and t.deleted_at is null order by t.id for no key update`,
)
const readRows = stmt(
  'order.many',
  `select ${columns} from orders t where t.org_id = $1 and t.id = any($2) and t.deleted_at is null order by t.id`,
)
export const selectOrderRows = (db: Db, ids: readonly string[]): Promise<OrderRow[]> =>
  db.query<OrderRow>(readRows(db.orgId, ids))
export function lockOrderRows(tx: Tx, ids: readonly string[]): Promise<OrderRow[]> {
  tx.level(lockLevel.order)
  return tx.query<OrderRow>(lockRows(tx.orgId, ids))
}

const push = stmt(
  'order.progress',
  `update orders set exposure = $3::numeric, paid_amount = $4::numeric, written_off = $5::numeric, supply = $6, fulfilment = $7, billing = $8,
     payment = $9, returned = $10, next_due = $11::date, issuing_invoices = $12::integer, live_returns = $13::integer, completed_at = $14::timestamptz,
     version = $15::integer, updated_at = $16::timestamptz, updated_by = $17::uuid, advance_invoiced = $18::numeric,
     state = $19, approved_hash = $20, approved_at = $21::timestamptz, submitted_at = $22::timestamptz, confirmed_at = $23::timestamptz,
     closed_at = $24::timestamptz, cancelled_at = $25::timestamptz, called_amount = $26::numeric,
     live_changes = $27::integer, revision = $28::integer where org_id = $1 and id = $2`,
)
/** What moves of an order change of it, and all that others push down; the row is locked. Of several only the last leaves. */
export const progressBound = (orgId: string, row: OrderRow): Bound => ({
  ...push(
    orgId,
    row.id,
    row.exposure,
    row.paidAmount,
    row.writtenOff,
    row.supply,
    row.fulfilment,
    row.billing,
    row.payment,
    row.returned,
    row.nextDue,
    row.issuingInvoices,
    row.liveReturns,
    row.completedAt,
    row.version,
    row.updatedAt,
    row.updatedBy,
    row.advanceInvoiced,
    row.state,
    row.approvedHash,
    row.approvedAt,
    row.submittedAt,
    row.confirmedAt,
    row.closedAt,
    row.cancelledAt,
    row.calledAmount,
    row.liveChanges,
    row.revision,
  ),
  instead: `order ${row.id}`,
})

const numbered = stmt(
  'order.numbered',
  'select id from orders where org_id = $1 and number = $2 and deleted_at is null',
)
export const selectByNumber = (db: Db, number: string): Promise<{ id: string }[]> =>
  db.query<{ id: string }>(numbered(db.orgId, number))

const lockDealOf = stmt(
  'order.lockDeal',
  'select d.id from orders o join deals d on d.org_id = o.org_id and d.id = o.deal_id where o.org_id = $1 and o.id = $2 for no key update of d',
)
const lockQuoteOf = stmt(
  'order.lockQuote',
  'select q.id from orders o join quotes q on q.org_id = o.org_id and q.id = o.quote_id where o.org_id = $1 and o.id = $2 for no key update of q',
)

export function lockDealOfOrder(tx: Tx, id: string): Promise<unknown> {
  tx.level(lockLevel.deal)
  return tx.query(lockDealOf(tx.orgId, id))
}
export function lockQuoteOfOrder(tx: Tx, id: string): Promise<unknown> {
  tx.level(lockLevel.quote)
  return tx.query(lockQuoteOf(tx.orgId, id))
}

const samePo = stmt(
  'order.samePo',
  `select id, number from orders where org_id = $1 and customer_id = $2 and po_number = $3 and id <> $4 and deleted_at is null and state <> 'cancelled' order by date desc limit 1`,
)
/** O1: a repeated customer PO number warns. */
export async function selectSamePo(
  db: Db,
  order: Pick<OrderRow, 'id' | 'customerId' | 'poNumber'>,
): Promise<{ id: string; number: string } | undefined> {
  if (!order.poNumber) return undefined
  return db.one<{ id: string; number: string }>(samePo(db.orgId, order.customerId, order.poNumber, order.id))
}

const hashOf = stmt('order.hash', 'select content_hash from orders where org_id = $1 and id = $2')
export const selectHash = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.one<{ contentHash: string }>(hashOf(db.orgId, id)))?.contentHash

const packet = stmt(
  'order.packet',
  'update orders set packet_state = $3, updated_at = $4, version = version + 1 where org_id = $1 and id = $2',
)
export const packetBound = (tx: Tx, id: string, state: PacketState): Bound => packet(tx.orgId, id, state, tx.now)

const trash = stmt(
  'order.trash',
  'update orders set deleted_at = $3, updated_at = $3, updated_by = $4, version = version + 1 where org_id = $1 and id = $2',
)
export const trashBound = (tx: Tx, id: string, userId: string): Bound => trash(tx.orgId, id, tx.now, userId)

const liveOfDeal = stmt(
  'order.liveOfDeal',
  `select ${columns} from orders t where t.org_id = $1 and t.deal_id = $2 and t.deleted_at is null and t.state <> 'cancelled' order by t.created_at, t.id limit 20`,
)
/** Orders made from a deal that are not cancelled. */
export const selectLiveOfDeal = (db: Db, dealId: string): Promise<OrderRow[]> =>
  db.query<OrderRow>(liveOfDeal(db.orgId, dealId))

const rehash = stmt(
  'order.rehash',
  `update orders o set content_hash = x.after, approved_hash = case when o.approved_hash = x.before then x.after else o.approved_hash end
   from unnest($2::uuid[], $3::text[], $4::text[]) as x(id, before, after) where o.org_id = $1 and o.id = x.id`,
)
export const rehashBound = (
  orgId: string,
  changed: readonly { readonly recordId: string; readonly from: string; readonly to: string }[],
): Bound =>
  rehash(
    orgId,
    changed.map(one => one.recordId),
    changed.map(one => one.from),
    changed.map(one => one.to),
  )
