// When a task is due, when it rings, and when it comes again: by the organisation's days.
import { addWorkdays, type WorkCalendar } from '#kernel/calendar.ts'
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  dayRange,
  instantOf,
  isOnADay,
  onDayOfMonth,
  startOfMonth,
  timeOf,
} from '#kernel/clock.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { TaskRemind, TaskRepeat } from './task.schema.ts'

type Due = { readonly due: Day | null; readonly dueAt: string | null }

/** A time says its day; without one the day ends with its last moment. */
export function dueOf({ due, dueAt }: Due, zone: string): Due & { readonly dueBy: string | null } {
  if (dueAt) return { due: dayOf(new Date(dueAt), zone), dueAt, dueBy: dueAt }
  if (!due) return { due: null, dueAt: null, dueBy: null }
  // after the last day there is none to end it
  const dueBy =
    due === lastDay ? `${lastDay}T23:59:59.999Z` : new Date(dayRange(due, zone).end.getTime() - 1).toISOString()
  return { due, dueAt: null, dueBy }
}
const lastDay: Day = '9999-12-31'

const minutes: Readonly<Record<TaskRemind, number>> = { onTime: 0, quarter: 15, hour: 60, day: 1440 }

type Ringing = Due & { readonly dueBy: string | null; readonly remind: TaskRemind | null }

/** C151, C152: so long before it is due; a point that is over rings at once, as long as there is time left. */
export function remindAt(
  { due, dueAt, dueBy, remind }: Ringing,
  now: string,
  calendar: WorkCalendar,
): string | undefined {
  if (!remind || !due || !dueBy || dueBy <= now) return undefined
  const begins = calendar.hours[0]?.from ?? '09:00'
  const from = dueAt ?? instantOf(due, begins, calendar.zone).toISOString()
  const at = new Date(Date.parse(from) - minutes[remind] * 60_000).toISOString()
  return at > now ? at : now
}

type Repeating = { readonly due: Day; readonly repeat: TaskRepeat; readonly repeatDay: number | null }

/** The next day it is meant for that is not over: nobody finds a heap of missed ones. C164: month ends do not drift. */
export function nextDue({ due, repeat, repeatDay }: Repeating, today: Day, calendar: WorkCalendar): Day {
  const after = (day: Day): Day => {
    if (repeat === 'workday') return addWorkdays(day, 1, calendar)
    if (repeat === 'week') return addDays(day, 7)
    return onDayOfMonth(addMonths(startOfMonth(day), 1), repeatDay ?? Number(day.slice(8)))
  }
  let next = after(due)
  while (next < today) next = after(next)
  return next
}

/** The same hour of the clock on another day. */
export const sameTime = (dueAt: string, day: Day, zone: string): string =>
  instantOf(day, timeOf(new Date(dueAt), zone), zone).toISOString()

type Wanted = Due & { readonly remind: TaskRemind | null; readonly repeat: TaskRepeat | null }

export const taskProblems = ({ due, dueAt, remind, repeat }: Wanted, zone: string): Reason[] =>
  due || dueAt
    ? dueAt && !isOnADay(new Date(dueAt), zone)
      ? [reason('kernel.badDate', 'dueAt')]
      : []
    : [
        ...(repeat ? [reason('task.repeatNeedsDue', 'due')] : []),
        ...(remind ? [reason('task.remindNeedsDue', 'due')] : []),
      ]
