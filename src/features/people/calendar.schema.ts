import { type Static, Type } from 'typebox'
import { DateOnly, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM' })
const Kind = OneOf(['work', 'off'])

const OwnDayShape = shape({ date: DateOnly, kind: Kind, name: Nullable(Text(60)) })
export const CalendarEdit = shape({
  hours: Type.Array(shape({ from: Time, to: Time }), { minItems: 1, maxItems: 6 }),
  /** Stronger than what is published. */
  days: Type.Array(OwnDayShape, { maxItems: 1000 }),
})
export type CalendarEdit = Static<typeof CalendarEdit>

const Words = shape({ en: Type.String(), zh: Type.String() })
export const CalendarYear = shape({
  ...CalendarEdit.properties,
  /** Of the year asked for, as the country announced it. */
  published: Type.Array(shape({ date: DateOnly, kind: Kind, name: Words })),
  isPublished: Type.Boolean(),
})
export type CalendarYear = Static<typeof CalendarYear>
