import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import { CalendarEdit, CalendarYear } from './calendar.schema.ts'

const Year = shape({ year: Type.Optional(Type.Integer({ minimum: 1990, maximum: 2200 })) })

export const calendarApi = {
  get: endpoint({
    method: 'GET',
    path: '/work-calendar',
    mode: 'read',
    access: 'signedIn',
    query: Year,
    reply: CalendarYear,
  }),
  set: endpoint({
    method: 'PUT',
    path: '/work-calendar',
    mode: 'write',
    access: 'org.edit',
    query: Year,
    body: CalendarEdit,
    reply: CalendarYear,
  }),
}
