// A deal comes to stand in a stage: row, stage log, the customer's count of open deals, history; all of it at once.
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { changes, editStamp, tell } from '#meta/server/record.service.ts'
import type { Stage } from '../deal.schema.ts'
import { leaveStageBound } from './deal.sql.ts'
import { type DealRow, deals, stageLog } from './deal.table.ts'
import { dropMemberBounds } from './part.sql.ts'

type Entering = {
  readonly old: DealRow
  readonly next: DealRow
  readonly stage: Stage
  readonly kind: string
  readonly note: string | undefined
}

/** Judged before: this only writes. */
export function enterStage(tx: Tx, actor: Actor, { old, next: given, stage, kind, note }: Entering): DealRow {
  const moved = stage.id !== old.stageId
  const next: DealRow = {
    ...given,
    stageId: stage.id,
    state: stage.kind,
    stageSince: moved ? tx.now : old.stageSince,
    endedStageId: stage.kind === 'open' ? null : old.state === 'open' ? old.stageId : old.endedStageId,
    ...editStamp(tx, actor, old),
  }
  tx.write(deals.update(tx.orgId, next))
  if (next.ownerId && next.ownerId !== old.ownerId) tx.write(...dropMemberBounds(tx.orgId, old.id, next.ownerId))
  tellNextStep(tx, actor, 'deal', old, next)
  if (moved) {
    const stay = { id: newId(), dealId: old.id, stageId: stage.id, enteredAt: tx.now, leftAt: null, byId: actor.userId }
    tx.write(leaveStageBound(tx.orgId, old.id, tx.now), stageLog.insert(tx.orgId, [stay]))
  }
  const opened = Number(next.state === 'open') - Number(old.state === 'open')
  if (opened !== 0) touchCustomer(tx, old.customerId, { openDeals: opened })
  const { before, after } = toldOf(old, next, stage)
  tell(tx, {
    actor,
    entity: 'deal',
    recordId: old.id,
    kind,
    from: old.state,
    to: next.state,
    before,
    after: { ...after, ...(note && { note }) },
    threads: [old.threadId],
    about: [{ entity: 'customer', recordId: old.customerId }],
    version: next.version,
  })
  return next
}

/** History shows the stage by the name it had then, in the reader's language; where the deal stood before, and so ended, the stage log says. */
function toldOf(old: DealRow, next: DealRow, stage: Stage) {
  const changed = changes(old, next)
  const { stageId: _, waitingStageId: __, checks: ___, endedStageId: ____, ...before } = changed.before
  const { waitingStageId: _____, checks, endedStageId: ______, ...after } = changed.after
  const ticked = checks ? next.checks.slice(old.checks.length).map(one => one.text) : []
  const moved = stage.id !== old.stageId
  return {
    before,
    after: {
      ...after,
      ...(moved && { stageName: stage.label }),
      ...(ticked.length > 0 && { ticked: ticked.join('；') }),
    },
  }
}
