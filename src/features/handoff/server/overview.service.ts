// The morning's figures: every one asked of the very list that it opens, under the reader's own rights.
import { type Actor, can } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { canonical } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { registered } from '#meta/registry.ts'
import type { Overview } from '../overview.api.ts'
import { type Figure, figuresOf, mayOf, type OverviewGroup } from '../overview.rules.ts'
import { selectFound } from './running.sql.ts'

export async function readOverview(db: Db, actor: Actor, group: OverviewGroup): Promise<Overview> {
  const wanted = figuresOf(actor.roles, group).filter(figure => can(actor, mayOf(figure)))
  const figures = await Promise.all(wanted.map(figure => counted(db, actor, figure)))
  return { figures: figures.flat() }
}

async function counted(db: Db, actor: Actor, figure: Figure): Promise<Overview['figures']> {
  const { key, entity, filter, sum, find } = figure
  if (find) return [{ key, count: (await selectFound(db, actor, find)).count, sum: null }]
  const summary = registered(entity)?.verbs.summary
  if (!summary) return []
  try {
    const { count, sums } = await summary(db, actor, { filter: JSON.stringify(filter), ...(sum && { sum }) })
    return [{ key, count, sum: sum ? canonical(sums[sum] ?? '0') : null }]
  } catch (error) {
    // a field that the organisation hides from this role: then its figure as well
    if (error instanceof Refusal && error.reasons.every(({ key: said }) => said === 'list.badField')) return []
    throw error
  }
}
