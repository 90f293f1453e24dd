// The one way a change moves: held, judged by its row of the flow table, written. What a move causes at the order, its
// goods and its money the journey does beside it.
import { lockApproval, type RequestRow } from '#features/approval/server/approval.service.ts'
import { type AmendedOrder, holdToAmend, setLiveChanges } from '#features/order/server/amend.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { judge } from '#kernel/flow.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type ChangeMove, changeFlow } from '../change.flow.ts'
import { allReasons, type ChangeFacts } from '../change.rules.ts'
import type { Change } from '../change.schema.ts'
import { changeSource, lockChangeRow, selectChange } from './change.sql.ts'
import { type ChangeRow, changes } from './change.table.ts'
import { tellChange } from './tell.service.ts'

export const aboutChange = (recordId: string) => ({ entity: 'change', purpose: 'change', recordId })

export type HeldChange = {
  readonly row: ChangeRow
  readonly order: AmendedOrder
  readonly request: RequestRow | undefined
}
type Needs = { readonly principal?: 'approval' | undefined; readonly approval?: boolean }

/** Request 2, the payer's credit 4, quote 6, contract 7, order 8, change 9, lines 10. */
export async function holdChange(tx: Tx, actor: Actor, id: string, needs: Needs): Promise<HeldChange> {
  const isPrincipal = needs.principal === 'approval'
  const [seen] = await Promise.all([
    selectChange(tx, id),
    isPrincipal ? undefined : getRecord<Change>(tx, actor, changeSource, id),
  ])
  if (!seen) throw missing('change')
  const request = needs.approval ? await lockApproval(tx, aboutChange(id)) : undefined
  let row: ChangeRow | undefined
  const between = async (): Promise<void> => {
    row = await lockChangeRow(tx, id)
  }
  const order = await holdToAmend(tx, actor, seen.orderId, { anyway: isPrincipal, between })
  if (!row) throw missing('change')
  return { row, order, request }
}

export type CarryWish = {
  readonly move: ChangeMove
  readonly version?: number | undefined
  readonly note?: string | undefined
  readonly principal?: 'approval' | undefined
}

export const mayMove =
  (actor: Actor, row: ChangeRow, principal: CarryWish['principal']) =>
  (permission: string): boolean =>
    principal === 'approval' || can(actor, permission, row)

/** Refuses with every reason; nothing is written yet. */
export function judged(actor: Actor, { row }: HeldChange, ...[facts, wish]: [ChangeFacts, CarryWish]): void {
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const verdict = judge(changeFlow, wish.move, facts, mayMove(actor, row, wish.principal))
  if (!verdict.ok) throw new Refusal(allReasons(verdict.reasons, facts))
}

// prettier-ignore
const stamps: Record<ChangeMove, (now: string) => Partial<ChangeRow>> = {
  submit: now => ({ submittedAt: now }),
  withdraw: () => ({ submittedAt: null }),
  approve: now => ({ approvedAt: now }),
  reject: now => ({ endedAt: now }),
  apply: now => ({ appliedAt: now, endedAt: now }),
  conflict: now => ({ endedAt: now }),
  cancel: now => ({ endedAt: now }),
}
// prettier-ignore
const told: Record<ChangeMove, string> = {
  submit: 'submitted',
  withdraw: 'withdrawn',
  approve: 'approved',
  reject: 'rejected',
  apply: 'applied',
  conflict: 'conflicted',
  cancel: 'cancelled',
}

/** Judged already; `more` is what the move made of it. An order whose change is over is free for the next one. */
export function written(
  tx: Tx,
  actor: Actor,
  held: HeldChange,
  ...[wish, more = {}]: [CarryWish, Partial<ChangeRow>?]
): HeldChange {
  const { row, order } = held
  const { move, note, principal } = wish
  const next: ChangeRow = {
    ...row,
    state: changeFlow[move].to,
    ...stamps[move](tx.now),
    ...more,
    ...editStamp(tx, actor, row),
  }
  tx.write(changes.update(tx.orgId, next))
  if (move === 'reject' || move === 'conflict' || move === 'cancel') setLiveChanges(tx, order.row.id, 0)
  const said = { ...(note && { note }), ...(principal && { principal, approver: actor.name }) }
  tellChange(tx, actor, next, { kind: told[move], from: row.state, after: said })
  return { ...held, row: next }
}
