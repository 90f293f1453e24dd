// How one record stands to the pools: what may be done, and when a rule takes it.
import { getCustomer } from '#features/customer/server/customer.service.ts'
import { getLead } from '#features/lead/server/lead.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays, dayOf } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { movesFrom } from '#kernel/flow.ts'
import { type PoolMove, poolFlow } from '../pool.flow.ts'
import type { PoolEntity, Standing } from '../pool.schema.ts'
import { dueOf, homeOf } from './due.service.ts'
import { factsFor, mayIn, type Seen } from './facts.service.ts'
import { selectHome } from './pool.sql.ts'

/** A lead is assigned and returned by its own move bar. */
const byLead: ReadonlySet<PoolMove> = new Set(['transfer'])
const farAhead = 3650

export async function poolStanding(db: Db, actor: Actor, entity: PoolEntity, id: string): Promise<Standing> {
  const [record, home] = await Promise.all([
    entity === 'lead' ? getLead(db, actor, id) : getCustomer(db, actor, id),
    selectHome(db, entity, id),
  ])
  const { ownerId, deptId, poolId, poolLocked, pooledAt } = record
  const closed = entity === 'lead' && !['unassigned', 'assigned', 'following'].includes(record.state)
  const state = closed ? 'closed' : poolId ? 'pooled' : !ownerId ? 'loose' : poolLocked ? 'locked' : 'owned'
  const level = 'level' in record ? record.level : null
  const subject = {
    customerId: entity === 'customer' ? id : null,
    company: 'company' in record ? record.company : null,
    productLine: 'productLine' in record ? record.productLine : null,
  }
  const { name } = record
  const seen: Seen = { id, name, entity, state, ownerId, deptId, poolId, homePoolId: home, level, subject }
  const pool = await homeOf(db, entity, seen)
  const me = { id: actor.userId, name: actor.name, deptId: actor.deptId, active: true }
  // whether there is room is asked for oneself; of whom it is given to, when it is
  const facts = await factsFor(db, actor, seen, { ...(poolId && { to: me, takes: true }), target: pool?.id ?? null })
  const day = addDays(dayOf(new Date(db.now), actor.org.zone), farAhead)
  const look = { day, zone: actor.org.zone, limit: 1, ids: [id] }
  const due = pool && state === 'owned' ? await nextDue(db, pool, look) : undefined
  const offers = movesFrom(poolFlow, facts, mayIn(actor, seen))
  const clean = offers.map(offer =>
    offer.move === 'assign' ? { ...offer, ...assignable(facts, offer.ok || offer.reasons.length > 0) } : offer,
  )
  return {
    state,
    pool: pool ? { id: pool.id, name: pool.name } : null,
    since: pooledAt,
    dueOn: due?.dueOn ?? null,
    rule: due?.rule ?? null,
    offers: pool ? clean.filter(offer => entity !== 'lead' || !byLead.has(offer.move)) : [],
  }
}

/** Of an assignment only who may do it at all: the rest is asked of whom it is given to. */
const assignable = ({ runs }: { readonly runs: boolean }, _asked: boolean) => ({
  ok: runs,
  reasons: runs ? [] : [{ key: 'pool.runsNot' }],
})

async function nextDue(
  db: Db,
  pool: Parameters<typeof dueOf>[1],
  look: Parameters<typeof dueOf>[3],
): Promise<{ readonly dueOn: string; readonly rule: Standing['rule'] } | undefined> {
  const all = await Promise.all(pool.rules.map(rule => dueOf(db, pool, [rule], look)))
  return all.flat().sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]
}
