// The hand-off board: every run from a won deal to a confirmed order, its age on the working clock, and who
// has the ball.
import type { Actor } from '#kernel/access.ts'
import { calendarOf, type WorkCalendar, workMinutesBetween } from '#kernel/calendar.ts'
import type { Db } from '#kernel/db.ts'
import { canonical } from '#kernel/money.ts'
import { clocksOf, median } from '../handoff.rules.ts'
import { type Board, type BoardCard, boardColumns, type Holder } from '../handoff.schema.ts'
import { type CardRow, selectColumn } from './board.sql.ts'

const threeYears = 3 * 365 * 86_400_000
/** Working minutes until now; whatever is older than three years is just very late. */
export function minutesSince(since: string, now: string, calendar: WorkCalendar): number {
  const to = new Date(now)
  const from = new Date(Math.max(Date.parse(since), to.getTime() - threeYears))
  return from > to ? 0 : workMinutesBetween(from, to, calendar)
}

export const holderOf = (actor: Actor, at: Pick<CardRow, 'userId' | 'name' | 'role'>): Holder => ({
  userId: at.userId,
  name: at.name,
  role: at.role,
  me: at.userId === actor.userId || (at.userId === null && actor.roles.some(role => role === at.role)),
})

export async function readBoard(db: Db, actor: Actor): Promise<Board> {
  const clocks = clocksOf(actor.org.settings)
  const calendar = calendarOf(actor.org)
  const found = await Promise.all(boardColumns.map(column => selectColumn(db, actor, column)))
  const columns = boardColumns.map((key, i) => {
    const rows = found[i] ?? []
    const allowed = clocks[key]
    const cards = rows.map(({ baseAmount: _, total: __, sum: ___, userId, name, role, ...row }): BoardCard => {
      const minutes = minutesSince(row.since, db.now, calendar)
      const amount = row.amount === null ? null : canonical(row.amount)
      const holder = holderOf(actor, { userId, name, role })
      return {
        ...row,
        amount,
        key: `${row.entity}:${row.recordId}`,
        column: key,
        minutes,
        allowed,
        late: minutes > allowed,
        holder,
      }
    })
    return {
      key,
      count: rows[0]?.total ?? 0,
      late: cards.filter(card => card.late).length,
      amount: canonical(rows[0]?.sum ?? '0'),
      allowed,
      median: median(cards.map(card => card.minutes)),
      cards: key === 'confirmed' ? cards : cards.toSorted((a, b) => b.minutes / b.allowed - a.minutes / a.allowed),
    }
  })
  return { columns }
}
