// Invoices that are on their way to the tax service, and red letters whose time is over.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { InvoiceRow } from './invoice.table.ts'

const due = stmt(
  'invoice.due',
  `update invoices t set asked_at = $2, attempts = t.attempts + 1 from (
     select i.id from invoices i where i.org_id = $1 and i.state = 'issuing' and i.channel = 'standin' and i.deleted_at is null
       and (i.asked_at is null or i.asked_at < $2::timestamptz - least(i.attempts, 10) * interval '30 seconds') order by i.sent_at, i.id limit $3 for no key update skip locked) d
   where t.org_id = $1 and t.id = d.id returning t.id`,
)
/** Taken by this caller: nobody else asks for them until the pause is over. */
export async function claimDue(tx: Tx, limit: number): Promise<string[]> {
  tx.level(lockLevel.invoice)
  return (await tx.query<{ id: string }>(due(tx.orgId, tx.now, limit))).map(row => row.id)
}

const stuckNow = stmt(
  'invoice.stuckNow',
  `select t.id from invoices t where t.org_id = $1 and t.state = 'issuing' and t.channel = 'standin' and t.sent_at < $2 and t.error is null and t.deleted_at is null limit 50`,
)
/** Without an answer since then, and nobody told yet. */
export const selectStuck = async (db: Db, before: string): Promise<string[]> =>
  (await db.query<{ id: string }>(stuckNow(db.orgId, before))).map(row => row.id)

const lapsing = stmt(
  'invoice.lapsing',
  `select t.id from invoices t where t.org_id = $1 and t.state = 'awaiting' and t.lapses_at <= $2 and t.deleted_at is null order by t.lapses_at, t.id limit $3`,
)
export const selectLapsing = async (db: Db, limit: number): Promise<string[]> =>
  (await db.query<{ id: string }>(lapsing(db.orgId, db.now, limit))).map(row => row.id)

const byNumbers = stmt(
  'invoice.byNumbers',
  `select t.id, t.number, t.state, t.version, t.owner_id, t.dept_id from invoices t where t.org_id = $1 and t.number = any($2) and t.deleted_at is null`,
)
type Numbered = Pick<InvoiceRow, 'id' | 'number' | 'state' | 'version' | 'ownerId' | 'deptId'>
export const selectByNumbers = (db: Db, numbers: readonly string[]): Promise<Numbered[]> =>
  db.query<Numbered>(byNumbers(db.orgId, numbers))
