// An order is cancelled: its unfinished change ends with it, and the approval that it waits for.
import { findApproval, lockApproval, voidApproval } from '#features/approval/server/approval.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { aboutChange } from './carry.service.ts'
import { lockLiveOf, selectLiveOf } from './change.sql.ts'
import { type ChangeRow, changes } from './change.table.ts'
import { tellChange } from './tell.service.ts'

const heldIn = (tx: Tx): Set<string> => {
  const kept = tx.bag.get('heldChanges')
  if (kept instanceof Set) return kept
  const made = new Set<string>()
  tx.bag.set('heldChanges', made)
  return made
}

/** The request 2 now; the change 9 between the order and its lines. */
export async function holdChangeOf(tx: Tx, orderId: string): Promise<() => Promise<unknown>> {
  const seen = await selectLiveOf(tx, orderId)
  if (seen) {
    await lockApproval(tx, aboutChange(seen.id))
    heldIn(tx).add(seen.id)
  }
  return () => lockLiveOf(tx, orderId)
}

/** Answers how many are left. */
export async function cancelChangeOf(tx: Tx, actor: Actor, order: { readonly id: string }): Promise<0> {
  const row = await selectLiveOf(tx, order.id)
  if (!row) return 0
  const request = await findApproval(tx, aboutChange(row.id))
  // drafted and submitted since it was looked for: its request could no longer be locked in its turn
  if (request && !heldIn(tx).has(row.id)) throw new Refusal('order.moved', 'conflict')
  voidApproval(tx, actor, request)
  const next: ChangeRow = { ...row, state: 'cancelled', endedAt: tx.now, ...editStamp(tx, actor, row) }
  tx.write(changes.update(tx.orgId, next))
  tellChange(tx, actor, next, { kind: 'cancelled', from: row.state, after: { orderEnded: true } })
  return 0
}
