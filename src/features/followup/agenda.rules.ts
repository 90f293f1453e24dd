// Which days a view of the calendar shows. Pure: days are days of the organisation.
import { addDays, addMonths, type Day, daysBetween, endOfMonth, startOfMonth, weekday } from '#kernel/clock.ts'
import { type Reason, reason } from '#kernel/refusal.ts'

export const agendaViews = ['month', 'week', 'list'] as const
export type AgendaView = (typeof agendaViews)[number]

const monday = (day: Day): Day => addDays(day, 1 - weekday(day))

/** A month shows whole weeks, a list two of them from the day on. */
export function daysOf(view: AgendaView, day: Day): Day[] {
  const from = view === 'month' ? monday(startOfMonth(day)) : view === 'week' ? monday(day) : day
  const count = view === 'month' ? weeksOf(day) * 7 : view === 'week' ? 7 : 14
  return Array.from({ length: count }, (_, i) => addDays(from, i))
}

const weeksOf = (day: Day): number => (daysBetween(monday(startOfMonth(day)), monday(endOfMonth(day))) + 7) / 7

/** One page on or back; months go by their first day, so that none is skipped. */
export function turned(view: AgendaView, day: Day, by: 1 | -1): Day {
  return view === 'month' ? addMonths(startOfMonth(day), by) : addDays(day, by * (view === 'week' ? 7 : 14))
}

/** Two months and their edges. */
const most = 75

export function spanProblems(from: Day, to: Day): Reason[] {
  if (to < from) return [reason('agenda.backwards', 'to')]
  return daysBetween(from, to) >= most ? [reason('agenda.tooLong', 'to', { days: most })] : []
}
