// Won and lost in a span of days, cut one way.
import type { Actor } from '#kernel/access.ts'
import { dayRange } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { fieldOf } from '#meta/entity.ts'
import { sees } from '#meta/server/reader.ts'
import { dealEntity } from '../deal.entity.ts'
import type { Counted, OutcomeQuery, OutcomeRow, Outcomes } from '../part.schema.ts'
import { type Ended, selectEnded } from './outcome.sql.ts'

const made = ['amount', 'closedAt', 'lostReason', 'ownerId'] as const
const nothing: Counted = { count: 0, amount: '0', unpriced: 0 }

export async function readOutcomes(db: Db, actor: Actor, { from, to, by }: OutcomeQuery): Promise<Outcomes> {
  const isSeen = sees(actor, 'deal')
  const isOpen = made.every(key => {
    const field = fieldOf(dealEntity, key)
    return field !== undefined && isSeen(field)
  })
  if (!isOpen) throw new Refusal(reason('forecast.hidden'), 'forbidden')
  if (to < from) throw new Refusal(reason('forecast.backwards', 'to'))
  const { zone } = actor.org
  const span = { start: dayRange(from, zone).start.toISOString(), end: dayRange(to, zone).end.toISOString() }
  const [rows, all] = await Promise.all([selectEnded(db, actor, span, by), selectEnded(db, actor, span)])
  const keys = [...new Set(rows.map(row => row.key))]
  const items = keys.map((key): OutcomeRow => {
    const own = rows.filter(row => row.key === key)
    return { key, name: own[0]?.name ?? null, ...pairOf(own) }
  })
  return {
    items: by === 'month' ? items.toSorted((a, b) => (a.key ?? '').localeCompare(b.key ?? '')) : items,
    ...pairOf(all),
  }
}

function pairOf(rows: readonly Ended[]): { won: Counted; lost: Counted } {
  const of = (state: 'won' | 'lost'): Counted => {
    const found = rows.find(row => row.state === state)
    return found ? { count: found.count, amount: found.amount, unpriced: found.unpriced } : nothing
  }
  return { won: of('won'), lost: of('lost') }
}
