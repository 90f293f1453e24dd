// Moves of a lead, each judged by its row of the flow table.
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import type { RecordRef } from '#kernel/thread.ts'
import type { How } from '#meta/given.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import { type LeadFacts, type LeadMove, leadFlow } from '../lead.flow.ts'
import type { Lead } from '../lead.schema.ts'
import { answerGiven, clockFrom, followGiven, type Giving } from './given.service.ts'
import { leadEffects, type MoveFacts } from './lead.effects.ts'
import { getLead, lockLead, saidOf, tellLead, tellNewOwner } from './lead.service.ts'
import { leadSource, lockLeadByDeal, type OwnerFacts, selectOwner } from './lead.sql.ts'
import { type LeadRow, leads } from './lead.table.ts'

const told: Readonly<Record<LeadMove, string>> = {
  assign: 'assigned',
  claim: 'claimed',
  follow: 'followed',
  return: 'returned',
  recycle: 'recycled',
  invalidate: 'invalidated',
  reopen: 'reopened',
  convert: 'converted',
}

const gives: Readonly<Partial<Record<LeadMove, How>>> = { assign: 'hand', reopen: 'reopen' }

type Wish = { readonly reason?: string | undefined; readonly note?: string | undefined; readonly at?: string }
type Asked = Wish & {
  readonly move: LeadMove
  readonly to?: OwnerFacts | undefined
  readonly also?: Partial<LeadRow>
  /** Records on whose timelines the move shows too. */
  readonly about?: readonly RecordRef[]
}

export async function assignLead(
  tx: Tx,
  actor: Actor,
  id: string,
  { ownerId, note }: { ownerId: string; note?: string | undefined },
): Promise<Lead> {
  const [row, to] = await Promise.all([lockLead(tx, actor, id, 'lead.read'), selectOwner(tx, ownerId)])
  if (!to) throw new Refusal(reason('lead.unknownOwner', 'ownerId'))
  const beyond = to.active && !can(actor, 'lead.assign', { ownerId: to.id, deptId: to.deptId })
  // who may not assign it at all is told so by the move itself
  if (beyond && can(actor, 'lead.assign', row)) throw new Refusal(reason('lead.mayNotGive', 'ownerId'), 'forbidden')
  moveRow(tx, actor, row, { move: 'assign', to, note })
  return readBack<Lead>(tx, actor, leadSource, id)
}

