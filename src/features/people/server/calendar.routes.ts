import type { Handlers } from '#kernel/api.ts'
import type { calendarApi } from '../calendar.api.ts'
import { readCalendar, setCalendar } from './calendar.service.ts'

export const calendarHandlers: Handlers<typeof calendarApi> = {
  get: async (db, actor, { year }) => readCalendar(db, actor, year),
  set: (tx, actor, input) => setCalendar(tx, actor, input),
}
