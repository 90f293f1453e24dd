// Which days somebody's own orders are promised for.
import type { Day } from '#kernel/clock.ts'
import { type Db, stmt } from '#kernel/db.ts'

const promised = stmt(
  'order.promised',
  `select o.promised_date as day, count(*)::integer as count from orders o
   where o.org_id = $1 and o.owner_id = $2 and o.deleted_at is null and o.state in ('confirmed', 'on_hold') and o.fulfilment in ('none', 'part')
     and o.promised_date between $3::date and $4::date group by 1`,
)
export const selectPromised = (db: Db, userId: string, from: Day, to: Day): Promise<{ day: string; count: number }[]> =>
  db.query(promised(db.orgId, userId, from, to))
