// What the flow's guards look at: the record under its lock, the pool, and how much room its taker has.
import { getCustomer } from '#features/customer/server/customer.service.ts'
import type { CustomerRow } from '#features/customer/server/customer.table.ts'
import {
  countCustomersHeld,
  giveCustomer,
  lockCustomerFromRules,
  lockCustomers,
  putCustomerInPool,
} from '#features/customer/server/pooled.service.ts'
import { getLead } from '#features/lead/server/lead.service.ts'
import type { LeadRow } from '#features/lead/server/lead.table.ts'
import {
  countLeadsHeld,
  giveLeadFromPool,
  lockLeadFromRules,
  lockLeads,
  putLeadInPool,
} from '#features/lead/server/pooled.service.ts'
import { givingProblem, type Holding, registeredFor } from '#features/registration/server/guard.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { dayOf, dayRange } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Can } from '#kernel/flow.ts'
import { missing } from '#kernel/refusal.ts'
import { coolUntilOf, type PoolFacts, type PoolState, type Room } from '../pool.rules.ts'
import type { PoolEntity } from '../pool.schema.ts'
import { countClaims, selectLastLeft, selectMemberships, selectPools, type TakerRow } from './pool.sql.ts'
import type { PoolRow } from './pool.table.ts'

type Words = Readonly<Record<string, unknown>>
type Give = { readonly by: Actor; readonly to: TakerRow; readonly kind: string; readonly words?: Words }
type Put = { readonly by: Actor; readonly pool: PoolRow; readonly kind: string; readonly words?: Words }

/** What a registration is asked for; a customer is of no line. */
type Subject = {
  readonly customerId: string | null
  readonly company: string | null
  readonly productLine: string | null
}
/** What a pool looks at in a record of either kind. */
export type Seen = {
  readonly id: string
  readonly name: string
  readonly entity: PoolEntity
  readonly state: PoolState
  readonly ownerId: string | null
  readonly deptId: string | null
  readonly poolId: string | null
  readonly homePoolId: string | null
  readonly level: string | null
  readonly subject: Subject
}
/** The record under its lock, with what can be done to it. */
export type Held = Seen & {
  give(input: Give): void
  put(input: Put): void
  lock(input: { readonly by: Actor; readonly locked: boolean }): void
}

type Row = Pick<CustomerRow, 'id' | 'name' | 'ownerId' | 'deptId' | 'poolId' | 'homePoolId' | 'poolLocked'>
const seenOf = (row: Row, entity: PoolEntity, ...[level, subject]: readonly [string | null, Subject]): Seen => ({
  id: row.id,
  name: row.name,
  entity,
  state: row.poolId ? 'pooled' : !row.ownerId ? 'loose' : row.poolLocked ? 'locked' : 'owned',
  ownerId: row.ownerId,
  deptId: row.deptId,
  poolId: row.poolId,
  homePoolId: row.homePoolId,
  level,
  subject,
})

/** Out of reach is not there; what others took a moment ago is. */
export async function holdRecord(
  tx: Tx,
  actor: Actor,
  { entity, id }: { readonly entity: PoolEntity; readonly id: string },
): Promise<Held> {
  if (entity === 'lead') {
    const [row] = await lockLeads(tx, [id])
    if (!row) throw missing('lead')
    await mustSee(tx, actor, entity, row)
    return leadHeld(tx, row)
  }
  const [row] = await lockCustomers(tx, [id])
  if (!row) throw missing('customer')
  await mustSee(tx, actor, entity, row)
  return customerHeld(tx, row)
}

async function mustSee(tx: Tx, actor: Actor, entity: PoolEntity, row: Row): Promise<void> {
  if (can(actor, `${entity}.read`, row)) return
  if (row.homePoolId && actor.poolIds.includes(row.homePoolId) && !row.poolId) return
  await (entity === 'lead' ? getLead : getCustomer)(tx, actor, row.id)
}

