// Where a customer stands in its group while a credit limit is shared through it.
import type { Db } from '#kernel/db.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { selectCreditRows, selectSharersBelow } from './credit.sql.ts'

/** Why a customer may not stand elsewhere in its group, or go: a limit is shared through it. */
export async function limitProblems(db: Db, ids: readonly string[], path?: string): Promise<Reason[]> {
  const [rows, below] = await Promise.all([selectCreditRows(db, ids), selectSharersBelow(db, ids)])
  if (below.length > 0) return [reason('customer.sharesLimit', path, { names: below.join(', ') })]
  return rows.some(one => one.shared) ? [reason('customer.othersShare', path)] : []
}
