// Moves of deals. A stage is data; what kind it is decides which move leads there.
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom, problems } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { changes, editStamp, tell } from '#meta/server/record.service.ts'
import { type DealMove, dealFlow } from '../deal.flow.ts'
import { type DealFacts, missingFor } from '../deal.rules.ts'
import type { Deal, DealMoveInput, Stage } from '../deal.schema.ts'
import { fillDeal, getDeal, indexDeals, lockSeenDeal, readDeal } from './deal.service.ts'
import {
  leaveStageBound,
  lockDealRows,
  nextStepBound,
  selectDealRow,
  selectLastOpenStage,
  touchOrdersBound,
} from './deal.sql.ts'
import { type DealRow, deals, stageLog } from './deal.table.ts'
import { holdPipeline, selectStages } from './pipeline.sql.ts'

type OwnMove = Exclude<DealMove, 'win'>

export async function dealOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const deal = await getDeal(db, actor, id)
  // a reason for losing is asked with the move, so it is not a why-not
  return movesFrom(dealFlow, { ...deal, lostReason: undefined }, permission => can(actor, permission, deal))
}

export async function moveDeal(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[move, input]: readonly [move: OwnMove, input: DealMoveInput]
): Promise<Deal> {
  const row = await lockSeenDeal(tx, actor, id)
  const stages = await selectStages(tx)
  const stage = await targetOf(tx, row, stages, { move, wish: input.stageId })
  await carryDeal(tx, actor, row, { move, stage, input })
  return readDeal(tx, actor, id)
}

export type Carry = {
  readonly move: OwnMove
  readonly stage: Stage
  readonly input: DealMoveInput
  readonly boardKey?: string | undefined
}