const leadHeld = (tx: Tx, row: LeadRow): Held => ({
  ...seenOf(row, 'lead', null, { customerId: null, company: row.company, productLine: row.productLine }),
  ...(row.state === 'unassigned' || row.state === 'assigned' || row.state === 'following' ? {} : { state: 'closed' }),
  give: ({ by, ...rest }) => void giveLeadFromPool(tx, by, row, rest),
  put: ({ by, pool, ...rest }) => void putLeadInPool(tx, by, row, { poolId: pool.id, ...rest }),
  lock: ({ by, locked }) => void lockLeadFromRules(tx, by, row, locked),
})

const customerHeld = (tx: Tx, row: CustomerRow): Held => ({
  ...seenOf(row, 'customer', row.level, { customerId: row.id, company: null, productLine: null }),
  give: ({ by, ...rest }) => void giveCustomer(tx, by, row, rest),
  put: ({ by, pool, ...rest }) => void putCustomerInPool(tx, by, row, { poolId: pool.id, ...rest }),
  lock: ({ by, locked }) => void lockCustomerFromRules(tx, by, row, locked),
})

/** A transfer is judged by the entity's own right to give away. */
export const mayIn =
  (actor: Actor, seen: Seen): Can =>
  permission => {
    if (permission === 'pool.transfer') return can(actor, `${seen.entity}.assign`, seen)
    return can(actor, permission, seen)
  }

type Asked = { readonly to?: TakerRow; readonly takes?: boolean; readonly target?: string | null }

export async function factsFor(
  db: Db,
  actor: Actor,
  seen: Seen,
  { to, takes, target = null }: Asked,
): Promise<PoolFacts & { readonly holdings: readonly Holding[] }> {
  const [pools, memberships] = await Promise.all([selectPools(db), selectMemberships(db)])
  const pool = pools.find(one => one.id === (seen.poolId ?? seen.homePoolId))
  const member = (userId: string) => memberships.find(one => one.poolId === pool?.id && one.userId === userId)
  const [room, claimedToday, coolUntil, [holdings = []]] = await Promise.all([
    takes && to ? roomOf(db, seen, pool, to.id) : noRoom,
    takes && to && pool ? countClaims(db, to.id, pool.id, startOfToday(db, actor)) : 0,
    takes && to && pool ? coolingOf(db, actor, seen, { pool, userId: to.id }) : null,
    takes && to ? registeredFor(db, actor, [seen.subject]) : [],
  ])
  return {
    state: seen.state,
    ownerId: seen.ownerId,
    isMember: member(actor.userId) !== undefined,
    runs: member(actor.userId)?.admin === true || 'pool.edit' in actor.grants,
    claimedToday,
    dailyCap: pool?.dailyCap ?? null,
    coolUntil,
    room,
    holdings,
    registered: to && givingProblem(actor.org, { ownerId: to.id, productLine: seen.subject.productLine }, holdings),
    to: to && { id: to.id, active: to.active, isMember: member(to.id) !== undefined },
    target,
  }
}

const noRoom: Room = { held: 0, holdingCap: null, level: null, heldOfLevel: 0, levelCap: null }

async function roomOf(db: Db, { entity, level }: Seen, pool: PoolRow | undefined, userId: string): Promise<Room> {
  const caps = pool?.levelCaps ?? {}
  const levelCap = (level === 'A' || level === 'B' || level === 'C' ? caps[level] : null) ?? null
  if (entity === 'lead')
    return { ...noRoom, held: await countLeadsHeld(db, userId), holdingCap: pool?.holdingCap ?? null }
  const held = await countCustomersHeld(db, userId, level)
  return { held: held.count, holdingCap: pool?.holdingCap ?? null, level, heldOfLevel: held.ofLevel, levelCap }
}

const startOfToday = ({ now }: Db, { org }: Actor): string =>
  dayRange(dayOf(new Date(now), org.zone), org.zone).start.toISOString()

async function coolingOf(
  db: Db,
  { org }: Actor,
  { id }: Seen,
  { pool, userId }: { readonly pool: PoolRow; readonly userId: string },
): Promise<string | null> {
  if (pool.cooldownDays === 0) return null
  const left = await selectLastLeft(db, id, userId)
  const day = left && dayOf(new Date(left), org.zone)
  return coolUntilOf(day, dayOf(new Date(db.now), org.zone), pool.cooldownDays)
}
