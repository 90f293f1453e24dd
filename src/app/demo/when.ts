// Days of the demo company are counted in workdays from today: nobody of it works on a Sunday.
import { addWorkdays, defaultCalendar } from '#kernel/calendar.ts'
import { type Clock, instantOf, today } from '#kernel/clock.ts'

const { zone } = defaultCalendar

/** The date so many workdays ago; a negative number is ahead. */
export const dayAgo = (clock: Clock, days: number): string => addWorkdays(today(clock, zone), -days, defaultCalendar)
export const whenOf = (clock: Clock, day: number, time: string): string =>
  instantOf(dayAgo(clock, day), time, zone).toISOString()
