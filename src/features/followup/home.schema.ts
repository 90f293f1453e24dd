import { type Static, Type } from 'typebox'
import { DateOnly, OneOf, shape } from '#kernel/api.ts'
import { HomeLine, homeParts } from '#meta/home.ts'

export const homeGroups = ['late', 'today', 'tomorrow', ...homeParts] as const
export type HomeGroup = (typeof homeGroups)[number]

export const Home = shape({
  day: DateOnly,
  groups: Type.Array(shape({ key: OneOf(homeGroups), lines: Type.Array(HomeLine) })),
  /** Monday to Sunday: how many next steps of mine lie on each day, and how many of my orders are promised for it. */
  week: Type.Array(shape({ day: DateOnly, count: Type.Integer(), promised: Type.Integer() })),
})
export type Home = Static<typeof Home>
