// The times a next step usually gets, as the organisation's calendar shows them.
import { addDays, dayOf, instantOf, weekday } from '#kernel/clock.ts'

export type NextTime = 'inHours' | 'tomorrow' | 'friday' | 'week'
export const nextTimes: readonly NextTime[] = ['inHours', 'tomorrow', 'friday', 'week']

export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export function timeFor(which: NextTime, now: Date, zone: string): Date {
  const today = dayOf(now, zone)
  if (which === 'inHours') return new Date(Math.ceil((now.getTime() + 2 * 3_600_000) / 300_000) * 300_000)
  if (which === 'tomorrow') return instantOf(addDays(today, 1), '10:00', zone)
  if (which === 'week') return instantOf(addDays(today, 7), '10:00', zone)
  return instantOf(addDays(today, (5 - weekday(today) + 7) % 7 || 7), '10:00', zone)
}
