// What nobody does by hand: in the night the rules take back, in the days before their owners are warned, and in the
// morning of a workday the members hear what waits. The rows say what was done, so that several processes do it once.
import { lockCustomers, putCustomerInPool } from '#features/customer/server/pooled.service.ts'
import { lockLeads, putLeadInPool } from '#features/lead/server/pooled.service.ts'
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { DigestPart } from '#features/notice/server/nudge.service.ts'
import { calendarOf, isWorkday } from '#kernel/calendar.ts'
import { addDays, type Day, dayOf, dayRange, timeOf } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { newId } from '#kernel/ids.ts'
import { render } from '#kernel/text.ts'
import type { Due, PoolRule } from '../pool.schema.ts'
import { poolPageText } from '../poolPage.text.ts'
import { dueOf } from './due.service.ts'
import {
  lockPoolsToTell,
  lockPoolToRun,
  type OrgFacts,
  ranBound,
  selectMemberships,
  selectOrg,
  selectWaiting,
  toldBound,
} from './pool.sql.ts'
import { type PoolRow, poolMoves } from './pool.table.ts'

const nobody: Doer = { userId: null, via: 'job' }
const nightFrom = '01:00'
const digestFrom = '08:30'

type Night = { readonly org: OrgFacts; readonly day: Day }

/** One pool a call; as many as the limit means that more may be due. */
export async function recyclePools(tx: Tx, limit: number): Promise<number> {
  const org = await selectOrg(tx)
  const now = new Date(tx.now)
  if (timeOf(now, org.zone) < nightFrom) return 0
  const day = dayOf(now, org.zone)
  const pool = await lockPoolToRun(tx, day)
  if (!pool) return 0
  const taken = await recycleDue(tx, pool, { org, day }, limit)
  if (taken >= limit) return limit
  await warnDue(tx, pool, { org, day })
  tx.write(ranBound(tx.orgId, pool.id, day))
  return limit
}

/** Locked, then asked again: whoever was called a minute ago stays. */
async function recycleDue(tx: Tx, pool: PoolRow, { org, day }: Night, limit: number): Promise<number> {
  const { zone, lang } = org
  const found = await dueOf(tx, pool, pool.rules, { day, zone, limit })
  if (found.length === 0) return 0
  const ids = found.map(one => one.id)
  const put = await putting(tx, pool, ids)
  const still = await dueOf(tx, pool, pool.rules, { day, zone, limit, ids })
  for (const due of still) {
    const words = { reason: wordsOf(due, lang), pool: pool.name, days: due.days }
    put(due.id, words)
    tx.write(poolMoves.insert(tx.orgId, [rowOf(tx, pool, due)]))
  }
  return found.length
}

type Put = (id: string, words: Readonly<Record<string, unknown>>) => void

async function putting(tx: Tx, pool: PoolRow, ids: readonly string[]): Promise<Put> {
  const told = { poolId: pool.id, kind: 'recycled' }
  if (pool.entity === 'lead') {
    const rows = new Map((await lockLeads(tx, ids)).map(row => [row.id, row]))
    return (id, words) => {
      const row = rows.get(id)
      if (row) putLeadInPool(tx, nobody, row, { ...told, words })
    }
  }
  const rows = new Map((await lockCustomers(tx, ids)).map(row => [row.id, row]))
  return (id, words) => {
    const row = rows.get(id)
    if (row) putCustomerInPool(tx, nobody, row, { ...told, words })
  }
}

const rowOf = (tx: Tx, pool: PoolRow, { id, ownerId, rule, since, days, level }: Due) => ({
  id: newId(),
  poolId: pool.id,
  entity: pool.entity,
  recordId: id,
  kind: 'recycle',
  userId: ownerId,
  byId: null,
  rule,
  facts: { since, days, level },
  at: tx.now,
})

const ruleText = {
  noFollowup: poolPageText['pool.took.noFollowup'],
  noDeal: poolPageText['pool.took.noDeal'],
  contractEnd: poolPageText['pool.took.contractEnd'],
} satisfies Record<PoolRule['kind'], unknown>

const wordsOf = ({ days, rule }: Pick<Due, 'days' | 'rule'>, lang: OrgFacts['lang']): string =>
  render(ruleText[rule.kind], lang, { days, limit: rule.days })

const mostWarned = 2000

/** Each owner once for a record and the day on which it goes. */
async function warnDue(tx: Tx, pool: PoolRow, { org, day }: Night): Promise<void> {
  if (pool.warnDays === 0) return
  const look = { day: addDays(day, pool.warnDays), zone: org.zone, limit: mostWarned }
  for (const { id, title, ownerId, dueOn } of await dueOf(tx, pool, pool.rules, look))
    notifyAll(tx, {
      userIds: [ownerId],
      kind: 'poolSoon',
      values: { name: title, pool: pool.name, date: dueOn },
      entity: pool.entity,
      recordId: id,
      key: `pool:soon:${id}:${dueOn}`,
    })
}

/** Of the morning's digest: what each member may take. */
export const poolDigest: DigestPart = {
  key: 'pool',
  count: async (db, { day, zone }) => {
    const members = await selectMemberships(db)
    const since = dayRange(addDays(day, -1), zone).start.toISOString()
    const waiting = await selectWaiting(db, [...new Set(members.map(one => one.poolId))], since)
    const counts = new Map(waiting.map(one => [one.id, one.count]))
    return members.map(({ userId, poolId }) => ({ userId, count: counts.get(poolId) ?? 0 }))
  },
}

/** On workdays from half past eight on: what waits, and what came since the day before. */
export async function tellPools(tx: Tx, limit: number): Promise<number> {
  const org = await selectOrg(tx)
  const now = new Date(tx.now)
  const day = dayOf(now, org.zone)
  if (timeOf(now, org.zone) < digestFrom || !isWorkday(day, calendarOf(org))) return 0
  const pools = await lockPoolsToTell(tx, day, limit)
  if (pools.length === 0) return 0
  const ids = pools.map(pool => pool.id)
  const yesterday = dayRange(addDays(day, -1), org.zone).start.toISOString()
  const [waiting, members] = await Promise.all([selectWaiting(tx, ids, yesterday), selectMemberships(tx)])
  for (const pool of pools) {
    const { count = 0, fresh = 0 } = waiting.find(one => one.id === pool.id) ?? {}
    if (count === 0) continue
    notifyAll(tx, {
      userIds: members.filter(one => one.poolId === pool.id).map(one => one.userId),
      kind: 'poolDigest',
      values: { pool: pool.name, count, fresh },
      entity: 'pool',
      recordId: pool.id,
      key: `pool:digest:${pool.id}:${day}`,
    })
  }
  tx.write(toldBound(tx.orgId, ids, day))
  return pools.length
}
