// A special release is granted, refused, withdrawn or taken back. Its order is locked by whoever comes here, and carries
// what stands: no move of an order asks a second time.
import {
  approve,
  findApproval,
  lockApproval,
  sendBackApproval,
  voidApproval,
} from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { type ReleaseMove, releaseFlow } from '../creditRelease.flow.ts'
import { contentOf, type ReleaseFacts } from '../creditRelease.rules.ts'
import type { CreditRelease, Release } from '../creditRelease.schema.ts'
import { aboutRelease, tellRelease } from './creditRelease.service.ts'
import { creditReleaseSource, releaseBound, selectRelease, selectReleasesOf } from './creditRelease.sql.ts'
import { creditReleases, type ReleaseRow } from './creditRelease.table.ts'
import { lockOrderRow, selectOrderRows } from './order.sql.ts'
import type { OrderRow } from './order.table.ts'

export type ReleaseWish = {
  readonly move: ReleaseMove
  readonly version?: number | undefined
  readonly note?: string | undefined
}
/** Grants what nobody's approval is asked for: the journey that may confirm the order. */
export type Granting = (tx: Tx, actor: Actor, orderId: string, note: string | undefined) => Promise<void>

export async function moveRelease(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[wish, grant]: [ReleaseWish, Granting]
): Promise<CreditRelease> {
  const seen = await getRecord<CreditRelease>(tx, actor, creditReleaseSource, id)
  if (wish.version !== undefined && wish.version !== seen.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  if (wish.move === 'grant' || wish.move === 'refuse') await decide(tx, actor, seen, { ...wish, grant })
  else await moveOwn(tx, actor, seen, wish)
  return readBack<CreditRelease>(tx, actor, creditReleaseSource, id)
}

type Decision = ReleaseWish & { readonly grant: Granting }
/** The same as deciding it in the inbox; where its policy asked nobody, by right. */
async function decide(tx: Tx, actor: Actor, seen: CreditRelease, { move, note, grant }: Decision): Promise<void> {
  if (seen.state !== 'asked') throw new Refusal({ key: 'flow.notFromHere', values: { state: seen.state } })
  const request = await findApproval(tx, aboutRelease(seen.orderId))
  if (request && move === 'grant') await approve(tx, actor, request.id, note ? { note } : {})
  else if (request) await sendBackApproval(tx, actor, request.id, { reason: note ?? '' })
  else if (move === 'grant') await grant(tx, actor, seen.orderId, note)
  else await endAsked(tx, actor, seen.orderId, { move: 'refuse', note, isAsked: mayGrant(actor, seen) })
}

/** By right: not one's own, unless one owns the company. */
export const mayGrant = (actor: Actor, row: Pick<CreditRelease, 'ownerId' | 'deptId' | 'askedById'>): boolean =>
  can(actor, 'creditRelease.grant', row) && (row.askedById !== actor.userId || actor.roles.includes('owner'))

async function moveOwn(tx: Tx, actor: Actor, seen: CreditRelease, { move, version, note }: ReleaseWish): Promise<void> {
  const request = move === 'withdraw' ? await lockApproval(tx, aboutRelease(seen.orderId)) : undefined
  const order = await lockOrderRow(tx, seen.orderId)
  const row = await selectRelease(tx, seen.id)
  if (!row || !order) throw missing('creditRelease')
  if (version !== undefined && version !== row.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = factsOf(tx, actor, { row, order }, false)
  const verdict = judge(releaseFlow, move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  voidApproval(tx, actor, request)
  carryRelease(tx, actor, { row, order }, { state: verdict.to, note })
  if (move !== 'revoke') return
  tx.write(releaseBound(tx.orgId, { ...order, release: null, ...editStamp(tx, actor, order) }))
  tellAsker(tx, actor, { row, order }, { kind: 'creditReleaseRevoked', note })
}

export type HeldRelease = { readonly row: ReleaseRow; readonly order: OrderRow }
type Next = { readonly state: ReleaseRow['state']; readonly note?: string | undefined; readonly after?: object }

function carryRelease(tx: Tx, actor: Actor, { row, order }: HeldRelease, next: Next): ReleaseRow {
  const { state, note, after } = next
  const isDecided = state === 'granted' || state === 'refused'
  const moved: ReleaseRow = {
    ...row,
    state,
    ...(isDecided && { decidedBy: actor.userId, decidedAt: tx.now }),
    ...editStamp(tx, actor, row),
  }
  tx.write(creditReleases.update(tx.orgId, moved))
  tellRelease(tx, actor, moved, { order, kind: state, from: row.state, after: { ...after, ...(note && { note }) } })
  return moved
}

function factsOf(db: Db, actor: Actor, { row, order }: HeldRelease, isAsked: boolean): ReleaseFacts {
  const isOwn = row.createdBy === actor.userId
  const day = today(db.database.clock, actor.org.zone)
  return { ...row, orderState: order.state, isAsked, isOwn, isAsker: isOwn, day }
}

export async function releaseOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [seen, row] = await Promise.all([
    getRecord<CreditRelease>(db, actor, creditReleaseSource, id),
    selectRelease(db, id),
  ])
  if (!row) throw missing('creditRelease')
  const [request, mine, [order]] = await Promise.all([
    findApproval(db, aboutRelease(row.orderId)),
    inbox(db, actor),
    selectOrderRows(db, [row.orderId]),
  ])
  if (!order) throw missing('creditRelease')
  const isAsked = request ? mine.some(one => one.id === request.id && one.mine) : mayGrant(actor, seen)
  const facts = factsOf(db, actor, { row, order }, isAsked)
  return movesFrom(releaseFlow, facts, permission => can(actor, permission, row)).filter(one => one.move !== 'replace')
}

/** The hash that its approval is bound to. */
export async function releaseHash(db: Db, orderId: string): Promise<string | undefined> {
  const asked = (await selectReleasesOf(db, orderId)).find(one => one.state === 'asked')
  return asked && contentOf(asked)
}

type End = { readonly move: 'refuse' | 'withdraw'; readonly note: string | undefined; readonly isAsked: boolean }
type Grant = { readonly note: string | undefined; readonly isAsked: boolean }
/** What was asked for stands for its locked order from now on, in the place of what stood. */
export async function grantAsked(tx: Tx, actor: Actor, order: OrderRow, { note, isAsked }: Grant): Promise<OrderRow> {
  const found = await selectReleasesOf(tx, order.id)
  const row = found.find(one => one.state === 'asked')
  if (!row) throw new Refusal('creditRelease.moved', 'conflict')
  const facts = factsOf(tx, actor, { row, order }, isAsked || mayGrant(actor, { ...row, askedById: row.createdBy }))
  const verdict = judge(releaseFlow, 'grant', facts, () => true)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  for (const old of found)
    if (old.state === 'granted') carryRelease(tx, actor, { row: old, order }, { state: 'replaced' })
  carryRelease(tx, actor, { row, order }, { state: verdict.to, note, after: { amount: row.amount } })
  const { id, number, amount, until } = row
  const release: Release = { id, number, amount, until, by: actor.name }
  const next = { ...order, release, ...editStamp(tx, actor, order) }
  tx.write(releaseBound(tx.orgId, next))
  tellAsker(tx, actor, { row, order }, { kind: 'creditReleaseGranted' })
  return next
}

/** Sent back or withdrawn by its approval, or refused by right. */
export async function endAsked(tx: Tx, actor: Actor, orderId: string, { move, note, isAsked }: End): Promise<void> {
  const order = await lockOrderRow(tx, orderId)
  const row = (await selectReleasesOf(tx, orderId)).find(one => one.state === 'asked')
  if (!row || !order) throw new Refusal('creditRelease.moved', 'conflict')
  const facts = { ...factsOf(tx, actor, { row, order }, isAsked), isAsker: true }
  const verdict = judge(releaseFlow, move, facts, () => true)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const ended = carryRelease(tx, actor, { row, order }, { state: verdict.to, note })
  if (move === 'refuse') tellAsker(tx, actor, { row: ended, order }, { kind: 'creditReleaseRefused', note })
}

type Answer = {
  readonly kind: 'creditReleaseGranted' | 'creditReleaseRefused' | 'creditReleaseRevoked'
  readonly note?: string | undefined
}
function tellAsker(tx: Tx, actor: Actor, { row, order }: HeldRelease, { kind, note }: Answer): void {
  const values = { by: actor.name, number: order.number, until: row.until, reason: note ?? '' }
  const userIds = [row.createdBy, order.ownerId]
  notify(tx, actor, { userIds, kind, values, entity: 'order', recordId: order.id })
}

/** The order ends: what is asked for it is not answered any more, and once it is cancelled nothing stands. */
export async function endReleases(tx: Tx, actor: Actor, order: OrderRow, ended: Ended): Promise<OrderRow> {
  const { request, found, running, isCancelled } = ended
  // it was asked for while this waited: its request could no longer be locked in its turn
  if (running && running.id !== request?.id) throw new Refusal('order.moved', 'conflict')
  voidApproval(tx, actor, request)
  for (const row of found) {
    if (row.state === 'asked') carryRelease(tx, actor, { row, order }, { state: 'withdrawn' })
    else if (isCancelled) carryRelease(tx, actor, { row, order }, { state: 'revoked' })
  }
  if (!isCancelled || !order.release) return order
  const next = { ...order, release: null }
  tx.write(releaseBound(tx.orgId, next))
  return next
}
type Request = Awaited<ReturnType<typeof lockApproval>>
type Ended = Releases & { readonly isCancelled: boolean }
type Releases = { readonly request: Request; readonly found: readonly ReleaseRow[]; readonly running: Request }

/** Level 2, before the order; then what there is under its lock, which `hold` takes in the same trip. */
export async function holdWithReleases<H>(tx: Tx, id: string, hold: () => Promise<H>): Promise<readonly [H, Releases]> {
  const [request, held, found, running] = await Promise.all([
    lockApproval(tx, aboutRelease(id)),
    hold(),
    selectReleasesOf(tx, id),
    findApproval(tx, aboutRelease(id)),
  ])
  return [held, { request, found, running }]
}
