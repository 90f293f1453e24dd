import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { accept } from '#kernel/validate.ts'
import type { AnyRecord, EntityVerbs } from '#meta/registry.ts'
import type { customerPoolApi, leadPoolApi, poolApi } from '../pool.api.ts'
import { BackBody, GiveBody, NewPool, PoolEdit, type PoolEntity } from '../pool.schema.ts'
import { simulatePool } from './due.service.ts'
import {
  archivePool,
  createPool,
  editPool,
  getPool,
  listPools,
  mustRun,
  poolHistory,
  poolMembersOf,
  setPoolMembers,
} from './pool.service.ts'
import {
  assignLeadBy,
  assignPooled,
  claimPooled,
  lockPooled,
  recyclePooled,
  returnLeadBy,
  returnPooled,
} from './poolMove.service.ts'
import { poolStanding } from './standing.service.ts'

export const poolHandlers: Handlers<typeof poolApi> = {
  list: listPools,
  get: (db, actor, { id }) => getPool(db, actor, id),
  create: createPool,
  edit: (tx, actor, { id, ...input }) => editPool(tx, actor, id, input),
  archive: (tx, actor, { id }) => archivePool(tx, actor, id),
  members: (db, actor, { id }) => poolMembersOf(db, actor, id),
  setMembers: (tx, actor, { id, members }) => setPoolMembers(tx, actor, id, members),
  history: (db, actor, { id }) => poolHistory(db, actor, id),
  simulate: async (db, actor, { id, ...body }) => {
    await mustRun(db, actor, id)
    return simulatePool(db, actor, id, body)
  },
}

export const poolVerbs: EntityVerbs = {
  list: listPools,
  get: getPool,
  create: (tx, actor, input) => createPool(tx, actor, accept(NewPool, input)),
  edit: (tx, actor, id, input) => editPool(tx, actor, id, accept(PoolEdit, input)),
  remove: async (tx, actor, id) => {
    await archivePool(tx, actor, id)
  },
}

const movedOf = (record: AnyRecord) => ({
  id: record.id,
  version: Number(record.version),
  ownerId: typeof record.ownerId === 'string' ? record.ownerId : null,
  poolId: typeof record.poolId === 'string' ? record.poolId : null,
})

export const leadPoolHandlers: Handlers<typeof leadPoolApi> = {
  standing: (db, actor, { id }) => poolStanding(db, actor, 'lead', id),
  claim: async (tx, actor, { id }) => movedOf(await claimPooled(tx, actor, { entity: 'lead', id })),
  recycle: async (tx, actor, { id, ...wish }) => movedOf(await recyclePooled(tx, actor, { entity: 'lead', id }, wish)),
  lock: async (tx, actor, { id }) => movedOf(await lockPooled(tx, actor, { entity: 'lead', id }, 'lock')),
  unlock: async (tx, actor, { id }) => movedOf(await lockPooled(tx, actor, { entity: 'lead', id }, 'unlock')),
}

/** A lead's own moves that may touch a pool. */
export const leadGivingHandlers = {
  assign: (tx: Tx, actor: Actor, { id, ...give }: { id: string; ownerId: string; note?: string }) =>
    assignLeadBy(tx, actor, id, give),
  return: (tx: Tx, actor: Actor, { id, reason }: { id: string; reason: string }) =>
    returnLeadBy(tx, actor, id, { reason }),
}

export const customerPoolHandlers: Handlers<typeof customerPoolApi> = {
  standing: (db, actor, { id }) => poolStanding(db, actor, 'customer', id),
  claim: async (tx, actor, { id }) => movedOf(await claimPooled(tx, actor, customer(id))),
  assign: async (tx, actor, { id, ...give }) => movedOf(await assignPooled(tx, actor, customer(id), give)),
  return: async (tx, actor, { id, ...wish }) => movedOf(await returnPooled(tx, actor, customer(id), wish)),
  recycle: async (tx, actor, { id, ...wish }) => movedOf(await recyclePooled(tx, actor, customer(id), wish)),
  lock: async (tx, actor, { id }) => movedOf(await lockPooled(tx, actor, customer(id), 'lock')),
  unlock: async (tx, actor, { id }) => movedOf(await lockPooled(tx, actor, customer(id), 'unlock')),
}

const customer = (id: string) => ({ entity: 'customer' as const, id })

type NamedMove = (tx: Tx, actor: Actor, id: string, input: Readonly<Record<string, unknown>>) => Promise<AnyRecord>
const names = { claim: 0, assign: 0, return: 0, recycle: 0, lock: 0, unlock: 0 } as const

/** By name, for batch and automation: what passes a pool goes this way, whoever asks. */
export const poolMovesOf = (entity: PoolEntity): Readonly<Record<keyof typeof names, NamedMove>> => ({
  claim: (tx, actor, id) => claimPooled(tx, actor, { entity, id }),
  assign: (tx, actor, id, input) => assignPooled(tx, actor, { entity, id }, accept(GiveBody, input)),
  return: (tx, actor, id, input) => returnPooled(tx, actor, { entity, id }, accept(BackBody, input)),
  recycle: (tx, actor, id, input) => recyclePooled(tx, actor, { entity, id }, accept(BackBody, input)),
  lock: (tx, actor, id) => lockPooled(tx, actor, { entity, id }, 'lock'),
  unlock: (tx, actor, id) => lockPooled(tx, actor, { entity, id }, 'unlock'),
})
