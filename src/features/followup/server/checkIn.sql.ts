// Where a customer is, by who was there.
import { type Db, stmt } from '#kernel/db.ts'

const lastPlace = stmt(
  'checkIn.lastPlace',
  `select c.lat, c.lng from check_ins c join followups f on f.org_id = c.org_id and f.id = c.followup_id
   where c.org_id = $1 and f.customer_id = $2 and c.is_place order by c.at desc limit 1`,
)
type Place = { readonly lat: string; readonly lng: string }

export const selectLastPlace = (db: Db, customerId: string): Promise<Place | undefined> =>
  db.one<Place>(lastPlace(db.orgId, customerId))
