// A record that reads differently without anybody having changed it (its customer was merged): what waits for approval,
// or was approved, stays bound to it.
import type { Tx } from '#kernel/db.ts'
import { lockLiveOf, rebindBound } from './approval.sql.ts'

type Rehashed = { readonly recordId: string; readonly from: string; readonly to: string }

export function rebindApprovals(tx: Tx, entity: string, changed: readonly Rehashed[]): void {
  tx.write(rebindBound(tx.orgId, entity, changed))
}

/** Level 2: whoever decides on them meanwhile waits. */
export const holdApprovals = (tx: Tx, entity: string, ids: readonly string[]): Promise<void> =>
  lockLiveOf(tx, entity, ids)
