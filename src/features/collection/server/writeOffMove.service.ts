// A write-off is approved, rejected, cancelled or reversed; only what stands counts as settled.
import {
  approve,
  findApproval,
  lockApproval,
  sendBackApproval,
  voidApproval,
} from '#features/approval/server/approval.service.ts'
import { type ApprovalSubject, approvalsOf } from '#features/approval/server/subject.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { holdOrders, seeOrders } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { type WriteOffEffect, type WriteOffMove, writeOffFlow } from '../writeOff.flow.ts'
import type { WriteOffFacts } from '../writeOff.rules.ts'
import type { WriteOff } from '../writeOff.schema.ts'
import type { WriteOffRow } from './collection.table.ts'
import { holdPlans } from './plan.service.ts'
import { carryWriteOff, contentOf, type HeldWriteOff, openOfOrder, writeOffEffects } from './writeOff.effects.ts'
import { lockWriteOffRow, selectWriteOff, writeOffSource } from './writeOff.sql.ts'

const about = (recordId: string) => ({ entity: 'writeOff', purpose: 'writeOff', recordId })

/** Credit 4, order 8, lines 10, plan 14, then the write-off itself. */
async function hold(tx: Tx, id: string): Promise<HeldWriteOff> {
  const seen = await selectWriteOff(tx, id)
  if (!seen) throw missing('writeOff')
  const [orders, plans, row] = await Promise.all([
    holdOrders(tx, [seen.orderId]),
    holdPlans(tx, [seen.orderId]),
    lockWriteOffRow(tx, id),
  ])
  const order = orders.get(seen.orderId)
  if (!row || !order) throw missing('writeOff')
  return { row, order, plans }
}

export type WriteOffWish = {
  readonly move: WriteOffMove
  readonly version?: number | undefined
  readonly note?: string | undefined
}

export async function moveWriteOff(tx: Tx, actor: Actor, id: string, wish: WriteOffWish): Promise<WriteOff> {
  const { move, note } = wish
  const seen = await getRecord<WriteOff>(tx, actor, writeOffSource, id)
  if (wish.version !== undefined && wish.version !== seen.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  if (move === 'approve' || move === 'reject') await decide(tx, actor, id, { move, note })
  else await moveOwn(tx, actor, id, wish)
  return readBack<WriteOff>(tx, actor, writeOffSource, id)
}

type Decision = { readonly move: 'approve' | 'reject'; readonly note: string | undefined }
/** The same as deciding it in the inbox. */
async function decide(tx: Tx, actor: Actor, id: string, { move, note }: Decision): Promise<void> {
  const request = await findApproval(tx, about(id))
  if (!request)
    throw new Refusal({ key: 'flow.notFromHere', values: { state: (await selectWriteOff(tx, id))?.state ?? '' } })
  if (move === 'approve') await approve(tx, actor, request.id, note ? { note } : {})
  else await sendBackApproval(tx, actor, request.id, { reason: note ?? '' })
}

async function moveOwn(tx: Tx, actor: Actor, id: string, { move, version, note }: WriteOffWish): Promise<void> {
  const request = move === 'cancel' ? await lockApproval(tx, about(id)) : undefined
  const held = await hold(tx, id)
  if (version !== undefined && version !== held.row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = factsOf(tx, actor, held, false)
  const verdict = judge(writeOffFlow, move, facts, permission => can(actor, permission, held.row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  voidApproval(tx, actor, request)
  carryVerdict(tx, actor, held, { ...verdict, note })
}

type Carried = {
  readonly to: WriteOffRow['state']
  readonly effects: readonly WriteOffEffect[]
  readonly note: string | undefined
}
function carryVerdict(tx: Tx, actor: Actor, held: HeldWriteOff, { to, effects: wanted, note }: Carried): void {
  let next = {}
  for (const effect of wanted) next = writeOffEffects[effect](tx, actor, held)
  carryWriteOff(tx, actor, held, { state: to, ...next, note })
}

function factsOf(db: Db, actor: Actor, held: Pick<HeldWriteOff, 'row' | 'order'>, isAsked: boolean): WriteOffFacts {
  const { row, order } = held
  const day = today(db.database.clock, actor.org.zone)
  const { booksClosedUntil } = actor.org
  return { ...row, isAsked, orderNumber: order.row.number, open: openOfOrder(order), day, booksClosedUntil }
}

export async function writeOffOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row, approvals] = await Promise.all([selectWriteOff(db, id), approvalsOf(db, actor, 'writeOff', id)])
  const order = row && (await seeOrders(db, [row.orderId])).get(row.orderId)
  if (!row || !order) throw missing('writeOff')
  const isAsked = approvals.some(one => one.state === 'pending' && one.mine)
  const facts = factsOf(db, actor, { row, order }, isAsked)
  return movesFrom(writeOffFlow, facts, permission => can(actor, permission, row))
}

/** What the approval core knows of it. Refused is what was paid meanwhile: then the request is cancelled by hand. */
export const writeOffReview: ApprovalSubject = {
  ...{ entity: 'writeOff', purpose: 'writeOff' },
  usual: [{ by: 'role', role: 'owner', mode: 'any' }],
  async hash(db, id) {
    const row = await selectWriteOff(db, id)
    return row && contentOf(row)
  },
  approved: (tx, approver, request) => end(tx, approver, request.recordId, { move: 'approve' }),
  returned: (tx, actor, { recordId, state, reason: note }) =>
    end(tx, actor, recordId, { move: state === 'sent_back' ? 'reject' : 'cancel', note: note ?? undefined }),
}

async function end(tx: Tx, actor: Actor, id: string, { move, note }: WriteOffWish): Promise<void> {
  const held = await hold(tx, id)
  const verdict = judge(writeOffFlow, move, factsOf(tx, actor, held, true), () => true)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  carryVerdict(tx, actor, held, { ...verdict, note })
  if (move !== 'cancel') tellRequester(tx, actor, held, { kind: noticeOf[move], note })
}

const noticeOf = { approve: 'writeOffApproved', reject: 'writeOffRejected', reverse: 'writeOffApproved' } as const

type Answer = { readonly kind: 'writeOffApproved' | 'writeOffRejected'; readonly note: string | undefined }
function tellRequester(tx: Tx, actor: Actor, { row, order }: HeldWriteOff, { kind, note }: Answer): void {
  const { number } = order.row
  const values = { by: actor.name, number, amount: row.amount, currency: row.currency, reason: note ?? '' }
  notify(tx, actor, { userIds: [row.createdBy], kind, values, entity: 'writeOff', recordId: row.id })
}
