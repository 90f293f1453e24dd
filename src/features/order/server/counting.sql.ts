// Statements about what orders use of credit, when it is counted anew.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { OrderRow } from './order.table.ts'

const counted = stmt(
  'order.counted',
  `select o.id, o.payer_id, o.state, o.currency, o.rate, o.exposure from orders o
   where o.org_id = $1 and o.id > $2 and o.state in ('confirmed', 'on_hold', 'closed') order by o.id limit $3`,
)
export type CountedOrder = Pick<OrderRow, 'id' | 'payerId' | 'state' | 'currency' | 'rate' | 'exposure'>
/** Orders that may use credit, by id. */
export const selectCounted = (db: Db, after: string, limit: number): Promise<CountedOrder[]> =>
  db.query<CountedOrder>(counted(db.orgId, after, limit))

const setExposures = stmt(
  'order.exposures',
  'update orders o set exposure = x.exposure from unnest($2::uuid[], $3::numeric[]) as x(id, exposure) where o.org_id = $1 and o.id = x.id',
)
export const exposuresBound = (orgId: string, rows: readonly Pick<OrderRow, 'id' | 'exposure'>[]): Bound =>
  setExposures(
    orgId,
    rows.map(row => row.id),
    rows.map(row => row.exposure),
  )
