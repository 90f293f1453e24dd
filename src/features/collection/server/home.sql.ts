// What Home asks of plans and refunds: one's own, by time.
import { type Db, stmt } from '#kernel/db.ts'
import { openPlan } from './open.sql.ts'

export type OwedRow = {
  readonly id: string
  readonly orderId: string
  readonly number: string
  readonly no: number
  readonly kind: 'deposit' | 'progress' | 'balance' | 'retention'
  readonly dueDate: string
  readonly open: string
  readonly currency: string
  readonly who: string
  readonly phone: string | null
  readonly callee: string | null
}

const owed = stmt(
  'home.owed',
  `select i.id, i.order_id, o.number, i.no, i.kind, i.due_date, i.amount - i.paid - i.written_off as open, o.currency, c.name as who,
     coalesce(k.phone, c.phone) as phone, k.name as callee
   from orders o join instalments i on i.org_id = o.org_id and i.order_id = o.id and ${openPlan} and i.due_date <= $3::date
   join customers c on c.org_id = o.org_id and c.id = o.payer_id
   left join lateral (select x.name, x.phone from contacts x where x.org_id = o.org_id and x.customer_id = o.payer_id and x.phone is not null and x.deleted_at is null
     order by x.is_primary desc, x.created_at limit 1) k on true
   where o.org_id = $1 and o.owner_id = $2 and o.deleted_at is null and o.state in ('confirmed', 'on_hold', 'closed') and o.next_due <= $3::date
   order by i.due_date, i.id limit 50`,
)
/** Instalments of somebody's own orders that are due until a day. */
export const selectOwed = (db: Db, userId: string, until: string): Promise<OwedRow[]> =>
  db.query<OwedRow>(owed(db.orgId, userId, until))

const asked = stmt(
  'home.ownRefunds',
  `select id from refunds where org_id = $1 and created_by = $2 and state = 'requested' and deleted_at is null`,
)
/** Which requests somebody made themselves: another approves them. */
export const selectOwnRequests = async (db: Db, userId: string): Promise<ReadonlySet<string>> =>
  new Set((await db.query<{ id: string }>(asked(db.orgId, userId))).map(row => row.id))
