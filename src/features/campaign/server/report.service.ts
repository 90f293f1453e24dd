import type { Actor } from '#kernel/access.ts'
import { dayRange } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { roundMoney } from '#kernel/money.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { ratiosOf } from '../campaign.rules.ts'
import type { Report, ReportQuery } from '../campaign.schema.ts'
import { selectReport } from './report.sql.ts'

/** Over days of the organisation's zone; of leads and deals those that the reader may see. */
export async function reportOf(db: Db, actor: Actor, query: ReportQuery): Promise<Report> {
  const { from, to } = query
  if (to < from) throw new Refusal(reason('assignment.spanBackwards', 'to'))
  const { zone, currency } = actor.org
  const within = { start: dayRange(from, zone).start.toISOString(), end: dayRange(to, zone).end.toISOString() }
  const rows = await selectReport(db, actor, { ...query, ...within })
  const items = rows.map(row => {
    const sums = { amount: roundMoney(row.amount, currency), cost: roundMoney(row.cost, currency) }
    return { ...row, ...sums, ...ratiosOf({ ...row, ...sums }, currency) }
  })
  return { ...query, currency, items }
}
