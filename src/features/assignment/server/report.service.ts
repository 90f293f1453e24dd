// The distribution of leads over a span of the organisation's days; each figure can be opened as the list it counts.
import type { Actor } from '#kernel/access.ts'
import { dayRange } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import type { Distribution, GivenLead, GivenQuery, Span } from '../assignment.schema.ts'
import { type Figures, selectGiven, selectShares, selectWays, type Within } from './report.sql.ts'

const none: Figures = { given: 0, answered: 0, late: 0, open: 0, median: null, p90: null }
const most = 500

function withinOf(actor: Actor, { from, to }: Span): Within {
  if (to < from) throw new Refusal(reason('assignment.spanBackwards', 'to'))
  const { zone } = actor.org
  return { start: dayRange(from, zone).start.toISOString(), end: dayRange(to, zone).end.toISOString() }
}

export async function distributionOf(db: Db, actor: Actor, span: Span): Promise<Distribution> {
  const within = withinOf(actor, span)
  const [shares, ways] = await Promise.all([selectShares(db, actor, within), selectWays(db, actor, within)])
  const total = shares.find(one => one.userId === null)
  const people = shares.flatMap(({ userId, name, ...figures }) =>
    userId === null
      ? []
      : [
          {
            userId,
            name: name ?? '',
            ...figures,
            ways: ways.filter(one => one.userId === userId).map(({ userId: _, ...way }) => way),
          },
        ],
  )
  const { given, answered, late, open, median, p90 } = total ?? none
  return { ...span, total: { given, answered, late, open, median, p90 }, people }
}

export async function givenWithin(
  db: Db,
  actor: Actor,
  { from, to, ...query }: GivenQuery,
): Promise<{ items: GivenLead[]; more: boolean }> {
  const rows = await selectGiven(db, actor, withinOf(actor, { from, to }), { ...query, limit: most + 1 })
  return { items: rows.slice(0, most), more: rows.length > most }
}
