// A stage that takes somebody's yes: the deal waits where it stands, and whoever approves moves it.
import { createHash } from 'node:crypto'
import {
  lockApproval,
  type RequestRow,
  startApproval,
  voidApproval,
} from '#features/approval/server/approval.service.ts'
import { type ReviewPlan, readPlan } from '#features/approval/server/plan.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { editStamp, tell } from '#meta/server/record.service.ts'
import type { Stage } from '../deal.schema.ts'
import { hasStoodIn, selectDealRow } from './deal.sql.ts'
import { type DealRow, deals } from './deal.table.ts'

const about = (recordId: string) => ({ entity: 'deal', purpose: 'stage', recordId }) as const

/** Level 2, before the deal: whoever changes or moves a deal holds what it waits for. */
export const holdStageRequest = (tx: Tx, id: string): Promise<RequestRow | undefined> => lockApproval(tx, about(id))

/** What was put to approval; what else changes of the deal is no matter. */
export function stageHash(row: DealRow): string {
  const { waitingStageId, customerId, contactId, amount, currency, expectedClose } = row
  const content = JSON.stringify([waitingStageId, customerId, contactId, amount, currency, expectedClose])
  return createHash('sha256').update(content).digest('base64url')
}

export async function readStageHash(db: Db, id: string): Promise<string | undefined> {
  const row = await selectDealRow(db, id)
  return row && !row.deletedAt ? stageHash(row) : undefined
}

type Way = { readonly row: DealRow; readonly from: Stage | undefined; readonly to: Stage }

/** Whom it takes: forwards always, backwards where the deal has never stood. */
export async function stagePlan(tx: Tx, actor: Actor, { row, from, to }: Way): Promise<ReviewPlan | undefined> {
  if (!to.approval || to.id === row.stageId) return undefined
  const forwards = row.state === 'open' && (!from || to.position > from.position)
  if (!forwards && (await hasStoodIn(tx, row.id, to.id))) return undefined
  const plan = await readPlan(tx, actor, about(row.id))
  return plan.policy.nodes.length > 0 ? plan : undefined
}

type Asked = { readonly old: DealRow; readonly filled: DealRow; readonly stage: Stage; readonly plan: ReviewPlan }

/** It stays where it is, with what was filled in and ticked, until somebody says yes. */
export function askForStage(tx: Tx, actor: Actor, { old, filled, stage, plan }: Asked): DealRow {
  const next: DealRow = { ...filled, waitingStageId: stage.id, ...editStamp(tx, actor, old) }
  tx.write(deals.update(tx.orgId, next))
  startApproval(tx, actor, plan, {
    ...about(old.id),
    title: [next.number, next.name, stage.label[actor.lang]].join(' · '),
    href: `/deals/${old.id}`,
    contentHash: stageHash(next),
    threadId: old.threadId,
  })
  say(tx, actor, next, { kind: 'deal.stageAsked', after: { stageName: stage.label } })
  return next
}

/** What was put to approval reads differently now, or the deal has ended: nobody is asked any more. */
export function dropStageRequest(tx: Tx, actor: Actor, request: RequestRow | undefined): { waitingStageId: null } {
  voidApproval(tx, actor, request)
  return { waitingStageId: null }
}

/** Sent back or withdrawn. */
export function endWaiting(tx: Tx, actor: Actor, row: DealRow): void {
  if (!row.waitingStageId) return
  const next = { ...row, waitingStageId: null, ...editStamp(tx, actor, row) }
  tx.write(deals.update(tx.orgId, next))
  say(tx, actor, next, { kind: 'deal.stageDropped', after: {} })
}

type Said = { readonly kind: string; readonly after: Record<string, unknown> }
const say = (tx: Tx, actor: Actor, row: DealRow, { kind, after }: Said): string =>
  tell(tx, {
    actor,
    entity: 'deal',
    recordId: row.id,
    kind,
    after,
    threads: [row.threadId],
    about: [{ entity: 'customer', recordId: row.customerId }],
    version: row.version,
  })
