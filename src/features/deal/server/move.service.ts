// Moves of deals. A stage is data; what kind it is decides which move leads there.
import type { RequestRow } from '#features/approval/server/approval.service.ts'
import type { ApprovalSubject } from '#features/approval/server/subject.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom, problems } from '#kernel/flow.ts'
import { topRank } from '#kernel/rank.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { changes, editStamp, tell } from '#meta/server/record.service.ts'
import { type DealMove, dealFlow } from '../deal.flow.ts'
import { type DealFacts, missingFor, openChecks, uncheckedOf } from '../deal.rules.ts'
import type { Deal, DealMoveInput, Stage, Tick } from '../deal.schema.ts'
import { reasonNamed, reasonProblems, reasonsIn } from '../part.rules.ts'
import { chance, fillDeal, getDeal, indexDeals, keptProblems, lockSeenDeal, readDeal } from './deal.service.ts'
import { lockDealRows, nextStepBound, selectDealRow, selectLastOpenStage, touchOrdersBound } from './deal.sql.ts'
import { type DealRow, deals } from './deal.table.ts'
import { noteRivalBound, selectCompetitors } from './part.sql.ts'
import { holdPipeline, selectStages } from './pipeline.sql.ts'
import { enterStage } from './stageEntry.service.ts'
import {
  askForStage,
  dropStageRequest,
  endWaiting,
  holdStageRequest,
  readStageHash,
  stagePlan,
} from './stageRequest.service.ts'

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
  const [request, row] = await Promise.all([holdStageRequest(tx, id), lockSeenDeal(tx, actor, id)])
  const stages = await selectStages(tx)
  const stage = await targetOf(tx, row, stages, { move, wish: input.stageId })
  await carryDeal(tx, actor, row, { move, stage, stages, request, input })
  return readDeal(tx, actor, id)
}

export type Carry = {
  readonly move: OwnMove
  readonly stage: Stage
  readonly stages: readonly Stage[]
  /** What it waits for, held. */
  readonly request: RequestRow | undefined
  readonly input: DealMoveInput
  readonly boardKey?: string | undefined
}

