// Approval of any record. It knows the record only through the subject that registered for it, so that no
// feature stands below this one.
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal, refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { type ApprovalMove, approvalFlow } from '../approval.flow.ts'
import { type ApprovalFacts, afterApproval } from '../approval.rules.ts'
import type { Approval } from '../approval.schema.ts'
import {
  type About,
  addReadersBound,
  dropReadersBound,
  lockPendingOf,
  lockRequest,
  readPendingOf,
  readRequest,
  selectApproval,
  selectOwnApprovals,
  selectSteps,
  setStepsBound,
  skipRestBound,
} from './approval.sql.ts'
import { type RequestRow, requests, type StepRow, steps } from './approval.table.ts'
import { type ReviewPlan, stepsOf } from './plan.service.ts'
import { approvalsOf, shownTo, subjectOf } from './subject.service.ts'

export type { About, RequestRow }

/** The pending request of a record, locked (level 2) or only looked at. */
export const lockApproval = (tx: Tx, about: About): Promise<RequestRow | undefined> => lockPendingOf(tx, about)
export const findApproval = (db: Db, about: About): Promise<RequestRow | undefined> => readPendingOf(db, about)

export type NewRequest = About & {
  readonly title: string
  readonly href: string
  readonly contentHash: string
  readonly threadId: string | null
}

/** Asks the people of the first node. Nothing comes of a policy without nodes: the caller passes straight on. */
export function startApproval(tx: Tx, actor: Actor, review: ReviewPlan, wish: NewRequest): RequestRow | undefined {
  const { policy } = review
  if (policy.nodes.length === 0) return undefined
  const plan = stepsOf(actor, review)
  refuseAll(plan.reasons)
  const { title } = wish
  const row: RequestRow = {
    ...wish,
    title: title.slice(0, 200),
    id: newId(),
    state: 'pending',
    nodes: policy.nodes,
    node: 0,
    allowSelf: policy.allowSelf,
    requestedBy: actor.userId,
    reason: null,
    why: review.why,
    createdAt: tx.now,
    decidedAt: null,
    version: 1,
  }
  const made = plan.steps.map(step => ({ ...step, id: newId(), requestId: row.id, note: null, decidedAt: null }))
  const live = made.filter(step => step.state === 'live').map(step => step.userId)
  tx.write(requests.insert(tx.orgId, [row]), steps.insert(tx.orgId, made), addReadersBound(tx.orgId, row, live))
  say(tx, actor, row, { kind: 'requested' })
  ask(tx, actor, row, live)
  return row
}

/** Those whose turn it is. */
const ask = (
  tx: Tx,
  actor: Actor,
  { id, entity, recordId, title, node }: RequestRow,
  userIds: readonly string[],
): void =>
  notify(tx, actor, {
    userIds,
    kind: 'approvalWaiting',
    values: { title },
    entity,
    recordId,
    key: `approval:${id}:${node}`,
  })

/** The content changed, or the record left the state it was asked in: the locked request counts no more. */
export function voidApproval(tx: Tx, actor: Actor, row: RequestRow | undefined): void {
  if (row?.state !== 'pending') return
  close(tx, { ...row, state: 'voided' })
  say(tx, actor, row, { kind: 'voided' })
}

export async function approve(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: { note?: string; version?: number },
): Promise<Approval> {
  const { row, rows, step } = await judged(tx, actor, id, { move: 'approve', version: wish.version })
  const { steps: after, node, isDone } = afterApproval(row.nodes, rows, { node: row.node, stepId: step?.id ?? '' })
  const changed = after.flatMap((one, i) =>
    changedStep(one.state, rows[i], step, { at: tx.now, note: wish.note ?? null }),
  )
  tx.write(setStepsBound(tx.orgId, changed))
  const next: RequestRow = { ...row, node, ...(isDone && { state: 'approved' }) }
  if (isDone) close(tx, next)
  else {
    tx.write(requests.update(tx.orgId, { ...next, version: row.version + 1 }))
    const asked = after.filter(one => one.state === 'live').map(one => one.userId)
    tx.write(addReadersBound(tx.orgId, row, asked))
    ask(tx, actor, next, asked)
  }
  say(tx, actor, row, { kind: isDone ? 'approved' : 'stepApproved', note: wish.note })
  if (isDone) await subjectOf(row.entity, row.purpose).approved(tx, actor, next)
  return readApproval(tx, actor, id)
}

export async function sendBackApproval(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: { reason: string; version?: number },
): Promise<Approval> {
  const { row, step } = await judged(tx, actor, id, { move: 'sendBack', version: wish.version })
  if (step) tx.write(setStepsBound(tx.orgId, [{ ...step, state: 'sent_back', note: wish.reason, decidedAt: tx.now }]))
  return giveBack(tx, actor, { ...row, state: 'sent_back', reason: wish.reason }, 'sentBack')
}