export const returnLead = (tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Lead> =>
  moveLead(tx, actor, id, { ...wish, move: 'return' })
export const invalidateLead = (tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Lead> =>
  moveLead(tx, actor, id, { ...wish, move: 'invalidate' })

export async function reopenLead(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Lead> {
  const row = await lockLead(tx, actor, id, 'lead.read')
  const owner = row.ownerId ? await selectOwner(tx, row.ownerId) : undefined
  const self = { id: actor.userId, name: actor.name, deptId: actor.deptId, active: true }
  moveRow(tx, actor, row, { ...wish, move: 'reopen', to: owner?.active ? owner : self })
  return readBack<Lead>(tx, actor, leadSource, id)
}

async function moveLead(tx: Tx, actor: Actor, id: string, wish: Wish & { move: LeadMove }): Promise<Lead> {
  const row = await lockLead(tx, actor, id, 'lead.read')
  moveRow(tx, actor, row, wish)
  return readBack<Lead>(tx, actor, leadSource, id)
}

function judged(actor: Actor, row: LeadRow, move: LeadMove, to: LeadFacts['to']) {
  return judge(leadFlow, move, { state: row.state, ownerId: row.ownerId, to }, permission =>
    can(actor, permission, row),
  )
}

/** Judges, then writes the new row and its event; `also` is what a journey knows beside the move. */
function moveRow(tx: Tx, actor: Actor, row: LeadRow, asked: Asked): LeadRow {
  const { move, to, reason: why, note, at, also, about = [] } = asked
  const verdict = judged(actor, row, move, move === 'assign' ? to : undefined)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const giving: Giving | undefined = gives[move] && { how: gives[move], org: actor.org, byId: actor.userId }
  const facts: MoveFacts = { now: at ?? tx.now, to, reason: why, ...(giving && clockFrom(tx, giving)) }
  const changed = verdict.effects.map(effect => leadEffects[effect](row, facts))
  const next: LeadRow = Object.assign({}, row, ...changed, also, { state: verdict.to }, editStamp(tx, actor, row))
  const { before, after } = changes(saidOf(row), saidOf(next))
  const words = { ...(why && { reason: why }), ...(note && { note }) }
  tx.write(leads.update(tx.orgId, next))
  if (move !== 'follow') followGiven(tx, row, next, giving)
  if (move === 'assign') tellNewOwner(tx, actor, next)
  // a follow-up rings by itself, a conversion takes what rings along to the deal
  if (move !== 'follow' && move !== 'convert') tellNextStep(tx, actor, 'lead', row, next)
  tellLead(tx, actor, next, {
    kind: told[move],
    from: row.state,
    to: next.state,
    before,
    after: { ...after, ...words },
    about,
  })
  return next
}

type Planned = { readonly step: string | null; readonly at: string | null }

export type Followed = {
  readonly at: string
  /** `undefined`: the follow-up says nothing of it, and takes a step that was due before the instant. */
  readonly next?: Planned | undefined
  readonly takesBefore: string
  /** Only a note may be added to a converted lead. */
  readonly note: boolean
}

/** The lead's own verb for a follow-up: the first one starts it. */
export async function followLead(tx: Tx, actor: Actor, id: string, followed: Followed): Promise<LeadRow> {
  const row = await lockLead(tx, actor, id, 'lead.read')
  if (row.state === 'converted') {
    if (!followed.note) throw new Refusal('lead.closed')
    return row
  }
  const next = followed.next ?? takenStep(row, followed)
  const later = row.lastFollowupAt && row.lastFollowupAt > followed.at ? row.lastFollowupAt : followed.at
  const answered = !followed.note && answerGiven(tx, actor, row, followed.at)
  const also: Partial<LeadRow> = {
    lastFollowupAt: later,
    ...(answered && { respondBy: null }),
    ...(next && { nextStep: next.step, nextStepAt: next.at }),
  }
  if (!followed.note && judged(actor, row, 'follow', undefined).ok)
    return moveRow(tx, actor, row, { move: 'follow', at: followed.at, also })
  return changeRow(tx, actor, row, { also, said: Boolean(next) })
}

const takenStep = ({ nextStepAt }: LeadRow, { note, takesBefore }: Followed): Planned | undefined =>
  !note && nextStepAt && nextStepAt < takesBefore ? { step: null, at: null } : undefined

/** Only the next step: put off from Home, or mended in its follow-up. */
export async function planLead(tx: Tx, actor: Actor, id: string, { step, at }: Planned): Promise<LeadRow> {
  const row = await lockLead(tx, actor, id, 'lead.edit')
  if (row.state === 'converted') throw new Refusal('lead.closed')
  return changeRow(tx, actor, row, { also: { nextStep: step, nextStepAt: at }, said: true })
}

type Change = { readonly also: Partial<LeadRow>; readonly said: boolean }

function changeRow(tx: Tx, actor: Actor, row: LeadRow, { also, said }: Change): LeadRow {
  const next: LeadRow = { ...row, ...also, ...editStamp(tx, actor, row) }
  const { before, after } = changes(saidOf(row), saidOf(next))
  tx.write(leads.update(tx.orgId, next))
  if (said) tellLead(tx, actor, next, { kind: 'edited', before, after })
  return next
}

export type LeadBecame = { readonly customerId: string; readonly contactId: string; readonly dealId: string }

/** For the journey: locked and judged, or what it became when someone was faster. */
export async function lockLeadToConvert(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ row: LeadRow; became?: LeadBecame }> {
  const row = await lockLead(tx, actor, id, 'lead.convert')
  const { state, customerId, contactId, dealId } = row
  if (state === 'converted' && customerId && contactId && dealId)
    return { row, became: { customerId, contactId, dealId } }
  const verdict = judged(actor, row, 'convert', undefined)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  return { row }
}

export function convertedLead(tx: Tx, actor: Actor, row: LeadRow, became: LeadBecame): void {
  const { customerId, contactId, dealId } = became
  const about = Object.entries({ customer: customerId, contact: contactId, deal: dealId }).map(
    ([entity, recordId]) => ({ entity, recordId }),
  )
  const also = { ...became, convertedAt: tx.now, respondBy: null, nextStep: null, nextStepAt: null }
  moveRow(tx, actor, row, { move: 'convert', also, about })
}

/** For the journey that gives a deal to another customer: the lead it came from leads there, too. */
export const lockLeadOfDeal = (tx: Tx, dealId: string): Promise<LeadRow | undefined> => lockLeadByDeal(tx, dealId)

type NewCustomer = { readonly customerId: string; readonly contactId: string | null }
export function giveLeadTo(tx: Tx, actor: Actor, row: LeadRow, { customerId, contactId }: NewCustomer): void {
  // the person stays who they are while nobody of the new customer is named
  changeRow(tx, actor, row, { also: { customerId, ...(contactId && { contactId }) }, said: true })
}

/** The first follow-up is logged, not pressed; what a pool does stands with the pool. */
const byOthers: ReadonlySet<LeadMove> = new Set(['follow', 'claim', 'recycle'])

/** What the move bar draws. */
export async function leadOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer<LeadMove>[]> {
  const { state, ownerId, deptId } = await getLead(db, actor, id)
  const offers = movesFrom(leadFlow, { state, ownerId }, permission => can(actor, permission, { ownerId, deptId }))
  return offers.filter(offer => !byOthers.has(offer.move))
}
