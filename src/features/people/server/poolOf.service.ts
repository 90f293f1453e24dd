// Which pools a person belongs to: pushed down by the pools' own verbs, so that who asks is read with what is theirs.
import type { Tx } from '#kernel/db.ts'
import { setPoolsBound } from './user.sql.ts'

export function setPoolsOf(tx: Tx, pools: ReadonlyMap<string, readonly string[]>): void {
  for (const [userId, poolIds] of pools) tx.write(setPoolsBound(tx.orgId, userId, poolIds))
}
