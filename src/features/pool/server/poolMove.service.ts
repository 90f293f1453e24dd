// Claim, assign, transfer, return, recycle, lock: each judged by its row of the flow, under the locks of whoever takes
// and of the record, and kept in the ledger.
import { customerAfter } from '#features/customer/server/pooled.service.ts'
import type { Lead } from '#features/lead/lead.schema.ts'
import { assignLead, returnLead } from '#features/lead/server/leadMove.service.ts'
import { leadAfter } from '#features/lead/server/pooled.service.ts'
import { type Holding, passedOver, tellHolders } from '#features/registration/server/guard.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { judge } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import type { AnyRecord } from '#meta/registry.ts'
import { type PoolMove, poolFlow } from '../pool.flow.ts'
import type { PoolFacts } from '../pool.rules.ts'
import type { PoolEntity, PoolMoveKind } from '../pool.schema.ts'
import { homeOf } from './due.service.ts'
import { factsFor, type Held, holdRecord, mayIn } from './facts.service.ts'
import { lockMemberships, selectTaker, type TakerRow } from './pool.sql.ts'
import { type PoolRow, poolMoves } from './pool.table.ts'

type Wish = {
  readonly reason?: string | undefined
  readonly note?: string | undefined
  readonly poolId?: string | undefined
}
type Of = { readonly entity: PoolEntity; readonly id: string }

/** One's own. Of eight at once the first gets it; the others hear who was faster. */
export async function claimPooled(tx: Tx, actor: Actor, of: Of): Promise<AnyRecord> {
  await lockMemberships(tx, actor.userId)
  const held = await holdRecord(tx, actor, of)
  if (held.state !== 'pooled') {
    // it lay in a pool of theirs a moment ago
    if (held.homePoolId && actor.poolIds.includes(held.homePoolId)) throw await tooLate(tx, actor, held)
    throw new Refusal('pool.notPooled', 'conflict')
  }
  const to = { id: actor.userId, name: actor.name, deptId: actor.deptId, active: true }
  const facts = await factsFor(tx, actor, held, { to, takes: true })
  judged('claim', actor, held, facts)
  held.give({ by: actor, to, kind: 'claimed' })
  const why = heard(tx, actor, held, { to, holdings: facts.holdings })
  note(tx, actor, held, { kind: 'claim', poolId: held.poolId, userId: to.id, ...why })
  return backOf(tx, actor, of)
}

async function tooLate(tx: Tx, actor: Actor, { ownerId }: Held): Promise<Refusal> {
  if (ownerId === actor.userId) return new Refusal('pool.yours', 'conflict')
  const by = ownerId && (await selectTaker(tx, ownerId))
  return new Refusal(by ? reason('pool.takenBy', undefined, { by: by.name }) : 'pool.taken', 'conflict')
}

/** Out of a pool by whoever runs it; from one owner to another by whoever may give it away. */
export async function assignPooled(
  tx: Tx,
  actor: Actor,
  of: Of,
  { ownerId, note: words }: { readonly ownerId: string; readonly note?: string | undefined },
): Promise<AnyRecord> {
  await lockMemberships(tx, ownerId)
  const to = await selectTaker(tx, ownerId)
  const held = await holdRecord(tx, actor, of)
  if (!to) throw new Refusal(reason('lead.unknownOwner', 'ownerId'))
  if (of.entity === 'lead' && held.state !== 'pooled') return handOn(tx, actor, held, { to, words })
  const facts = await factsFor(tx, actor, held, { to, takes: true })
  const move = held.state === 'pooled' ? 'assign' : 'transfer'
  const beyond = move === 'transfer' && !can(actor, 'customer.assign', { ownerId: to.id, deptId: to.deptId })
  judged(move, actor, held, facts)
  if (beyond) throw new Refusal(reason('lead.mayNotGive', 'ownerId'), 'forbidden')
  held.give({
    by: actor,
    to,
    kind: move === 'assign' ? 'assigned' : 'transferred',
    words: words ? { note: words } : {},
  })
  const why = heard(tx, actor, held, { to, holdings: facts.holdings })
  note(tx, actor, held, { kind: move, poolId: held.poolId ?? held.homePoolId, userId: to.id, ...why })
  return backOf(tx, actor, of)
}