/** Judges and writes a move of a locked deal; every reason at once. */
export async function carryDeal(tx: Tx, actor: Actor, row: DealRow, carry: Carry): Promise<DealRow> {
  const { move, stage, input } = carry
  if (input.version !== undefined && input.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const { row: given, fields } = await fillDeal(tx, actor, row, input.values ?? {})
  const filled = { ...given, checks: tickedBy(tx, actor, row, { stage, ids: input.checks ?? [] }) }
  const from = carry.stages.find(one => one.id === row.stageId)
  const plan = move === 'lose' ? undefined : await stagePlan(tx, actor, { row, from, to: stage })
  const reasons = await moveProblems(tx, actor, { row, filled, isAsked: plan !== undefined }, carry)
  if (reasons.length > 0) throw new Refusal(reasons)
  if (input.values) indexDeals(tx, fields, [filled], false)
  if (plan) return askForStage(tx, actor, { old: row, filled, stage, plan })
  const closing = move === 'lose' ? lostAs(tx, actor, row, input) : reopened
  const next = {
    ...filled,
    ...closing,
    ...dropStageRequest(tx, actor, carry.request),
    ...(carry.boardKey && { boardKey: carry.boardKey }),
  }
  return enterStage(tx, actor, { old: row, next, stage, kind: kinds[move], note: input.note })
}

type Filled = { readonly row: DealRow; readonly filled: DealRow; readonly isAsked: boolean }

async function moveProblems(
  tx: Tx,
  actor: Actor,
  { row, filled, isAsked }: Filled,
  { move, stage, input }: Carry,
): Promise<Reason[]> {
  const facts = { ...filled, lostReason: input.lostReason ?? null }
  const verdict = judge(dealFlow, move, facts, permission => can(actor, permission, row))
  const reasons = verdict.ok ? [] : [...verdict.reasons]
  if (move !== 'lose') reasons.push(...missingFor(stage, filled), ...openChecks(stage, filled))
  // it waits where it stands, with what that stage asks for
  if (isAsked) reasons.push(...(await keptProblems(tx, row, filled)))
  if (move === 'lose') {
    reasons.push(
      ...reasonProblems(reasonsIn(actor.org.settings), 'lost', { words: input.lostReason, note: input.lostNote }),
    )
    const isKnown = !input.lostTo || (await selectCompetitors(tx)).some(one => one.id === input.lostTo)
    if (!isKnown) reasons.push(reason('deal.unknownCompetitor', 'lostTo'))
  }
  // another stage than the one it waits for is reached by taking the question back
  if (move === 'advance' && row.waitingStageId) reasons.push(reason('deal.stageWaits', 'stageId'))
  if (move === 'reopen' && isAsked) reasons.push(reason('deal.reopenApproval', 'stageId'))
  if (move === 'reopen' && (await holdPipeline(tx, row.pipelineId)) === 'archived')
    reasons.push(reason('deal.pipelineArchived', 'pipelineId'))
  return reasons
}

type Ticking = { readonly stage: Stage; readonly ids: readonly string[] }

/** Items of this stage only; what was ticked once keeps who did it. */
function tickedBy(tx: Tx, actor: Actor, { checks }: DealRow, { stage, ids }: Ticking): readonly Tick[] {
  const fresh = uncheckedOf(stage, { checks }).filter(item => ids.includes(item.id))
  const stamp = { at: tx.now, byId: actor.userId, byName: actor.name }
  return fresh.length === 0 ? checks : [...checks, ...fresh.map(item => ({ ...item, ...stamp }))]
}

/** The last yes moves it, whoever gives it; what the deal has come to lack meanwhile is refused. */
async function enterApproved(tx: Tx, approver: Actor, id: string): Promise<void> {
  const row = await lockDeal(tx, id)
  const stages = await selectStages(tx)
  const stage = stages.find(one => one.id === row?.waitingStageId)
  if (row?.state !== 'open' || !stage || stage.archived) throw new Refusal(reason('deal.unknownStage', 'stageId'))
  refuseAll([...missingFor(stage, row), ...openChecks(stage, row)])
  const boardKey = topRank(Date.parse(tx.now), chance() % 62)
  const next = { ...row, waitingStageId: null, boardKey }
  enterStage(tx, approver, { old: row, next, stage, kind: 'deal.advanced', note: undefined })
}

/** What approvals know of a deal that wants to enter a stage. */
export const stageApproval: ApprovalSubject = {
  entity: 'deal',
  purpose: 'stage',
  usual: [{ by: 'role', role: 'salesManager', mode: 'any' }],
  hash: readStageHash,
  approved: (tx, approver, request) => enterApproved(tx, approver, request.recordId),
  async returned(tx, actor, request) {
    const row = await lockDeal(tx, request.recordId)
    if (row) endWaiting(tx, actor, row)
  },
}

const reopened = {
  closedAt: null,
  wonAt: null,
  lostReason: null,
  lostNote: null,
  lostTo: null,
  wonReason: null,
  wonNote: null,
  noOrderReason: null,
}

function lostAs(tx: Tx, actor: Actor, { id }: DealRow, { lostReason, lostNote, lostTo }: DealMoveInput) {
  const found = reasonNamed(reasonsIn(actor.org.settings), 'lost', lostReason ?? '')
  if (lostTo) tx.write(noteRivalBound(tx.orgId, id, lostTo))
  return {
    closedAt: tx.now,
    lostReason: found?.code ?? null,
    lostNote: lostNote?.trim() || null,
    lostTo: lostTo ?? null,
  }
}
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

/** For journeys and for the features that follow the deal: locks only (level 5), no rights asked. */
export async function lockDeal(tx: Tx, id: string): Promise<DealRow | undefined> {
  const [row] = await lockDealRows(tx, [id])
  return row?.deletedAt ? undefined : row
}

/** Unlocked: to find what must be locked first. */
export const findDealRow = (db: Db, id: string): Promise<DealRow | undefined> => selectDealRow(db, id)

export type WinFacts = {
  readonly noOrderReason?: string | null | undefined
  readonly note?: string | undefined
  readonly wonReason?: string | null | undefined
  readonly wonNote?: string | null | undefined
  readonly signedContract?: boolean | undefined
  /** What it waited for, held before the deal. */
  readonly request?: RequestRow | undefined
  /** With which its fields were filled in. */
  readonly fields?: readonly Field[] | undefined
}

/** What a win still lacks of the deal itself: amount, close date, an accepted quote or a reason for no order. */
export function wonProblems(actor: Actor, deal: DealFacts, facts: WinFacts): Reason[] {
  const why = { words: facts.wonReason, note: facts.wonNote }
  return [
    ...problems(dealFlow.win.unless, {
      ...deal,
      noOrderReason: facts.noOrderReason ?? null,
      signedContract: facts.signedContract,
    }),
    ...reasonProblems(reasonsIn(actor.org.settings), 'won', why),
  ]
}

/** The deal's part of the win: judged here, joined with packet and orders by the journey. */
export async function setDealWon(tx: Tx, actor: Actor, row: DealRow, facts: WinFacts): Promise<DealRow> {
  const noOrderReason = facts.noOrderReason?.trim() || null
  const stages = await selectStages(tx)
  const { signedContract } = facts
  const verdict = judge(dealFlow, 'win', { ...row, noOrderReason, signedContract }, permission =>
    can(actor, permission, row),
  )
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const stage = stages.find(one => one.pipelineId === row.pipelineId && one.kind === 'won' && !one.archived)
  if (!stage) throw new Refusal(reason('deal.noStage.won', 'stageId'))
  if (facts.fields) indexDeals(tx, facts.fields, [row], false)
  const reasons = reasonsIn(actor.org.settings)
  const why = reasonProblems(reasons, 'won', { words: facts.wonReason, note: facts.wonNote })
  refuseAll([...missingFor(stage, row), ...why])
  const wonReason = reasonNamed(reasons, 'won', facts.wonReason ?? '')?.code ?? null
  const next = {
    ...row,
    noOrderReason,
    wonReason,
    wonNote: facts.wonNote?.trim() || null,
    closedAt: tx.now,
    wonAt: tx.now,
    ...dropStageRequest(tx, actor, facts.request),
  }
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
