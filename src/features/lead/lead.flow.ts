import type { Flow } from '#kernel/flow.ts'
import { inactiveOwner, notFollowed, sameOwner } from './lead.rules.ts'
import type { LeadState } from './lead.schema.ts'

export type LeadMove = 'assign' | 'claim' | 'follow' | 'return' | 'recycle' | 'invalidate' | 'reopen' | 'convert'
export type LeadEffect = 'giveOwner' | 'stampFirst' | 'dropOwner' | 'keepReason' | 'keepOwner'
/** What the guards look at: the lead, and whom it shall go to. */
export type LeadFacts = {
  readonly state: LeadState
  readonly ownerId: string | null
  readonly to?: { readonly id: string; readonly active: boolean } | undefined
}
export type LeadPermission = 'lead.assign' | 'lead.follow' | 'lead.return' | 'lead.invalidate' | 'lead.convert' | 'pool.claim' | 'pool.recycle'

export const leadFlow: Flow<LeadState, LeadMove, LeadFacts, LeadPermission, LeadEffect> = {
  assign:     { from: ['unassigned', 'assigned', 'following'], to: 'assigned',   may: 'lead.assign',     unless: [inactiveOwner, sameOwner], then: ['giveOwner'] },
  // out of a pool and back into one: whether it may is the pool's to judge (`pool.flow.ts`)
  claim:      { from: ['unassigned'],                          to: 'assigned',   may: 'pool.claim',      then: ['giveOwner'], by: 'journey' },
  recycle:    { from: ['unassigned', 'assigned', 'following'], to: 'unassigned', may: 'pool.recycle',    then: ['dropOwner'], by: 'journey' },
  // the first follow-up does this by itself
  follow:     { from: ['assigned'],                            to: 'following',  may: 'lead.follow',     then: ['stampFirst'] },
  return:     { from: ['assigned', 'following'],               to: 'unassigned', may: 'lead.return',     then: ['dropOwner'] },
  invalidate: { from: ['unassigned', 'assigned', 'following'], to: 'invalid',    may: 'lead.invalidate', then: ['keepReason'] },
  // whoever reopens a lead that nobody (active) owns has it
  reopen:     { from: ['invalid'],                             to: 'assigned',   may: 'lead.invalidate', then: ['keepOwner'] },
  // an assigned lead is shown why not: a first follow-up is missing
  convert:    { from: ['assigned', 'following'],               to: 'converted',  may: 'lead.convert',    unless: [notFollowed], by: 'journey' },
}
