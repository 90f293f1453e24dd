// The first-response clock: working minutes from being given a lead to the first contact, and the ladder that is
// climbed while nobody answers. Pure.
import { addWorkMinutes, calendarOf, workMinutesBetween } from '#kernel/calendar.ts'
import type { How } from './given.ts'

export type ClockOrg = {
  readonly zone: string
  readonly country: string
  readonly settings: Readonly<Record<string, unknown>>
}
/** All in working minutes after the lead was given; null: this rung is left out. */
export type Responding = {
  readonly on: boolean
  readonly minutes: number
  readonly ownerAt: number | null
  readonly managerAt: number | null
  readonly reassignAt: number | null
  /** Since when the ladder stands still. */
  readonly pausedAt: string | null
}

const usualResponding: Responding = {
  on: false,
  minutes: 60,
  ownerAt: 45,
  managerAt: 60,
  reassignAt: 120,
  pausedAt: null,
}

export const respondingOf = (settings: ClockOrg['settings']): Responding => ({
  ...usualResponding,
  ...(settings.responding as Partial<Responding> | undefined), // written by the clock's own verb, in this shape
})

/** Who makes or brings in a lead has not been given it. */
const timed: ReadonlySet<How> = new Set(['hand', 'claim', 'rule', 'ladder'])
export const isTimed = (how: How): boolean => timed.has(how)

export function respondByOf(org: ClockOrg, how: How, now: string): string | null {
  const { on, minutes } = respondingOf(org.settings)
  return on && isTimed(how) ? after(org, now, minutes) : null
}

const after = (org: ClockOrg, from: string, minutes: number): string =>
  addWorkMinutes(new Date(from), minutes, calendarOf(org)).toISOString()

/** A contact that somebody dates back before they had the lead took no time. */
export function minutesTaken(org: ClockOrg, from: string, to: string): number {
  const [start, end] = [new Date(from), new Date(to)]
  // not counted backwards: what somebody dates back by decades is more than a calendar has
  return end <= start ? 0 : workMinutesBetween(start, end, calendarOf(org))
}

export type Rung = 1 | 2 | 3
export type Climb = { readonly at: string; readonly step: number; readonly paused: number }

/** The next rung and when it is reached; none when the ladder is at its end or off. */
export function nextRung(
  org: ClockOrg,
  { at, step, paused }: Climb,
): { readonly rung: Rung; readonly at: string } | undefined {
  const { on, ownerAt, managerAt, reassignAt } = respondingOf(org.settings)
  if (!on) return undefined
  const rungs = [
    [1, ownerAt],
    [2, managerAt],
    [3, reassignAt],
  ] as const
  for (const [rung, minutes] of rungs)
    if (rung > step && minutes !== null) return { rung, at: after(org, at, minutes + paused) }
  return undefined
}

/** Working minutes that the ladder stood still for who was given a lead then. */
export const stoodStill = (org: ClockOrg, given: string, ...[from, to]: readonly [from: string, to: string]): number =>
  minutesTaken(org, given > from ? given : from, to)