export async function withdrawApproval(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: { note?: string; version?: number },
): Promise<Approval> {
  const { row } = await judged(tx, actor, id, { move: 'withdraw', version: wish.version })
  return giveBack(tx, actor, { ...row, state: 'withdrawn', reason: wish.note ?? null }, 'withdrawn')
}

async function giveBack(tx: Tx, actor: Actor, row: RequestRow, kind: 'sentBack' | 'withdrawn'): Promise<Approval> {
  close(tx, row)
  say(tx, actor, row, { kind, note: row.reason ?? undefined })
  await subjectOf(row.entity, row.purpose).returned(tx, actor, row)
  return readApproval(tx, actor, row.id)
}

type Asked = { readonly move: ApprovalMove; readonly version: number | undefined }
type Judged = { readonly row: RequestRow; readonly rows: readonly StepRow[]; readonly step: StepRow | undefined }

/** Locked, then judged: two approvers at once are one after the other, and the later one sees what is left to do. */
async function judged(tx: Tx, actor: Actor, id: string, asked: Asked): Promise<Judged> {
  const { move, version } = asked
  const [row, rows] = await Promise.all([lockRequest(tx, id), selectSteps(tx, id)])
  if (!row || !isInvolved(actor, row, rows)) throw missing('approval')
  const isStale = version !== undefined && version !== row.version
  const { facts, step } = await factsOf(tx, actor, row, rows)
  const verdict = judge(approvalFlow, move, { ...facts, isStale }, permission => can(actor, permission))
  if (!verdict.ok) throw new Refusal(verdict.reasons, isStale ? 'conflict' : 'invalid')
  return { row, rows, step }
}

const isInvolved = (actor: Actor, row: RequestRow, rows: readonly StepRow[]): boolean =>
  row.requestedBy === actor.userId || rows.some(step => step.userId === actor.userId)

async function factsOf(db: Db, actor: Actor, row: RequestRow, rows: readonly StepRow[]) {
  const hash = await subjectOf(row.entity, row.purpose).hash(db, row.recordId)
  const step = rows.find(one => one.userId === actor.userId && one.node === row.node && one.state === 'live')
  const facts: ApprovalFacts = {
    state: row.state,
    isStale: false,
    hasLiveStep: step !== undefined,
    isRequester: row.requestedBy === actor.userId,
    allowSelf: row.allowSelf,
    hasChanged: hash !== row.contentHash,
  }
  return { facts, step }
}

/** For whoever takes part in it or may read what it is about. */
export async function getApproval(db: Db, actor: Actor, id: string): Promise<Approval> {
  const found = await selectApproval(db, actor.userId, id)
  if (!found) throw missing('approval')
  const takesPart = found.requestedBy === actor.userId || found.steps.some(step => step.userId === actor.userId)
  if (!takesPart) await mustRead(db, actor, found)
  return shownTo(actor, found)
}

async function mustRead(db: Db, actor: Actor, { entity, recordId, id }: Approval): Promise<void> {
  const seen = await approvalsOf(db, actor, entity, recordId).catch((error: unknown) => {
    throw error instanceof Refusal && error.kind === 'missing' ? missing('approval') : error
  })
  if (!seen.some(one => one.id === id)) throw missing('approval')
}

/** What the reader may do now, and why not. Becoming void is no one's move. */
export async function approvalOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  await getApproval(db, actor, id)
  const [row, rows] = await Promise.all([readRequest(db, id), selectSteps(db, id)])
  if (!row) throw missing('approval')
  const { facts } = await factsOf(db, actor, row, rows)
  return movesFrom(approvalFlow, facts, permission => can(actor, permission)).filter(offer => offer.move !== 'void')
}

function changedStep(
  state: StepRow['state'],
  old: StepRow | undefined,
  decided: StepRow | undefined,
  by: { readonly at: string; readonly note: string | null },
): StepRow[] {
  if (!old || old.state === state) return []
  return [old.id === decided?.id ? { ...old, state, note: by.note, decidedAt: by.at } : { ...old, state }]
}

function close(tx: Tx, row: RequestRow): void {
  tx.write(
    requests.update(tx.orgId, { ...row, decidedAt: tx.now, version: row.version + 1 }),
    skipRestBound(tx.orgId, row.id),
    dropReadersBound(tx.orgId, row),
  )
}

function say(tx: Tx, actor: Actor, row: RequestRow, { kind, note }: { kind: string; note?: string | undefined }): void {
  tell(tx, {
    actor,
    entity: 'approval',
    recordId: row.id,
    kind: `approval.${kind}`,
    threads: [row.threadId],
    about: [{ entity: row.entity, recordId: row.recordId }],
    ...(note && { after: { note } }),
  })
}

async function readApproval(tx: Tx, actor: Actor, id: string): Promise<Approval> {
  const found = await selectApproval(tx, actor.userId, id)
  if (!found) throw missing('approval')
  return shownTo(actor, found)
}

/** Titles of those that whoever asked would have to decide: people changed hands. */
export const ownApprovals = async (tx: Tx): Promise<string[]> => (await selectOwnApprovals(tx)).map(one => one.title)
