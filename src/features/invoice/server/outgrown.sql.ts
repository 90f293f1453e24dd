import { type Db, stmt } from '#kernel/db.ts'
import type { Asking } from '../outgrown.rules.ts'

const asking = stmt(
  'invoice_line.asking',
  `select t.id as invoice_id, t.number, t.kind, l.order_line_id, l.qty, l.gross from invoices t
   join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
   where t.org_id = $1 and l.order_id = $2 and t.state in ('requested', 'failed') and t.kind <> 'red' and t.deleted_at is null
   order by t.id desc, l.no`,
)
/** Of requests that have not gone out, newest first; under the lock of the order's lines they cannot become more. */
export const selectAsking = (db: Db, orderId: string): Promise<Asking[]> => db.query<Asking>(asking(db.orgId, orderId))
