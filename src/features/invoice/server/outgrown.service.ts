// What a changed order does to requests that have not gone out.
import { dueValueOf, type HeldOrder } from '#features/order/server/progress.service.ts'
import type { Db } from '#kernel/db.ts'
import { sub, sum } from '#kernel/money.ts'
import { outgrown } from '../outgrown.rules.ts'
import { selectAsking } from './outgrown.sql.ts'

type Standing = Pick<HeldOrder, 'row' | 'lines'>
export type Outgrown = { readonly id: string; readonly number: string }

/** Those that the order as it will be does not cover any more; newest first. */
export async function outgrownRequests(db: Db, before: Standing, after: Standing): Promise<Outgrown[]> {
  const asked = await selectAsking(db, before.row.id)
  if (asked.length === 0) return []
  const billed = sum(after.lines.map(line => sub(line.invoicedAmount, line.creditedAmount)))
  const advanceRoom = sub(dueValueOf(after), sum([after.row.advanceInvoiced, billed]))
  const { billBasis: basis, currency } = after.row
  return outgrown(asked, { before: before.lines, after: after.lines, basis, currency, advanceRoom })
}
