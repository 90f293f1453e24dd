// What issued invoices bill of an order, less what their red letters took back, and what settles them.
import { type Db, stmt } from '#kernel/db.ts'

/** Of invoices proper; an advance invoice says nothing of what is owed. */
export const billShares = (
  which: string,
): string => `select v.id as invoice_id, v.number, v.date, l.order_id, sum(l.gross) as share,
    coalesce((select sum(a.amount) from allocations a where a.org_id = v.org_id and a.invoice_id = v.id and a.order_id = l.order_id), 0) as paid
  from invoice_lines l join invoices n on n.org_id = l.org_id and n.id = l.invoice_id and n.state = 'issued'
  join invoices v on v.org_id = n.org_id and v.id = coalesce(n.original_id, n.id) and v.kind = 'normal'
  where l.org_id = $1 and l.order_id is not null ${which} group by v.org_id, v.id, v.number, v.date, l.order_id`

const ofOrders = stmt(
  'bill.ofOrders',
  `select b.* from (${billShares('and l.order_id = any($2)')}) b order by b.date, b.number, b.order_id`,
)
export type BillShare = {
  readonly invoiceId: string
  readonly number: string
  readonly orderId: string
  readonly share: string
  readonly paid: string
}
/** Oldest first; under the orders' locks they cannot change. */
export const selectBills = (db: Db, orderIds: readonly string[]): Promise<BillShare[]> =>
  orderIds.length > 0 ? db.query<BillShare>(ofOrders(db.orgId, orderIds)) : Promise.resolve([])
