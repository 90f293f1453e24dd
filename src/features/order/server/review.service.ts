// What conditions of the review may ask of an order.
import type { FactValues, SubjectFact } from '#features/approval/approval.schema.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { reducedBy } from '#kernel/reduced.ts'
import { missing } from '#kernel/refusal.ts'
import { longestDays } from '#kernel/terms.ts'
import { selectLines } from './line.sql.ts'
import { selectToMove } from './order.sql.ts'

export const orderFacts: readonly SubjectFact[] = [
  { key: 'discountPercent', kind: 'percent', field: 'gross' },
  { key: 'amount', kind: 'money', field: 'gross' },
  { key: 'paymentDays', kind: 'days' },
]

type Told = { readonly values: FactValues; readonly details: readonly []; readonly of: string }

/** Not locked: `of` names the content that was looked at. */
export async function tellOfOrder(db: Db, _actor: Actor, id: string): Promise<Told> {
  const [row, lines] = await Promise.all([selectToMove(db, id), selectLines(db, id)])
  if (!row) throw missing('order')
  const paymentDays = String(longestDays(row.terms))
  const values = { discountPercent: reducedBy(lines), amount: row.baseGross, paymentDays }
  return { values, details: [], of: row.contentHash }
}
