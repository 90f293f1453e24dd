// Days that move with today: what a filter means by "this week". Weeks begin on Monday; both ends belong to a
// span, and a missing one leaves it open.
import { addDays, addMonths, type Day, endOfMonth, startOfMonth, weekday } from './clock.ts'

export type Span = { readonly from?: Day; readonly to?: Day }

/** Spans that need no number, in the order in which they are offered. */
export const namedSpans = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'past',
  'future',
] as const
export type NamedSpan = (typeof namedSpans)[number]

/** With a number of days: `last:7` and `next:7` count today, `ago:30` is thirty days ago or longer. */
export const countedSpans = ['last', 'next', 'ago'] as const
export type CountedSpan = (typeof countedSpans)[number]

const mostDays = 3660

export function spanParts(word: string): { readonly kind: CountedSpan; readonly days: number } | undefined {
  const [, kind, digits] = /^([a-z]+):(\d{1,4})$/.exec(word) ?? []
  const counted = countedSpans.find(one => one === kind)
  const days = Number(digits)
  return counted && days >= 1 && days <= mostDays ? { kind: counted, days } : undefined
}

/** Nothing for a word that is no span. */
export function spanOf(word: string, today: Day): Span | undefined {
  const counted = spanParts(word)
  if (counted) return counts[counted.kind](today, counted.days)
  const named = namedSpans.find(one => one === word)
  return named && names[named](today)
}

// biome-ignore format: a table
const counts: Record<CountedSpan, (today: Day, days: number) => Span> = {
  last: (today, days) => ({ from: addDays(today, 1 - days), to: today }),
  next: (today, days) => ({ from: today, to: addDays(today, days - 1) }),
  ago:  (today, days) => ({ to: addDays(today, -days) }),
}

const day = (date: Day): Span => ({ from: date, to: date })
const week = (date: Day): Span => {
  const monday = addDays(date, 1 - weekday(date))
  return { from: monday, to: addDays(monday, 6) }
}
const month = (date: Day): Span => ({ from: startOfMonth(date), to: endOfMonth(date) })
function quarter(date: Day): Span {
  const first = addMonths(startOfMonth(date), -((Number(date.slice(5, 7)) - 1) % 3))
  return { from: first, to: endOfMonth(addMonths(first, 2)) }
}
const year = (date: Day): Span => ({ from: `${date.slice(0, 4)}-01-01`, to: `${date.slice(0, 4)}-12-31` })

// biome-ignore format: a table
const names: Record<NamedSpan, (today: Day) => Span> = {
  today:       day,
  yesterday:   today => day(addDays(today, -1)),
  tomorrow:    today => day(addDays(today, 1)),
  thisWeek:    week,
  lastWeek:    today => week(addDays(today, -7)),
  nextWeek:    today => week(addDays(today, 7)),
  thisMonth:   month,
  lastMonth:   today => month(addMonths(startOfMonth(today), -1)),
  nextMonth:   today => month(addMonths(startOfMonth(today), 1)),
  thisQuarter: quarter,
  lastQuarter: today => quarter(addMonths(startOfMonth(today), -3)),
  thisYear:    year,
  lastYear:    today => year(addMonths(startOfMonth(today), -12)),
  past:        today => ({ to: addDays(today, -1) }),
  future:      today => ({ from: addDays(today, 1) }),
}
