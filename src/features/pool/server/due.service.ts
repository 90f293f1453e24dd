// What the rules of a pool take on a day: the night's run, the warning before it and the simulator ask the same here.
import type { Actor } from '#kernel/access.ts'
import { addDays, type Day, dayOf, dayRange, daysBetween } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { resolveEntity } from '#meta/entity.ts'
import { selectCustomFields } from '#meta/server/fieldsSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { sourceOf } from '#meta/server/sources.ts'
import { dueOn } from '../pool.rules.ts'
import type { Due, PoolEntity, PoolRule, SimulateBody, Simulation } from '../pool.schema.ts'
import { type DueRow, selectDue } from './due.sql.ts'
import { selectMemberships, selectPools } from './pool.sql.ts'
import type { PoolRow } from './pool.table.ts'

export type Look = {
  readonly day: Day
  readonly zone: string
  readonly limit: number
  readonly ids?: readonly string[]
}

/** A record meets the first rule that takes it; the longest silent first. */
export async function dueOf(
  db: Db,
  pool: PoolRow,
  rules: readonly PoolRule[],
  { day, zone, limit, ids }: Look,
): Promise<Due[]> {
  const [source, owners] = await Promise.all([sourceFor(db, pool.entity), homesIn(db, pool)])
  const found = await Promise.all(
    rules.map(async rule => {
      const before = dayRange(addDays(day, 1 - rule.days), zone).start.toISOString()
      const rows = await selectDue(db, source, { pool, owners, rule, before, ids, zone, day, limit })
      return rows.map(row => dueFrom(row, rule, { day, zone }))
    }),
  )
  const first = new Map<string, Due>()
  for (const due of found.flat()) if (!first.has(due.id)) first.set(due.id, due)
  return [...first.values()].sort((a, b) => (a.since === b.since ? 0 : a.since < b.since ? -1 : 1)).slice(0, limit)
}

function dueFrom(row: DueRow, rule: PoolRule, { day, zone }: Pick<Look, 'day' | 'zone'>): Due {
  const from = dayOf(new Date(row.since), zone)
  return { ...row, days: daysBetween(from, day), dueOn: dueOn(from, rule), rule }
}

async function sourceFor(db: Db, entity: PoolEntity): Promise<Source> {
  const source = sourceOf(entity)
  const own = (await selectCustomFields(db)).get(entity) ?? []
  return { ...source, entity: resolveEntity(source.entity, own) }
}

/** People whose records without a pool of their own come here: it is the first they belong to. */
async function homesIn(db: Db, pool: Pick<PoolRow, 'id' | 'entity'>): Promise<string[]> {
  const [pools, memberships] = await Promise.all([selectPools(db), selectMemberships(db)])
  const ordered = pools.filter(one => one.entity === pool.entity).map(one => one.id)
  const firstOf = new Map<string, string>()
  for (const id of ordered)
    for (const one of memberships) if (one.poolId === id && !firstOf.has(one.userId)) firstOf.set(one.userId, id)
  return [...firstOf].filter(([, id]) => id === pool.id).map(([userId]) => userId)
}

/** Whose pool a record goes to: where it came from, else the first one its owner belongs to. */
export async function homeOf(
  db: Db,
  entity: PoolEntity,
  { homePoolId, ownerId }: { readonly homePoolId: string | null; readonly ownerId: string | null },
): Promise<PoolRow | undefined> {
  const [pools, memberships] = await Promise.all([selectPools(db), selectMemberships(db)])
  const here = pools.filter(one => one.entity === entity)
  const known = here.find(one => one.id === homePoolId)
  if (known) return known
  const mine = new Set(memberships.filter(one => one.userId === ownerId).map(one => one.poolId))
  return here.find(one => mine.has(one.id)) ?? (ownerId === null && here.length === 1 ? here[0] : undefined)
}

const most = 10_000
const shownAtMost = 500

/** What a run on that day would take, by its very own question. */
export async function simulatePool(db: Db, actor: Actor, id: string, body: SimulateBody): Promise<Simulation> {
  const pool = (await selectPools(db)).find(one => one.id === id)
  if (!pool) throw missing('pool')
  const { zone } = actor.org
  const day = body.date ?? dayOf(new Date(db.now), zone)
  const found = await dueOf(db, pool, body.rules ?? pool.rules, { day, zone, limit: most + 1 })
  const due = found.slice(0, most)
  const people = [...Map.groupBy(due, one => one.ownerId)]
    .map(([userId, some]) => ({ userId, name: some[0]?.ownerName ?? '', count: some.length }))
    .sort((a, b) => b.count - a.count)
  return { date: day, count: due.length, more: found.length > most, people, items: due.slice(0, shownAtMost) }
}
