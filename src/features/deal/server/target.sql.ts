// Statements that write sales targets; they are read with the forecast.
import { type Bound, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Target } from '../forecast.schema.ts'

const lockThem = stmt(
  'sales_target.lock',
  `select g.month, g.user_id, g.dept_id, g.amount from sales_targets g
   where g.org_id = $1 and g.month >= $2 and g.month <= $3 and g.subject_id = any($4) order by g.month, g.subject_id for no key update`,
)
export function lockTargetRows(tx: Tx, year: number, subjects: readonly string[]): Promise<Target[]> {
  tx.level(lockLevel.record)
  return tx.query<Target>(lockThem(tx.orgId, `${year}-01-01`, `${year}-12-31`, subjects))
}

const setThem = stmt(
  'sales_target.set',
  `insert into sales_targets (org_id, month, user_id, dept_id, amount)
   select $1::uuid, g.* from unnest($2::date[], $3::uuid[], $4::uuid[], $5::numeric[]) as g(month, user_id, dept_id, amount)
   order by g.month, coalesce(g.user_id, g.dept_id)
   on conflict (org_id, month, subject_id) do update set amount = excluded.amount`,
)
export const setTargetsBound = (orgId: string, rows: readonly Target[]): Bound =>
  setThem(
    orgId,
    rows.map(row => row.month),
    rows.map(row => row.userId),
    rows.map(row => row.deptId),
    rows.map(row => row.amount),
  )

const dropThem = stmt(
  'sales_target.drop',
  `delete from sales_targets g using unnest($2::date[], $3::uuid[]) as d(month, subject_id)
   where g.org_id = $1 and g.month = d.month and g.subject_id = d.subject_id`,
)
type Dropped = { readonly month: string; readonly subject: string }
export const dropTargetsBound = (orgId: string, rows: readonly Dropped[]): Bound =>
  dropThem(
    orgId,
    rows.map(row => row.month),
    rows.map(row => row.subject),
  )
