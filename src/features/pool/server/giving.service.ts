// For rules that give leads away: whoever may get one waits with the claims, and what nobody gets lies in a pool.
import type { LeadRow } from '#features/lead/server/lead.table.ts'
import { putLeadInPool } from '#features/lead/server/pooled.service.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { newId } from '#kernel/ids.ts'
import { lockTakersRows, selectPools } from './pool.sql.ts'
import { type PoolRow, poolMoves } from './pool.table.ts'

/** Two who take for one person at once do not both find room. */
export const holdTakers = (tx: Tx): Promise<void> => lockTakersRows(tx)

export const leadPoolOf = async (db: Db, id: string | null): Promise<PoolRow | undefined> =>
  id === null ? undefined : (await selectPools(db)).find(one => one.id === id && one.entity === 'lead')

/** A lead that nobody could be given; its lock is held. */
export function layInPool(
  tx: Tx,
  by: Doer,
  row: LeadRow,
  { pool, reason }: { readonly pool: PoolRow; readonly reason: string },
): void {
  putLeadInPool(tx, by, row, { poolId: pool.id, kind: 'recycled', words: { reason, pool: pool.name } })
  const move = { id: newId(), poolId: pool.id, entity: 'lead', recordId: row.id, kind: 'recycle' }
  const facts = { reason }
  tx.write(
    poolMoves.insert(tx.orgId, [{ ...move, userId: row.ownerId, byId: by.userId, rule: null, facts, at: tx.now }]),
  )
}
