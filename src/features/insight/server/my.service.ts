// One's own numbers of this month and this quarter: each asked of the list that it opens, so the two cannot differ.
// Whoever sells nothing and leads others sees what these did.
import { type Actor, can } from '#kernel/access.ts'
import { calendarOf, isWorkday } from '#kernel/calendar.ts'
import { addMonths, dayRange, endOfMonth, startOfMonth, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { canonical, sum } from '#kernel/money.ts'
import { showsFigure } from '#meta/figure.ts'
import { registered } from '#meta/registry.ts'
import type { Mine, MyNumbers } from '../team.api.ts'
import { type Days, daysOf, mineFilters, type Period, paceOf, type Whose } from '../team.rules.ts'
import { selectPeople, selectSells, selectTargets } from './team.sql.ts'

export async function readMine(db: Db, actor: Actor): Promise<MyNumbers> {
  const mine = { whose: 'mine', people: [actor.userId] } as const
  if (!can(actor, 'insight.team') || (await sellsNow(db, actor))) return readBoth(db, actor, mine)
  const people = (await selectPeople(db, actor, null)).map(one => one.id)
  return readBoth(db, actor, { whose: 'team', people })
}

/** Asked first, by one small statement: reading all of one's own lists only to find them empty took as long again. */
function sellsNow(db: Db, actor: Actor): Promise<boolean> {
  const from = quarterOf(today(db.database.clock, actor.org.zone))
  const to = addMonths(from, 3)
  const [start, end] = [from, to].map(day => dayRange(day, actor.org.zone).start.toISOString())
  return selectSells(db, actor.userId, { from, to, start: start ?? '', end: end ?? '' })
}

const quarterOf = (day: string): string => {
  const first = startOfMonth(day)
  return addMonths(first, -((Number(first.slice(5, 7)) - 1) % 3))
}

type Group = { readonly whose: Whose; readonly people: readonly string[] }
async function readBoth(db: Db, actor: Actor, group: Group): Promise<MyNumbers> {
  const now = today(db.database.clock, actor.org.zone)
  const first = startOfMonth(now)
  const begun = quarterOf(now)
  const months = [0, 1, 2].map(more => addMonths(begun, more))
  const [month, quarter] = await Promise.all([
    readPeriod(db, actor, { ...group, period: 'thisMonth', from: first, months: [first] }),
    readPeriod(db, actor, { ...group, period: 'thisQuarter', from: begun, months }),
  ])
  const days = workdaysOf(actor, now)
  const { currency } = actor.org
  return {
    whose: group.whose,
    month,
    quarter,
    currency,
    left: days.left,
    pace: month.won === null ? null : paceOf(month.won, days, currency),
  }
}

function workdaysOf({ org }: Actor, now: string): Days {
  const calendar = calendarOf(org)
  const work = daysOf(startOfMonth(now), endOfMonth(now)).filter(day => isWorkday(day, calendar))
  return { total: work.length, left: work.filter(day => day > now).length }
}

type Asked = Group & { readonly period: Period; readonly from: string; readonly months: readonly string[] }
async function readPeriod(db: Db, actor: Actor, { whose, people, period, from, months }: Asked): Promise<Mine> {
  const [won, received, pipeline, followups, newCustomers, targets] = await Promise.all([
    summed(db, actor, 'deal', mineFilters.won(period, whose)),
    summed(db, actor, 'receipt', mineFilters.received(period, whose)),
    summed(db, actor, 'deal', mineFilters.pipeline(period, whose)),
    counted(db, actor, 'followup', mineFilters.followups(period, whose)),
    counted(db, actor, 'customer', mineFilters.newCustomers(period, whose)),
    selectTargets(db, people, months),
  ])
  const target = targets.length > 0 ? sum(targets.map(one => one.amount)) : null
  return { from, won, received, pipeline, followups, newCustomers, target }
}

type List = { readonly entity: string; readonly all: readonly object[]; readonly sum?: string }
async function summaryOf(db: Db, actor: Actor, { entity, all, sum: field }: List) {
  const summary = registered(entity)?.verbs.summary
  if (!summary) throw new Error(`${entity} has no summary`)
  return summary(db, actor, { filter: JSON.stringify({ all }), ...(field && { sum: field }) })
}
const counted = async (db: Db, actor: Actor, entity: string, all: readonly object[]): Promise<number> =>
  (await summaryOf(db, actor, { entity, all })).count
const summed = async (db: Db, actor: Actor, entity: string, all: readonly object[]): Promise<string | null> =>
  can(actor, `${entity}.read`) && showsFigure(actor, entity)
    ? canonical((await summaryOf(db, actor, { entity, all, sum: 'amount' })).sums.amount ?? '0')
    : null
