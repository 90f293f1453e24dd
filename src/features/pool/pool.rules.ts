// Guards: each is named for the problem it finds. And the days of a rule: pure.
import { addDays, type Day } from '#kernel/clock.ts'
import type { Guard } from '#kernel/flow.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { PoolRule } from './pool.schema.ts'

/** `closed`: a lead that was converted or is invalid. */
export type PoolState = 'pooled' | 'owned' | 'locked' | 'loose' | 'closed'

/** What a person has and may still take. */
export type Room = {
  readonly held: number
  readonly holdingCap: number | null
  readonly level: string | null
  readonly heldOfLevel: number
  readonly levelCap: number | null
}
export type PoolFacts = {
  readonly state: PoolState
  readonly ownerId: string | null
  readonly isMember: boolean
  /** Admin of the pool, or in charge of all pools. */
  readonly runs: boolean
  readonly claimedToday: number
  readonly dailyCap: number | null
  /** The person had it a short while ago and may take it again only from this day on. */
  readonly coolUntil: Day | null
  readonly room: Room
  readonly to?: { readonly id: string; readonly active: boolean; readonly isMember: boolean } | undefined
  /** Somebody else has it registered, and the company refuses. */
  readonly registered?: Reason | undefined
  /** Where it would go. */
  readonly target: string | null
}

export const outsider: Guard<PoolFacts> = ({ isMember }) => (isMember ? undefined : 'pool.outsider')
export const runsNot: Guard<PoolFacts> = ({ runs }) => (runs ? undefined : 'pool.runsNot')
export const dailyCapReached: Guard<PoolFacts> = ({ claimedToday, dailyCap }) =>
  dailyCap !== null && claimedToday >= dailyCap ? { key: 'pool.dailyCap', values: { cap: dailyCap } } : undefined
export const holdingFull: Guard<PoolFacts> = ({ room: { held, holdingCap } }) =>
  holdingCap !== null && held >= holdingCap ? { key: 'pool.holdingFull', values: { held, cap: holdingCap } } : undefined
export const levelFull: Guard<PoolFacts> = ({ room: { level, heldOfLevel, levelCap } }) =>
  level !== null && levelCap !== null && heldOfLevel >= levelCap
    ? { key: 'pool.levelFull', values: { level, held: heldOfLevel, cap: levelCap } }
    : undefined
export const coolingDown: Guard<PoolFacts> = ({ coolUntil }) =>
  coolUntil === null ? undefined : { key: 'pool.coolingDown', values: { date: coolUntil } }
export const inactivePerson: Guard<PoolFacts> = ({ to }) => (to && !to.active ? 'pool.inactivePerson' : undefined)
export const stranger: Guard<PoolFacts> = ({ to }) => (to && !to.isMember ? 'pool.stranger' : undefined)
export const samePerson: Guard<PoolFacts> = ({ to, ownerId }) =>
  to && to.id === ownerId ? 'pool.samePerson' : undefined
export const registeredElsewhere: Guard<PoolFacts> = ({ registered }) => registered
export const nowhere: Guard<PoolFacts> = ({ target }) => (target === null ? 'pool.nowhere' : undefined)

/** The day on which so many whole days have passed. */
export const dueOn = (since: Day, { days }: Pick<PoolRule, 'days'>): Day => addDays(since, days)

/** Taken back or given back on this day, it is free for the same person again only after so many days. */
export function coolUntilOf(left: Day | null, today: Day, cooldownDays: number): Day | null {
  if (left === null || cooldownDays === 0) return null
  const free = addDays(left, cooldownDays)
  return free > today ? free : null
}
