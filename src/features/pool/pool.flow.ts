// How a lead or a customer passes through pools. The lead's own state follows (`lead.flow.ts`).
import type { Flow } from '#kernel/flow.ts'
import type { PoolFacts, PoolState } from './pool.rules.ts'
import {
  coolingDown,
  dailyCapReached,
  holdingFull,
  inactivePerson,
  levelFull,
  nowhere,
  outsider,
  registeredElsewhere,
  runsNot,
  samePerson,
  stranger,
} from './pool.rules.ts'

export type PoolMove = 'claim' | 'assign' | 'transfer' | 'return' | 'recycle' | 'lock' | 'unlock'
export type PoolPermission =
  | 'pool.claim'
  | 'pool.transfer'
  | 'pool.return'
  | 'pool.recycle'
  | 'pool.lock'

export const poolFlow: Flow<PoolState, PoolMove, PoolFacts, PoolPermission> = {
  claim:    { from: ['pooled'],                   to: 'owned',  may: 'pool.claim',   unless: [outsider, dailyCapReached, holdingFull, levelFull, coolingDown, registeredElsewhere] },
  // out of a pool by whoever runs it; the caps are the new owner's
  assign:   { from: ['pooled'],          to: 'owned',  may: 'pool.claim',   unless: [runsNot, inactivePerson, stranger, holdingFull, levelFull, registeredElsewhere] },
  transfer: { from: ['owned', 'locked'],          to: 'owned',  may: 'pool.transfer',  unless: [inactivePerson, samePerson, holdingFull, levelFull, registeredElsewhere] },
  return:   { from: ['owned', 'loose'],           to: 'pooled', may: 'pool.return',  unless: [nowhere] },
  recycle:  { from: ['owned'],                    to: 'pooled', may: 'pool.recycle', unless: [nowhere] },
  // what is locked no rule takes
  lock:     { from: ['owned'],                    to: 'locked', may: 'pool.lock' },
  unlock:   { from: ['locked'],                   to: 'owned',  may: 'pool.lock' },
}
