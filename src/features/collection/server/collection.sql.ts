// Every statement about the collection plan, receipts and allocations; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import type { Ageing, Allocation, OpenItem } from '../collection.schema.ts'
import { receiptEntity } from '../receipt.entity.ts'
import { billShares } from './bill.sql.ts'
import { type AllocationRow, type InstalmentRow, instalments, type ReceiptRow, receipts } from './collection.table.ts'
import { openAlone, openPlan, openReceipt } from './open.sql.ts'

nameConstraints({
  receipts_external: { key: 'collection.refTaken', path: 'externalRef', conflict: true },
  receipts_used: { key: 'collection.moved', conflict: true },
})

// money that is not in, or went away again, is nobody's credit with us
const open = `(case when t.state = 'received' then t.amount - t.allocated - t.refunding - t.refunded else 0 end)`

export const receiptSource: Source = {
  entity: receiptEntity,
  from: `receipts t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, t.customer_id, c.name as customer_name, t.method, t.account, t.external_ref, t.currency, t.rate, t.amount,
    t.base_amount, t.date, t.bill_due_date, t.counted, t.allocated, t.refunding, t.refunded, ${open} as open,
    t.received_at, t.ended_at, t.note, t.is_opening, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'receipt.read',
  defaultSort: '-date',
  columns: {
    number: { sql: 't.number', notNull: true },
    state: { sql: 't.state', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    method: { sql: 't.method', notNull: true },
    account: { sql: 't.account' },
    externalRef: { sql: 't.external_ref' },
    currency: { sql: 't.currency', notNull: true },
    amount: { sql: 't.amount', notNull: true },
    baseAmount: { sql: 't.base_amount', notNull: true },
    allocated: { sql: 't.allocated', notNull: true },
    open: { sql: open, notNull: true },
    refunded: { sql: 't.refunded', notNull: true },
    refunding: { sql: 't.refunding', notNull: true },
    date: { sql: 't.date', notNull: true },
    billDueDate: { sql: 't.bill_due_date' },
    isOpening: { sql: 't.is_opening', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

/** Sums never run across currencies (C080). */
export const ratedReceipts: Source = {
  ...receiptSource,
  columns: { ...receiptSource.columns, amount: { sql: 't.base_amount', notNull: true } },
}

const lockReceipt = stmt(
  'receipt.lock',
  `select ${receipts.select('t')} from receipts t where t.org_id = $1 and t.id = any($2) and t.deleted_at is null order by t.id for no key update`,
)
export function lockReceipts(tx: Tx, ids: readonly string[]): Promise<ReceiptRow[]> {
  tx.level(lockLevel.receipt)
  return tx.query<ReceiptRow>(lockReceipt(tx.orgId, ids))
}

const readReceipt = stmt(
  'receipt.row',
  `select ${receipts.select('t')} from receipts t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
/** Unlocked: whose credit and which orders have to be locked before it. */
export const selectReceipt = (db: Db, id: string): Promise<ReceiptRow | undefined> =>
  db.one<ReceiptRow>(readReceipt(db.orgId, id))

const ofOrders = `select ${instalments.select('i')} from instalments i where i.org_id = $1 and i.order_id = any($2) order by i.order_id, i.no`
const readPlans = stmt('instalment.ofOrders', ofOrders)
const lockPlans = stmt(
  'instalment.lock',
  `select ${instalments.select('i')},
     coalesce((select sum(a.amount) from allocations a where a.org_id = $1 and a.order_id = i.order_id and a.instalment_no = i.no), 0) as meant,
     coalesce((select sum(w.amount) from write_offs w where w.org_id = $1 and w.order_id = i.order_id and w.instalment_no = i.no and w.state = 'approved'), 0) as off
   from instalments i where i.org_id = $1 and i.order_id = any($2) order by i.order_id, i.no for no key update of i`,
)
export const selectPlans = (db: Db, orderIds: readonly string[]): Promise<InstalmentRow[]> =>
  db.query<InstalmentRow>(readPlans(db.orgId, orderIds))
/** With what was said of each when it was allocated, and written off: under the orders' locks they cannot change. */
export type HeldInstalment = InstalmentRow & { readonly meant: string; readonly off: string }
export function lockPlansOf(tx: Tx, orderIds: readonly string[]): Promise<HeldInstalment[]> {
  tx.level(lockLevel.instalment)
  return tx.query<HeldInstalment>(lockPlans(tx.orgId, orderIds))
}

const setPlan = stmt(
  'instalment.set',
  `update instalments i set amount = x.amount, due_date = x.due_date, paid = x.paid, written_off = x.written_off
   from unnest($2::uuid[], $3::numeric[], $4::date[], $5::numeric[], $6::numeric[]) as x(id, amount, due_date, paid, written_off)
   where i.org_id = $1 and i.id = x.id`,
)
export const planBound = (orgId: string, rows: readonly InstalmentRow[]): Bound =>
  setPlan(
    orgId,
    rows.map(row => row.id),
    rows.map(row => row.amount),
    rows.map(row => row.dueDate),
    rows.map(row => row.paid),
    rows.map(row => row.writtenOff),
  )

const net = `a.amount + coalesce((select sum(r.amount) from allocations r where r.org_id = a.org_id and r.reverses_id = a.id), 0)`
const liveOnes = `select a.id, a.receipt_id, a.order_id, a.instalment_no, a.invoice_id, a.amount, a.fx, a.date, a.reverses_id, a.made_at, a.made_by, ${net} as left
   from allocations a where a.org_id = $1 and a.reverses_id is null and ${net} > 0`
const live = stmt('allocation.live', `${liveOnes} and a.receipt_id = $2 order by a.made_at, a.id`)
export type LiveAllocation = AllocationRow & { readonly left: string }
/** Under the receipt's lock they cannot change. */
export const selectLive = (db: Db, receiptId: string): Promise<LiveAllocation[]> =>
  db.query<LiveAllocation>(live(db.orgId, receiptId))

const has = stmt('allocation.has', 'select 1 from allocations where org_id = $1 and receipt_id = $2 and id = $3')
export const hasAllocation = async (db: Db, receiptId: string, id: string): Promise<boolean> =>
  (await db.one(has(db.orgId, receiptId, id))) !== undefined

const liveOf = stmt('allocation.liveOfOrders', `${liveOnes} and a.order_id = any($2) order by a.made_at, a.id`)
/** Under the orders' locks they cannot change. */
export const selectLiveOf = (db: Db, orderIds: readonly string[]): Promise<LiveAllocation[]> =>
  db.query<LiveAllocation>(liveOf(db.orgId, orderIds))

const meant = stmt(
  'allocation.meant',
  `select order_id, instalment_no as no, sum(amount) as amount from allocations
   where org_id = $1 and order_id = any($2) and instalment_no is not null group by 1, 2 having sum(amount) > 0`,
)
export type Meant = { readonly orderId: string; readonly no: number; readonly amount: string }
/** Under the orders' locks they cannot change. */
export const selectMeant = (db: Db, orderIds: readonly string[]): Promise<Meant[]> =>
  db.query<Meant>(meant(db.orgId, orderIds))

const shownAllocation = `select a.id, a.receipt_id, r.number as receipt_number, a.order_id, o.number as order_number, a.instalment_no, a.invoice_id, v.number as invoice_number, a.amount,
    case when a.reverses_id is null then ${net} else 0 end as left, a.fx, a.date, a.reverses_id, a.made_at, u.name as made_by_name
  from allocations a join receipts r on r.org_id = a.org_id and r.id = a.receipt_id left join orders o on o.org_id = a.org_id and o.id = a.order_id
  left join invoices v on v.org_id = a.org_id and v.id = a.invoice_id left join users u on u.org_id = a.org_id and u.id = a.made_by`
/** Of a receipt, an order or an invoice. */
export const mostShown = 1000
const ofReceipt = stmt(
  'allocation.ofReceipt',
  `${shownAllocation} where a.org_id = $1 and a.receipt_id = $2 order by a.made_at, a.id limit ${mostShown}`,
)
const ofOrder = stmt(
  'allocation.ofOrder',
  `${shownAllocation} where a.org_id = $1 and a.order_id = $2 order by a.made_at, a.id limit ${mostShown}`,
)
const ofInvoice = stmt(
  'allocation.ofInvoice',
  `${shownAllocation} where a.org_id = $1 and a.invoice_id = $2 order by a.made_at, a.id limit ${mostShown}`,
)
export const selectOfInvoice = (db: Db, id: string): Promise<Allocation[]> =>
  db.query<Allocation>(ofInvoice(db.orgId, id))
export const selectOfReceipt = (db: Db, id: string): Promise<Allocation[]> =>
  db.query<Allocation>(ofReceipt(db.orgId, id))
export const selectOfOrder = (db: Db, id: string): Promise<Allocation[]> => db.query<Allocation>(ofOrder(db.orgId, id))

const openItems = stmt(
  'collection.open',
  `select o.id as order_id, o.number as order_number, c.name as customer_name, o.currency, i.no, i.kind, null::uuid as invoice_id, null as invoice_number, i.due_date, i.amount - i.paid - i.written_off as open
     from orders o join customers c on c.org_id = o.org_id and c.id = o.customer_id join instalments i on i.org_id = o.org_id and i.order_id = o.id
     where o.org_id = $1 and o.payer_id = $2 and o.state in ('confirmed', 'on_hold', 'closed') and o.deleted_at is null and i.paid + i.written_off < i.amount
   union all
   select o.id, o.number, c.name, o.currency, null, null, null, null, null, o.gross - o.paid_amount
     from orders o join customers c on c.org_id = o.org_id and c.id = o.customer_id
     where o.org_id = $1 and o.payer_id = $2 and o.state in ('draft', 'in_review') and o.deleted_at is null and o.gross > o.paid_amount
   union all
   select null, null, c.name, v.currency, null, null, v.id, v.number, v.due_date, v.gross - v.reversed - v.settled
     from invoices v join customers c on c.org_id = v.org_id and c.id = v.customer_id where v.org_id = $1 and v.payer_id = $2 and ${openAlone}
   order by due_date nulls last, order_number, invoice_number, no limit 500`,
)
const openBills = stmt(
  'collection.openBills',
  `select b.order_id, o.number as order_number, c.name as customer_name, o.currency, null::integer as no, null as kind, b.invoice_id, b.number as invoice_number,
     b.date as due_date, least(b.share - b.paid, greatest(d.due - o.paid_amount - o.written_off, 0)) as open
   from (${billShares('and l.order_id in (select o.id from orders o where o.org_id = $1 and o.payer_id = $2)')}) b
   join orders o on o.org_id = $1 and o.id = b.order_id join customers c on c.org_id = $1 and c.id = o.customer_id
   join lateral (select coalesce(sum(i.amount), 0) as due from instalments i where i.org_id = $1 and i.order_id = o.id) d on true
   where o.state in ('confirmed', 'on_hold', 'closed') and b.share > b.paid and d.due > o.paid_amount + o.written_off
   order by b.date, b.number limit 500`,
)
/** By the plans of the orders, then the same by their invoices. */
export async function selectOpenItems(db: Db, payerId: string): Promise<OpenItem[]> {
  const [planned, billed] = await Promise.all([
    db.query<OpenItem>(openItems(db.orgId, payerId)),
    db.query<OpenItem>(openBills(db.orgId, payerId)),
  ])
  return [...planned, ...billed]
}

const ageing = stmt(
  'collection.ageing',
  `with open as (
     select i.payer_id, round((i.amount - i.paid - i.written_off) * i.rate, $4::integer) as amount, $2::date - i.due_date as days
     from instalments i where i.org_id = $1 and i.payer_id = any($3) and ${openPlan}
     union all
     select v.payer_id, round((v.gross - v.reversed - v.settled) * v.rate, $4::integer), $2::date - v.due_date
     from invoices v where v.org_id = $1 and v.payer_id = any($3) and ${openAlone}
   ), due as (
     select payer_id, coalesce(sum(amount) filter (where days is null or days <= 0), 0) as not_due, coalesce(sum(amount) filter (where days between 1 and 30), 0) as days30,
       coalesce(sum(amount) filter (where days between 31 and 60), 0) as days60, coalesce(sum(amount) filter (where days between 61 and 90), 0) as days90,
       coalesce(sum(amount) filter (where days > 90), 0) as older, sum(amount) as total from open group by 1
   ), held as (
     select r.customer_id, sum(round((r.amount - r.allocated - r.refunding - r.refunded) * r.rate, $4::integer)) as amount
     from receipts r where r.org_id = $1 and r.customer_id = any($3) and ${openReceipt} group by 1
   )
   select c.id as customer_id, c.name as customer_name, coalesce(p.not_due, 0) as not_due, coalesce(p.days30, 0) as days30, coalesce(p.days60, 0) as days60,
     coalesce(p.days90, 0) as days90, coalesce(p.older, 0) as older, coalesce(p.total, 0) as total, coalesce(h.amount, 0) as surplus
   from customers c left join due p on p.payer_id = c.id left join held h on h.customer_id = c.id
   where c.org_id = $1 and c.id = any($3) order by total desc, c.name`,
)
/** `places`: of the organisation's currency. */
export const selectAgeing = (
  db: Db,
  payerIds: readonly string[],
  { today, places }: { readonly today: string; readonly places: number },
): Promise<Ageing[]> => db.query<Ageing>(ageing(db.orgId, today, payerIds, places))

const lateDays = stmt(
  'collection.lateDays',
  `select greatest(coalesce(max($2::date - x.due_date), 0), 0)::int as days from (
     select i.due_date from instalments i where i.org_id = $1 and i.payer_id = $3 and ${openPlan}
     union all select v.due_date from invoices v where v.org_id = $1 and v.payer_id = $3 and ${openAlone}) x`,
)
/** Of the oldest unpaid due date. */
export const selectLateDays = async (db: Db, payerId: string, today: string): Promise<number> =>
  (await db.one<{ days: number }>(lateDays(db.orgId, today, payerId)))?.days ?? 0

const owing = stmt(
  'collection.owing',
  `select i.payer_id from instalments i where i.org_id = $1 and ${openPlan}
   union select v.payer_id from invoices v where v.org_id = $1 and ${openAlone}
   union select r.customer_id from receipts r where r.org_id = $1 and ${openReceipt}`,
)
/** Payers with something open on either side. */
export const selectOwing = async (db: Db): Promise<string[]> =>
  (await db.query<{ payerId: string }>(owing(db.orgId))).map(row => row.payerId)

const payingOf = stmt(
  'allocation.receiptsOf',
  `select distinct a.receipt_id from allocations a where a.org_id = $1 and a.order_id = $2 and a.reverses_id is null and ${net} > 0 order by 1`,
)
/** Receipts that an order is paid by. */
export const selectPaying = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ receiptId: string }>(payingOf(db.orgId, orderId))).map(row => row.receiptId)
