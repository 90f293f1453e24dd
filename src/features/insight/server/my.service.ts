// One's own numbers of this month and this quarter: each asked of the list that it opens, so the two cannot differ.
import type { Actor } from '#kernel/access.ts'
import { addMonths, startOfMonth, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { canonical } from '#kernel/money.ts'
import { registered } from '#meta/registry.ts'
import type { Mine } from '../team.api.ts'
import { mineFilters, type Period } from '../team.rules.ts'
import { selectTargets } from './team.sql.ts'

export async function readMine(db: Db, actor: Actor): Promise<{ month: Mine; quarter: Mine; currency: string }> {
  const first = startOfMonth(today(db.database.clock, actor.org.zone))
  const quarter = addMonths(first, -((Number(first.slice(5, 7)) - 1) % 3))
  const months = [0, 1, 2].map(more => addMonths(quarter, more))
  const [ofMonth, ofQuarter] = await Promise.all([
    readPeriod(db, actor, { period: 'thisMonth', from: first, months: [first] }),
    readPeriod(db, actor, { period: 'thisQuarter', from: quarter, months }),
  ])
  return { month: ofMonth, quarter: ofQuarter, currency: actor.org.currency }
}

type Asked = { readonly period: Period; readonly from: string; readonly months: readonly string[] }
async function readPeriod(db: Db, actor: Actor, { period, from, months }: Asked): Promise<Mine> {
  const [won, pipeline, followups, newCustomers, [target]] = await Promise.all([
    summed(db, actor, 'deal', mineFilters.won(period)),
    summed(db, actor, 'deal', mineFilters.pipeline(period)),
    counted(db, actor, 'followup', mineFilters.followups(period)),
    counted(db, actor, 'customer', mineFilters.newCustomers(period)),
    selectTargets(db, [actor.userId], months),
  ])
  return { from, won, pipeline, followups, newCustomers, target: target?.amount ?? null }
}

type List = { readonly entity: string; readonly all: readonly object[]; readonly sum?: string }
async function summaryOf(db: Db, actor: Actor, { entity, all, sum }: List) {
  const summary = registered(entity)?.verbs.summary
  if (!summary) throw new Error(`${entity} has no summary`)
  return summary(db, actor, { filter: JSON.stringify({ all }), ...(sum && { sum }) })
}
const counted = async (db: Db, actor: Actor, entity: string, all: readonly object[]): Promise<number> =>
  (await summaryOf(db, actor, { entity, all })).count
const summed = async (db: Db, actor: Actor, entity: string, all: readonly object[]): Promise<string> =>
  canonical((await summaryOf(db, actor, { entity, all, sum: 'amount' })).sums.amount ?? '0')
