// Samples that are with customers, and what of a sample was sold since.
import { type Db, stmt } from '#kernel/db.ts'

export type SampleOut = {
  readonly id: string
  readonly number: string
  readonly customer: string
  readonly ownerId: string
  readonly returnBy: string
  /** Until the day it is to be back; below zero once that is over. */
  readonly left: number
}
const out = `select o.id, o.number, c.name as customer, o.owner_id, o.return_by, (o.return_by - $2::date) as left
  from orders o join customers c on c.org_id = o.org_id and c.id = o.customer_id
  where o.org_id = $1 and o.deleted_at is null and o.type = 'sample' and o.state in ('confirmed', 'on_hold', 'closed') and o.return_by <= $3::date
    and o.owner_id is not null and exists (select from order_lines l where l.org_id = o.org_id and l.order_id = o.id and l.fulfil = 'ship' and l.shipped > l.returned)`
const due = stmt('sample.due', `${out} order by o.return_by desc, o.id limit $4`)
const mine = stmt('sample.mine', `${out} and o.owner_id = $4 order by o.return_by, o.id limit 50`)

/** To be back on or before a day, the newest first. */
export const selectDue = (db: Db, day: string, until: string, limit: number): Promise<SampleOut[]> =>
  db.query<SampleOut>(due(db.orgId, day, until, limit))
export const selectMine = (db: Db, day: string, until: string, userId: string): Promise<SampleOut[]> =>
  db.query<SampleOut>(mine(db.orgId, day, until, userId))

const sold = stmt(
  'sample.sold',
  "select number from orders where org_id = $1 and sample_id = $2 and deleted_at is null and state <> 'cancelled' limit 1",
)
/** The order that sells it; the sample must be locked. */
export const selectSoldBy = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.one<{ number: string }>(sold(db.orgId, id)))?.number

const lentBefore = stmt(
  'sample.lentBefore',
  `select (before ->> 'noReturn')::boolean as no_return, (before ->> 'returnBy')::date as return_by from event
   where org_id = $1 and entity = 'order' and record_id = $2 and kind = 'order.kept' order by at desc, seq desc limit 1`,
)
/** What was agreed of its return before it was last kept: its history says so. */
export const selectLentBefore = (
  db: Db,
  id: string,
): Promise<{ readonly noReturn: boolean; readonly returnBy: string | null } | undefined> =>
  db.one(lentBefore(db.orgId, id))

const sampleOf = stmt('sample.soldOf', 'select sample_id from orders where org_id = $1 and id = $2')
/** What it sells, where it sells a sample. */
export const selectSampleOf = async (db: Db, id: string): Promise<string | null> =>
  (await db.one<{ sampleId: string | null }>(sampleOf(db.orgId, id)))?.sampleId ?? null