/** Judges and writes a move of a locked deal; every reason at once. */
export async function carryDeal(tx: Tx, actor: Actor, row: DealRow, carry: Carry): Promise<DealRow> {
  const { move, stage, input } = carry
  if (input.version !== undefined && input.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const { row: filled, fields } = await fillDeal(tx, actor, row, input.values ?? {})
  const facts = { ...filled, lostReason: input.lostReason ?? null }
  const verdict = judge(dealFlow, move, facts, permission => can(actor, permission, row))
  const missing = move === 'lose' ? [] : missingFor(stage, filled)
  const reasons = [...(verdict.ok ? [] : verdict.reasons), ...missing]
  if (move === 'reopen' && (await holdPipeline(tx, row.pipelineId)) === 'archived')
    reasons.push(reason('deal.pipelineArchived', 'pipelineId'))
  if (reasons.length > 0) throw new Refusal(reasons)
  const closing = move === 'lose' ? { closedAt: tx.now, lostReason: input.lostReason?.trim() ?? null } : reopened
  const next = { ...filled, ...closing, ...(carry.boardKey && { boardKey: carry.boardKey }) }
  if (input.values) indexDeals(tx, fields, [next], false)
  return enterStage(tx, actor, { old: row, next, stage, kind: kinds[move], note: input.note })
}

const reopened = { closedAt: null, wonAt: null, lostReason: null, noOrderReason: null }
const kinds: Readonly<Record<OwnMove, string>> = {
  advance: 'deal.advanced',
  lose: 'deal.lost',
  reopen: 'deal.reopened',
}

async function targetOf(
  tx: Tx,
  row: DealRow,
  stages: readonly Stage[],
  { move, wish }: { readonly move: OwnMove; readonly wish: string | undefined },
): Promise<Stage> {
  const kind = move === 'lose' ? 'lost' : 'open'
  const own = stages.filter(stage => stage.pipelineId === row.pipelineId && stage.kind === kind && !stage.archived)
  const last = move === 'reopen' && !wish ? await selectLastOpenStage(tx, row.id) : undefined
  const found = wish ? own.find(stage => stage.id === wish) : (own.find(stage => stage.id === last) ?? own[0])
  if (!found || (move === 'advance' && !wish)) throw new Refusal(reason('deal.unknownStage', 'stageId'))
  return found
}

type Entering = {
  readonly old: DealRow
  readonly next: DealRow
  readonly stage: Stage
  readonly kind: string
  readonly note: string | undefined
}

function enterStage(tx: Tx, actor: Actor, { old, next: given, stage, kind, note }: Entering): DealRow {
  const moved = stage.id !== old.stageId
  const next: DealRow = {
    ...given,
    stageId: stage.id,
    state: stage.kind,
    stageSince: moved ? tx.now : old.stageSince,
    ...editStamp(tx, actor, old),
  }
  tx.write(deals.update(tx.orgId, next))
  tellNextStep(tx, actor, 'deal', old, next)
  if (moved) {
    const stay = { id: newId(), dealId: old.id, stageId: stage.id, enteredAt: tx.now, leftAt: null, byId: actor.userId }
    tx.write(leaveStageBound(tx.orgId, old.id, tx.now), stageLog.insert(tx.orgId, [stay]))
  }
  const opened = Number(next.state === 'open') - Number(old.state === 'open')
  if (opened !== 0) touchCustomer(tx, old.customerId, { openDeals: opened })
  const { before, after } = changes(old, next)
  // history shows the stage by the name it had then; where the deal stood before, the stage log says
  const { stageId: _, ...left } = before
  tell(tx, {
    actor,
    entity: 'deal',
    recordId: old.id,
    kind,
    from: old.state,
    to: next.state,
    before: left,
    after: { ...after, ...(moved && { stageName: stage.label[actor.lang] }), ...(note && { note }) },
    threads: [old.threadId],
    about: [{ entity: 'customer', recordId: old.customerId }],
    version: next.version,
  })
  return next
}

/** For journeys and for the features that follow the deal: locks only (level 5), no rights asked. */
export async function lockDeal(tx: Tx, id: string): Promise<DealRow | undefined> {
  const [row] = await lockDealRows(tx, [id])
  return row?.deletedAt ? undefined : row
}

/** Unlocked: to find what must be locked first. */
export const findDealRow = (db: Db, id: string): Promise<DealRow | undefined> => selectDealRow(db, id)

export type WinFacts = { readonly noOrderReason?: string | null | undefined; readonly note?: string | undefined }

/** What a win still lacks of the deal itself: amount, close date, an accepted quote or a reason for no order. */
export function wonProblems(deal: DealFacts, { noOrderReason }: WinFacts): Reason[] {
  return problems(dealFlow.win.unless, { ...deal, noOrderReason: noOrderReason ?? null })
}

/** The deal's part of the win: judged here, joined with packet and orders by the journey. */
export async function setDealWon(tx: Tx, actor: Actor, row: DealRow, facts: WinFacts): Promise<DealRow> {
  const noOrderReason = facts.noOrderReason?.trim() || null
  const stages = await selectStages(tx)
  const verdict = judge(dealFlow, 'win', { ...row, noOrderReason }, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const stage = stages.find(one => one.pipelineId === row.pipelineId && one.kind === 'won' && !one.archived)
  if (!stage) throw new Refusal(reason('deal.noStage.won', 'stageId'))
  const missing = missingFor(stage, row)
  if (missing.length > 0) throw new Refusal(missing)
  const next = { ...row, noOrderReason, closedAt: tx.now, wonAt: tx.now }
  return enterStage(tx, actor, { old: row, next, stage, kind: 'deal.won', note: facts.note })
}

export type FromQuote = {
  readonly primaryQuoteId?: string | null
  readonly acceptedQuoteId?: string | null
  /** Given when the deal's amount is its primary quote's. */
  readonly amount?: string
  readonly currency?: string
}

/** What quotes push down into their locked deal. */
export function setDealQuote(tx: Tx, actor: Actor, row: DealRow, from: FromQuote): DealRow {
  const next: DealRow = { ...row, ...from, ...(from.amount !== undefined && { amountFrom: 'quote' }) }
  const { before, after } = changes(row, next)
  if (Object.keys(after).length === 0) return row
  const written = { ...next, ...editStamp(tx, actor, row) }
  tx.write(deals.update(tx.orgId, written))
  const subject = { entity: 'deal', recordId: row.id, kind: 'deal.quoted', threads: [row.threadId] }
  tell(tx, { actor, ...subject, before, after, version: written.version })
  return written
}

/** Orders made from the deal and not cancelled; a won deal with live ones is not reopened. */
export function touchDealOrders(tx: Tx, dealId: string, by: 1 | -1): void {
  tx.write(touchOrdersBound(tx.orgId, dealId, by))
}

/** The next step as a follow-up sets it; the follow-up tells its own event. */
export function setDealNextStep(tx: Tx, dealId: string, step: string | null, at: string | null): void {
  tx.write(nextStepBound(tx.orgId, dealId, { step, at }, tx.now))
}
