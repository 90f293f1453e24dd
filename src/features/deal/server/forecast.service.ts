// The forecast over a span of months: deals the actor may read, targets the actor may see.
import type { Actor } from '#kernel/access.ts'
import { addMonths, dayRange, endOfMonth, startOfMonth, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { fieldOf } from '#meta/entity.ts'
import { sees } from '#meta/server/reader.ts'
import { dealEntity } from '../deal.entity.ts'
import type { Dept, ForecastQuery, ForecastReply } from '../forecast.schema.ts'
import {
  type Span,
  selectBuckets,
  selectCells,
  selectDepartments,
  selectPeople,
  selectTargets,
} from './forecast.sql.ts'

const most = 24
const made = ['amount', 'expectedClose', 'wonAt', 'forecastAs', 'ownerId'] as const

export async function forecastOf(db: Db, actor: Actor, query: ForecastQuery): Promise<ForecastReply> {
  mustSee(actor)
  const span = spanOf(db, actor, query)
  const [cells, buckets, targets, all] = await Promise.all([
    selectCells(db, actor, span),
    selectBuckets(db, actor, span),
    selectTargets(db, actor, 'deal.forecast', span),
    selectDepartments(db),
  ])
  const ids = new Set([...cells.map(one => one.ownerId), ...targets.map(one => one.userId)].filter(id => id !== null))
  const people = await selectPeople(db, [...ids])
  const named = [...cells, ...targets, ...people].map(one => one.deptId).filter(id => id !== null)
  return { from: span.from, to: span.to, cells, targets, people, departments: withAbove(all, named), ...buckets }
}

/** Sums would tell what a role does not see of a deal. */
export function mustSee(actor: Actor): void {
  const isSeen = sees(actor, 'deal')
  const isOpen = made.every(key => {
    const field = fieldOf(dealEntity, key)
    return field !== undefined && isSeen(field)
  })
  if (!isOpen) throw new Refusal(reason('forecast.hidden'), 'forbidden')
}

export function spanOf(db: Db, actor: Actor, query: Pick<ForecastQuery, 'from' | 'to'>): Span {
  const { zone } = actor.org
  const from = startOfMonth(query.from)
  const to = endOfMonth(query.to)
  if (to < from) throw new Refusal(reason('forecast.backwards', 'to'))
  if (to > endOfMonth(addMonths(from, most - 1))) throw new Refusal(reason('forecast.tooLong', 'to', { most }))
  return {
    from,
    to,
    start: dayRange(from, zone).start.toISOString(),
    end: dayRange(to, zone).end.toISOString(),
    now: startOfMonth(today(db.database.clock, zone)),
  }
}

/** The departments that are named, and all above them. */
export function withAbove(all: readonly Dept[], named: readonly string[]): Dept[] {
  const found = new Set<string>()
  for (const start of named)
    for (let id: string | null = start; id !== null && !found.has(id); id = parentOf(all, id)) found.add(id)
  return all.filter(one => found.has(one.id)).map(({ id, name, parentId }) => ({ id, name, parentId }))
}

const parentOf = (all: readonly Dept[], id: string): string | null => all.find(one => one.id === id)?.parentId ?? null