/** A lead is given by its own verb; what came out of a pool stays within its caps. */
async function handOn(
  tx: Tx,
  actor: Actor,
  held: Held,
  { to, words }: { readonly to: TakerRow; readonly words: string | undefined },
): Promise<AnyRecord> {
  const { room, registered, holdings } = await factsFor(tx, actor, held, { to, takes: true })
  const full = room.holdingCap !== null && room.held >= room.holdingCap && held.ownerId !== to.id
  if (full) throw new Refusal(reason('pool.holdingFull', 'ownerId', { held: room.held, cap: room.holdingCap ?? 0 }))
  if (registered) throw new Refusal({ ...registered, path: 'ownerId' })
  const lead = await assignLead(tx, actor, held.id, { ownerId: to.id, note: words })
  const why = heard(tx, actor, held, { to, holdings })
  note(tx, actor, held, { kind: 'transfer', poolId: held.homePoolId, userId: to.id, ...why })
  return lead
}

/** Where the company only warns: whoever has it registered is told, and the ledger keeps that it was passed over. */
function heard(
  tx: Tx,
  actor: Actor,
  { entity, id, subject }: Held,
  { to, holdings }: { readonly to: { readonly id: string }; readonly holdings: readonly Holding[] },
): { readonly why?: string } {
  const made = { entity, id, ownerId: to.id, productLine: subject.productLine }
  tellHolders(tx, actor, made, holdings)
  const why = passedOver(actor.lang, made, holdings)
  return why ? { why } : {}
}

/** By its owner, who says why; a manager takes it back. */
export async function returnPooled(tx: Tx, actor: Actor, of: Of, wish: Wish): Promise<AnyRecord> {
  return backInto(tx, actor, of, { ...wish, move: 'return' })
}

export async function recyclePooled(tx: Tx, actor: Actor, of: Of, wish: Wish): Promise<AnyRecord> {
  return backInto(tx, actor, of, { ...wish, move: 'recycle' })
}

async function backInto(
  tx: Tx,
  actor: Actor,
  of: Of,
  { move, poolId, reason: why }: Wish & { readonly move: 'return' | 'recycle' },
): Promise<AnyRecord> {
  const held = await holdRecord(tx, actor, of)
  const target = await homeOf(tx, of.entity, { ...held, homePoolId: poolId ?? held.homePoolId })
  if (poolId && target?.id !== poolId) throw new Refusal(reason('pool.unknown', 'poolId'))
  // without a pool to go to, a lead waits unassigned as ever
  if (!target && of.entity === 'lead' && move === 'return') return returnLead(tx, actor, of.id, { reason: why })
  const facts = await factsFor(tx, actor, held, { target: target?.id ?? null })
  judged(move, actor, held, facts)
  const kind = move === 'return' ? 'returned' : 'recycled'
  if (target) held.put({ by: actor, pool: target, kind, words: { ...(why && { reason: why }), pool: target.name } })
  note(tx, actor, held, { kind: move, poolId: target?.id ?? null, userId: held.ownerId, ...(why && { why }) })
  return backOf(tx, actor, of)
}

export async function lockPooled(tx: Tx, actor: Actor, of: Of, move: 'lock' | 'unlock'): Promise<AnyRecord> {
  const held = await holdRecord(tx, actor, of)
  judged(move, actor, held, await factsFor(tx, actor, held, {}))
  held.lock({ by: actor, locked: move === 'lock' })
  return backOf(tx, actor, of)
}

function judged(move: PoolMove, actor: Actor, held: Held, facts: PoolFacts): void {
  const verdict = judge(poolFlow, move, facts, mayIn(actor, held))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
}

type Noted = {
  readonly kind: PoolMoveKind
  readonly poolId: PoolRow['id'] | null
  readonly userId: string | null
  readonly why?: string
}

/** What never lay in a pool and goes to none is not the ledger's. */
function note(tx: Tx, actor: Actor, { entity, id }: Held, { poolId, why, ...move }: Noted): void {
  if (!poolId) return
  const facts = why ? { reason: why } : null
  const row = { ...move, poolId, entity, recordId: id, byId: actor.userId, rule: null, facts, at: tx.now }
  tx.write(poolMoves.insert(tx.orgId, [{ ...row, id: newId() }]))
}

export async function assignLeadBy(
  tx: Tx,
  actor: Actor,
  id: string,
  give: { readonly ownerId: string; readonly note?: string | undefined },
): Promise<Lead> {
  await assignPooled(tx, actor, { entity: 'lead', id }, give)
  return leadAfter(tx, actor, id)
}

export async function returnLeadBy(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Lead> {
  await returnPooled(tx, actor, { entity: 'lead', id }, wish)
  return leadAfter(tx, actor, id)
}

const backOf = (tx: Tx, actor: Actor, { entity, id }: Of): Promise<AnyRecord> =>
  entity === 'lead' ? leadAfter(tx, actor, id) : customerAfter(tx, actor, id)
