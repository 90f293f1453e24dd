// What a change would come to now: at the order, in the warehouses, at its shipments, requests and payer. One judgement
// for the preview and for the change itself.
import { type ChangeFacts, isUnchanged } from '#features/change/change.rules.ts'
import type { ChangeRow } from '#features/change/server/change.service.ts'
import { type Outgrown, outgrownRequests } from '#features/invoice/server/outgrown.service.ts'
import type { AmendAction } from '#features/order/amend.schema.ts'
import {
  type AmendedOrder,
  type Amendment,
  amendmentOf,
  type Judged,
  judgeAmendment,
  type StockLook,
} from '#features/order/server/amend.service.ts'
import { type LivePart, readyAbove, shrunk, type Trim, trimsOf } from '#features/shipment/server/trim.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { type Reason, reason } from '#kernel/refusal.ts'

export type Scene = {
  readonly order: AmendedOrder
  readonly to: Amendment
  readonly judged: Judged
  readonly trims: readonly Trim[]
  readonly withdrawn: readonly Outgrown[]
  /** What may be otherwise tomorrow. */
  readonly blocks: readonly Reason[]
  readonly warnings: readonly Reason[]
}

type Given = { readonly order: AmendedOrder; readonly live: readonly LivePart[]; readonly stock: StockLook }

/** Where it writes, the order, its lines and its shipments are locked; and so are stock rows. */
export async function sceneOf(
  db: Db,
  actor: Actor,
  { order, live, stock }: Given,
  actions: readonly AmendAction[],
): Promise<Scene> {
  const to = amendmentOf(actor, order, actions)
  const less = shrunk(order.lines, to.lines)
  const ready = readyAbove(live, less)
  const judged = await judgeAmendment(db, actor, { held: order, to, stock })
  const withdrawn = await outgrownRequests(db, order, to)
  const moved = order.row.address !== to.row.address ? [...new Set(live.map(one => one.number))] : []
  const old = moved.length > 0 ? [reason('change.oldAddress', undefined, { numbers: moved.join(', ') })] : []
  return {
    ...{ order, to, judged, withdrawn },
    trims: trimsOf(live, less),
    blocks: [...ready, ...judged.reasons],
    warnings: [...old, ...judged.warnings],
  }
}

export function factsOf(row: Pick<ChangeRow, 'state' | 'actions'>, { order, to, blocks }: Scene): ChangeFacts {
  return {
    state: row.state,
    actionCount: row.actions.length,
    orderNumber: order.row.number,
    orderState: order.row.state,
    conflicts: to.conflicts,
    problems: to.reasons,
    blocks,
    isSame:
      to.conflicts.length + to.reasons.length === 0 &&
      isUnchanged({ head: order.row, lines: order.lines }, { head: to.row, lines: to.lines }),
  }
}
