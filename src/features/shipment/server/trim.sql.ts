// Drafts that an order outgrew, downwards.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { LivePart } from '../trim.rules.ts'

const live = stmt(
  'shipment_line.liveOfOrder',
  `select t.id as shipment_id, t.number, t.state, l.id as line_id, l.order_line_id, l.name, l.unit, l.factor, l.qty
   from shipments t join shipment_lines l on l.org_id = t.org_id and l.shipment_id = t.id
   where t.org_id = $1 and l.order_id = $2 and t.state in ('draft', 'ready') and t.deleted_at is null order by t.id, l.no`,
)
/** Under the lock of the order's lines only drafts can become more. */
export const selectLiveParts = (db: Db, orderId: string): Promise<LivePart[]> =>
  db.query<LivePart>(live(db.orgId, orderId))

const shrink = stmt(
  'shipment_line.shrink',
  `update shipment_lines l set qty = x.qty, unit_qty = x.qty / l.factor, checked = least(l.checked, x.qty / l.factor)
   from unnest($2::uuid[], $3::numeric[]) as x(id, qty) where l.org_id = $1 and l.id = x.id`,
)
export const shrinkBound = (orgId: string, rows: readonly { readonly id: string; readonly qty: string }[]): Bound =>
  shrink(
    orgId,
    rows.map(row => row.id),
    rows.map(row => row.qty),
  )

const drop = stmt('shipment_line.dropSome', 'delete from shipment_lines where org_id = $1 and id = any($2)')
export const dropSomeBound = (orgId: string, ids: readonly string[]): Bound => drop(orgId, ids)
