// Where a customer took another's place, the order still says what was reviewed: its hash follows, and the approval that
// is bound to it.
import { rebindApprovals } from '#features/approval/server/rebind.service.ts'
import type { Tx } from '#kernel/db.ts'
import { hashOf } from './create.service.ts'
import { selectLinesOfOrders } from './line.sql.ts'
import { rehashBound, selectOrderRows } from './order.sql.ts'

const atOnce = 500

/** The orders are locked. */
export async function rehashOrders(tx: Tx, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += atOnce) {
    const part = ids.slice(at, at + atOnce)
    const [rows, lines] = await Promise.all([selectOrderRows(tx, part), selectLinesOfOrders(tx, part)])
    const byOrder = Map.groupBy(lines, line => line.orderId)
    const changed = rows.flatMap(row => {
      const to = hashOf(row, byOrder.get(row.id) ?? [])
      return to === row.contentHash ? [] : [{ recordId: row.id, from: row.contentHash, to }]
    })
    if (changed.length === 0) continue
    tx.write(rehashBound(tx.orgId, changed))
    rebindApprovals(tx, 'order', changed)
  }
}
