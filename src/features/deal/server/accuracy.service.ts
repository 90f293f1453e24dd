// Forecasts kept at the beginning of every week and month, and how near they came to what was won.
import { type Actor, can } from '#kernel/access.ts'
import { addDays, addMonths, dayRange, endOfMonth, startOfMonth, today, weekday } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { add } from '#kernel/money.ts'
import type { AccuracyQuery, AccuracyReply, Compared } from '../accuracy.schema.ts'
import { mustSee, spanOf, withAbove } from './forecast.service.ts'
import { selectCells, selectDepartments, selectPeople } from './forecast.sql.ts'
import { hasSnapshotSince, keepSnapshotBound, selectDays, selectSaid, selectZone } from './snapshot.sql.ts'

/** Months that a snapshot looks ahead. */
const horizon = 5

/** For the job: once since Monday and once since the first of the month, by the organisation's own day; late rather than never. */
export async function snapshotForecasts(tx: Tx): Promise<number> {
  const zone = await selectZone(tx)
  if (!zone) return 0
  const day = today(tx.database.clock, zone)
  const month = startOfMonth(day)
  const monday = addDays(day, 1 - weekday(day))
  const [since = day] = [monday, month].toSorted().reverse()
  if (await hasSnapshotSince(tx, since)) return 0
  const to = endOfMonth(addMonths(month, horizon))
  const span = {
    from: month,
    to,
    start: dayRange(month, zone).start.toISOString(),
    end: dayRange(day, zone).end.toISOString(),
    now: month,
  }
  tx.write(keepSnapshotBound(tx.orgId, day, span, tx.now))
  return 0
}

export async function accuracyOver(
  db: Db,
  actor: Actor,
  { ahead = 0, ...query }: AccuracyQuery,
): Promise<AccuracyReply> {
  mustSee(actor)
  const span = spanOf(db, actor, query)
  const days = await selectDays(db, { from: span.from, to: span.to, ahead })
  const [said, cells, all] = await Promise.all([
    selectSaid(db, actor, days),
    selectCells(db, actor, span),
    selectDepartments(db),
  ])
  const found = new Map<string, Compared>()
  for (const one of said) found.set(`${one.month} ${one.userId}`, { ...one, actual: '0' })
  const dayOf = new Map(days.map(one => [one.month, one.onDay]))
  for (const { month, ownerId: userId, deptId, won } of cells) {
    if (!userId || Number(won) === 0 || !can(actor, 'deal.forecast', { ownerId: userId, deptId })) continue
    const key = `${month} ${userId}`
    // of somebody who had nothing in it, the forecast of a month that was kept said nothing
    const old = found.get(key) ?? { ...nothing, month, userId, deptId, onDay: dayOf.get(month) ?? null }
    found.set(key, { ...old, actual: add(old.actual, won) })
  }
  const compared = [...found.values()]
  const people = await selectPeople(db, [...new Set(compared.map(one => one.userId))])
  const named = compared.map(one => one.deptId).filter(id => id !== null)
  return { from: span.from, to: span.to, ahead, cells: compared, people, departments: withAbove(all, named) }
}

const nothing = { commit: '0', best: '0', weighted: '0', actual: '0' }
