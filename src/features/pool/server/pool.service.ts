// Pools, their rules and their members. What passes through them: `poolMove.service.ts`.

import { userNames } from '#features/people/server/people.service.ts'
import { setPoolsOf } from '#features/people/server/poolOf.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { resolveEntity } from '#meta/entity.ts'
import { readFilter } from '#meta/filter.ts'
import { forgetRecords, selectCustomFields, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { readerOf } from '#meta/server/reader.ts'
import { changes, refuseStale, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { sourceOf } from '#meta/server/sources.ts'
import type { NewPool, Pool, PoolEdit, PoolEntity, PoolMember, PoolMoveEntry, PoolRule } from '../pool.schema.ts'
import {
  clearMembersBound,
  countLying,
  lockPoolRow,
  poolSource,
  selectMembers,
  selectMemberships,
  selectMoves,
  selectPools,
} from './pool.sql.ts'
import { type PoolRow, poolMembers, pools } from './pool.table.ts'

type Read = Omit<Pool, 'isMember' | 'isAdmin'> & { readonly people: Readonly<Record<string, boolean>> }

/** Who is asked for certain fields alone is told nothing of members. */
const mine =
  ({ userId }: Actor) =>
  ({ people, ...pool }: Read): Pool => ({
    ...pool,
    ...(people && { isMember: Object.hasOwn(people, userId), isAdmin: people[userId] === true }),
  })

export async function listPools(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Pool>> {
  const { items, nextCursor } = await listRecords<Read>(db, actor, poolSource, query)
  return { items: items.map(mine(actor)), nextCursor }
}

export const getPool = async (db: Db, actor: Actor, id: string): Promise<Pool> =>
  mine(actor)(await getRecord<Read>(db, actor, poolSource, id))

const backOf = async (tx: Tx, actor: Actor, id: string): Promise<Pool> =>
  mine(actor)(await readBack<Read>(tx, actor, poolSource, id))

export async function createPool(tx: Tx, actor: Actor, { name, entity, ...settings }: NewPool): Promise<Pool> {
  refuseAll(await ruleProblems(tx, actor, entity, settings.rules ?? []))
  const all = await selectPools(tx)
  const id = newId()
  const row: PoolRow = {
    ...usual,
    ...settings,
    id,
    entity,
    name: filled(name, 'name'),
    position: all.length,
    version: 1,
    createdAt: tx.now,
    createdBy: actor.userId,
    updatedAt: tx.now,
    updatedBy: actor.userId,
  }
  tx.write(
    pools.insert(tx.orgId, [row]),
    poolMembers.insert(tx.orgId, [{ poolId: id, userId: actor.userId, admin: true }]),
  )
  writeSearchTerms(tx, 'pool', [{ id, terms: termsOf(row.name, 'name') }], true)
  const memberships = await selectMemberships(tx)
  setPoolsOf(
    tx,
    poolsBy(
      memberships.filter(one => one.userId === actor.userId),
      [actor.userId],
    ),
  )
  tell(tx, { actor, entity: 'pool', recordId: id, kind: 'pool.created', after: { name: row.name }, version: 1 })
  return backOf(tx, actor, id)
}

const usual = {
  rules: [],
  warnDays: 3,
  holdingCap: null,
  levelCaps: {},
  dailyCap: null,
  cooldownDays: 0,
  recycledOn: null,
  digestOn: null,
  archivedAt: null,
} as const

export async function editPool(tx: Tx, actor: Actor, id: string, input: PoolEdit): Promise<Pool> {
  const row = await lockRun(tx, actor, id)
  const { version: _, ...rest } = input
  await refuseStale(tx, 'pool', row, input)
  refuseAll(await ruleProblems(tx, actor, row.entity, rest.rules ?? []))
  const next: PoolRow = {
    ...row,
    ...rest,
    ...(rest.name !== undefined && { name: filled(rest.name, 'name') }),
    ...stampOf(tx, actor, row),
  }
  const { before, after } = changes(row, next)
  if (Object.keys(after).length > 0) {
    tx.write(pools.update(tx.orgId, next))
    writeSearchTerms(tx, 'pool', [{ id, terms: termsOf(next.name, 'name') }])
    tell(tx, { actor, entity: 'pool', recordId: id, kind: 'pool.edited', before, after, version: next.version })
  }
  return backOf(tx, actor, id)
}

const stampOf = (tx: Tx, actor: Actor, { version }: PoolRow) => ({
  version: version + 1,
  updatedAt: tx.now,
  updatedBy: actor.userId,
})

/** Only an empty one: what lies in it would be nobody's. */
export async function archivePool(tx: Tx, actor: Actor, id: string): Promise<Record<never, never>> {
  const row = await lockRun(tx, actor, id)
  const lying = await countLying(tx, id)
  if (lying > 0) throw new Refusal(reason('pool.notEmpty', undefined, { count: lying }), 'conflict')
  const next: PoolRow = { ...row, archivedAt: tx.now, ...stampOf(tx, actor, row) }
  tx.write(pools.update(tx.orgId, next))
  forgetRecords(tx, 'pool', [id])
  await pushMembers(tx, id, [])
  tell(tx, { actor, entity: 'pool', recordId: id, kind: 'pool.archived', version: next.version })
  return {}
}

export async function poolMembersOf(db: Db, actor: Actor, id: string): Promise<{ items: PoolMember[] }> {
  const [items] = await Promise.all([selectMembers(db, id), getPool(db, actor, id)])
  return { items }
}

type Wanted = { readonly userId: string; readonly admin: boolean }

export async function setPoolMembers(
  tx: Tx,
  actor: Actor,
  id: string,
  members: readonly Wanted[],
): Promise<{ items: PoolMember[] }> {
  const row = await lockRun(tx, actor, id)
  const [old, known] = await Promise.all([
    selectMembers(tx, id),
    userNames(
      tx,
      members.map(one => one.userId),
    ),
  ])
  refuseAll(
    members.flatMap(({ userId }, at) =>
      known.has(userId) ? [] : [reason('lead.unknownOwner', `members.${at}.userId`)],
    ),
  )
  await pushMembers(tx, id, [...new Map(members.map(one => [one.userId, one])).values()])
  const items = await selectMembers(tx, id)
  const names = (some: readonly PoolMember[]) => some.map(one => (one.admin ? `${one.name} *` : one.name))
  const next: PoolRow = { ...row, ...stampOf(tx, actor, row) }
  tx.write(pools.update(tx.orgId, next))
  tell(tx, {
    actor,
    entity: 'pool',
    recordId: id,
    kind: 'pool.membersSet',
    before: { members: names(old) },
    after: { members: names(items) },
    version: next.version,
  })
  return { items }
}

/** Written, then told to the people it concerns. */
async function pushMembers(tx: Tx, poolId: string, wanted: readonly Wanted[]): Promise<void> {
  const before = await selectMembers(tx, poolId)
  tx.write(clearMembersBound(tx.orgId, poolId))
  const rows = wanted.map(one => ({ poolId, ...one }))
  if (rows.length > 0) tx.write(poolMembers.insert(tx.orgId, rows))
  const touched = [...new Set([...before, ...wanted].map(one => one.userId))]
  setPoolsOf(tx, poolsBy(await selectMemberships(tx), touched))
}

const poolsBy = (
  memberships: readonly { readonly poolId: string; readonly userId: string }[],
  people: readonly string[],
): Map<string, string[]> =>
  new Map(people.map(id => [id, memberships.filter(one => one.userId === id).map(one => one.poolId)]))

export async function poolHistory(db: Db, actor: Actor, id: string): Promise<{ items: PoolMoveEntry[] }> {
  await getPool(db, actor, id)
  if (!actor.poolIds.includes(id) && !('pool.edit' in actor.grants)) throw missing('pool')
  return { items: await selectMoves(db, id, 200) }
}

/** Whoever is in charge of all pools, or admin of this one. */
export async function mustRun(db: Db, actor: Actor, id: string): Promise<Pool> {
  const pool = await getPool(db, actor, id)
  if (!pool.isAdmin && !('pool.edit' in actor.grants)) throw new Refusal('pool.runsNot', 'forbidden')
  return pool
}

async function lockRun(tx: Tx, actor: Actor, id: string): Promise<PoolRow> {
  const row = await lockPoolRow(tx, id)
  if (!row) throw missing('pool')
  await mustRun(tx, actor, id)
  return row
}

async function ruleProblems(db: Db, actor: Actor, entity: PoolEntity, rules: readonly PoolRule[]): Promise<Reason[]> {
  const own = (await selectCustomFields(db)).get(entity) ?? []
  const whole = resolveEntity(sourceOf(entity).entity, own)
  return rules.flatMap(({ kind, where }, at) => {
    if (entity === 'lead' && kind === 'contractEnd') return [{ key: 'pool.noContracts', path: `rules.${at}.kind` }]
    try {
      readFilter(where ?? undefined, whole, readerOf(actor, entity, db.now))
      return []
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return error.reasons.map(one => ({ ...one, path: `rules.${at}.where` }))
    }
  })
}
