import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import { type ReceiptRow, receipts } from './collection.table.ts'

// the day of reminders begins at eight where the organisation is: nobody is rung up at midnight
const morning = `(($2::timestamptz - interval '8 hours') at time zone g.zone)::date`
const soon = `coalesce((g.settings #>> '{collecting,soonDays}')::integer, 7)`

const tellDue = stmt(
  'instalment.tell',
  `with due as (
     select i.id, i.due_date < ${morning} as late, o.number, o.owner_id, o.currency, c.name as customer, ${morning} - i.due_date as days
     from instalments i join orgs g on g.org_id = i.org_id join orders o on o.org_id = i.org_id and o.id = i.order_id
     join customers c on c.org_id = o.org_id and c.id = o.payer_id
     where i.org_id = $1 and i.paid + i.written_off < i.amount and o.state in ('confirmed', 'on_hold', 'closed') and o.deleted_at is null
       and i.due_date <= ${morning} + ${soon} and case when i.due_date < ${morning} then i.late_told else i.soon_told end is distinct from i.due_date
     order by i.due_date, i.id limit $3 for no key update of i skip locked)
   update instalments i set soon_told = i.due_date, late_told = case when d.late then i.due_date else i.late_told end
   from due d where i.org_id = $1 and i.id = d.id
   returning i.id, i.order_id, i.no, i.due_date, i.amount - i.paid - i.written_off as open, d.late, d.days, d.number, d.owner_id, d.currency, d.customer`,
)
export type DueRow = {
  readonly id: string
  readonly orderId: string
  readonly no: number
  readonly dueDate: string
  readonly open: string
  readonly late: boolean
  readonly days: number
  readonly number: string
  readonly ownerId: string | null
  readonly currency: string
  readonly customer: string
}
/** Taken and marked in one statement: what another process is telling is left to it. */
export function takeDue(tx: Tx, limit: number): Promise<DueRow[]> {
  tx.level(lockLevel.instalment)
  return tx.query<DueRow>(tellDue(tx.orgId, tx.now, limit))
}

const matured = stmt(
  'receipt.maturing',
  `select t.id, t.customer_id from receipts t join orgs g on g.org_id = t.org_id
   where t.org_id = $1 and t.state = 'received' and t.method = 'bill' and t.deleted_at is null and not t.counted
     and t.bill_due_date <= ($2::timestamptz at time zone g.zone)::date order by t.bill_due_date, t.id limit $3`,
)
export type Maturing = { readonly id: string; readonly customerId: string }
export const selectMaturing = (db: Db, limit: number): Promise<Maturing[]> =>
  db.query<Maturing>(matured(db.orgId, db.now, limit))

const tellBills = stmt(
  'receipt.tellBill',
  `with due as (
     select t.id, c.name as customer from receipts t join orgs g on g.org_id = t.org_id join customers c on c.org_id = t.org_id and c.id = t.customer_id
     where t.org_id = $1 and t.state = 'received' and t.method = 'bill' and t.deleted_at is null and t.bill_due_date between ${morning} and ${morning} + ${soon}
       and t.bill_told is distinct from t.bill_due_date order by t.bill_due_date, t.id limit $3 for no key update of t skip locked)
   update receipts t set bill_told = t.bill_due_date from due d where t.org_id = $1 and t.id = d.id
   returning ${receipts.select('t')}, d.customer`,
)
export function takeBills(tx: Tx, limit: number): Promise<(ReceiptRow & { readonly customer: string })[]> {
  tx.level(lockLevel.receipt)
  return tx.query(tellBills(tx.orgId, tx.now, limit))
}
