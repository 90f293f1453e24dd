import { type RowOf, table } from '#kernel/table.ts'
import type { LevelCaps, PoolEntity, PoolRule } from '../pool.schema.ts'

export const pools = table('pools', {
  id: 'uuid',
  entity: 'text',
  name: 'text',
  position: 'int',
  rules: 'jsonb',
  warnDays: 'int',
  holdingCap: 'int?',
  levelCaps: 'jsonb',
  dailyCap: 'int?',
  cooldownDays: 'int',
  recycledOn: 'date?',
  digestOn: 'date?',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
  archivedAt: 'timestamptz?',
})
export type PoolRow = Omit<RowOf<typeof pools.columnKinds>, 'entity' | 'rules' | 'levelCaps'> & {
  readonly entity: PoolEntity
  readonly rules: readonly PoolRule[]
  readonly levelCaps: LevelCaps
}

export const poolMembers = table('pool_members', { poolId: 'uuid', userId: 'uuid', admin: 'bool' }, [
  'poolId',
  'userId',
])

export const poolMoves = table('pool_moves', {
  id: 'uuid',
  poolId: 'uuid',
  entity: 'text',
  recordId: 'uuid',
  kind: 'text',
  userId: 'uuid?',
  byId: 'uuid?',
  rule: 'jsonb?',
  facts: 'jsonb?',
  at: 'timestamptz',
})
