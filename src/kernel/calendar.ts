// Working days and working hours. China's holidays and shifted workdays (调休) are read from the data file
// of chinese-days: its functions read dates in the machine's zone and are a day off west of Greenwich.
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { addDays, type Day, dayOf, daysBetween, instantOf, isDate, isTime, weekday } from './clock.ts'
import type { Label } from './text.ts'

export type DayKind = 'work' | 'off'
export type WorkSpan = { from: string; to: string }

export type WorkCalendar = {
  zone: string
  /** ISO 3166: 'CN' follows its published calendar, others work Monday to Friday. */
  country: string
  hours: readonly WorkSpan[]
  /** The organisation's own exceptions, stronger than the published ones. */
  overrides: Readonly<Record<Day, DayKind>>
}

export const defaultCalendar: WorkCalendar = {
  zone: 'Asia/Shanghai',
  country: 'CN',
  hours: [{ from: '09:00', to: '18:00' }],
  overrides: {},
}

/** The organisation's own hours and exceptions, as its setting `calendar` keeps them; what is not there is usual. */
export function calendarOf(org: {
  readonly zone: string
  readonly country: string
  readonly settings: Readonly<Record<string, unknown>>
}): WorkCalendar {
  const usual = { ...defaultCalendar, zone: org.zone, country: org.country }
  const own = org.settings.calendar
  if (typeof own !== 'object' || own === null) return usual
  const { hours, days } = own as Partial<OwnCalendar> // written by the calendar's own verb, which checked it
  const overrides = Object.fromEntries((days ?? []).map(({ date, kind }) => [date, kind]))
  return { ...usual, overrides, ...(hours && hours.length > 0 && { hours }) }
}

export type OwnDay = { readonly date: Day; readonly kind: DayKind; readonly name: string | null }
export type OwnCalendar = { readonly hours: readonly WorkSpan[]; readonly days: readonly OwnDay[] }

const holidays = new Set(Object.keys(chineseDays.holidays))
const shiftedWorkdays = new Set(Object.keys(chineseDays.workdays))
const years = [...new Set([...holidays].map(date => Number(date.slice(0, 4))))].sort((a, b) => a - b)

/** The years whose holidays the library knows; doctor warns when the coming one is missing. */
export function publishedYears(country: string): readonly number[] {
  return country === 'CN' ? years : []
}

export function isWorkday(date: Day, calendar: WorkCalendar): boolean {
  const day = weekday(date)
  const own = Object.hasOwn(calendar.overrides, date) ? calendar.overrides[date] : undefined
  if (own) return own === 'work'
  if (calendar.country === 'CN' && shiftedWorkdays.has(date)) return true
  if (calendar.country === 'CN' && holidays.has(date)) return false
  return day <= 5
}

/** What the government announced for a year: days off, and weekends that are worked in their place. */
export function publishedDays(year: number, country: string): { date: Day; kind: DayKind; name: Label }[] {
  if (country !== 'CN') return []
  const named = (days: object, kind: DayKind) =>
    Object.entries(days)
      .filter(([date]) => date.startsWith(`${year}-`))
      .map(([date, text]) => {
        const [en = '', zh = en] = String(text).split(',')
        return { date, kind, name: { en, zh } }
      })
  const all = [...named(chineseDays.holidays, 'off'), ...named(chineseDays.workdays, 'work')]
  return all.toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

/** The date itself, or the last workday before it: when somebody is there to be told. */
export const workdayUntil = (date: Day, calendar: WorkCalendar): Day =>
  isWorkday(date, calendar) ? date : addWorkdays(date, -1, calendar)

/** The nth workday after the date (before it, for a negative n); of zero, the date itself. */
export function addWorkdays(date: Day, days: number, calendar: WorkCalendar): Day {
  if (!Number.isSafeInteger(days) || Math.abs(days) > MOST_DAYS)
    throw new RangeError(`not a number of workdays: ${days}`)
  const step = Math.sign(days)
  let found = date
  for (let left = Math.abs(days), tried = 0; left > 0; tried++) {
    if (tried > MOST_DAYS * 2) throw new RangeError('the calendar has no workdays')
    found = addDays(found, step)
    if (isWorkday(found, calendar)) left--
  }
  return found
}

/** Whole working minutes from one instant to another; negative when they run backwards. */
export function workMinutesBetween(from: Date, to: Date, calendar: WorkCalendar): number {
  if (to < from) return 0 - workMinutesBetween(to, from, calendar)
  const [first, last] = [dayOf(from, calendar.zone), dayOf(to, calendar.zone)]
  if (daysBetween(first, last) > MOST_DAYS) throw new RangeError('too long a time to count working minutes')
  let worked = 0
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (isWorkday(date, calendar)) worked += workedOn(date, { from, to }, calendar)
  }
  return Math.floor(worked / 60_000)
}

/** The instant at which so many working minutes have passed; of none, the first working instant from then on. */
export function addWorkMinutes(from: Date, minutes: number, calendar: WorkCalendar): Date {
  let left = minutes * 60_000
  let date = dayOf(from, calendar.zone)
  for (let tried = 0; tried < MOST_DAYS; tried++, date = addDays(date, 1)) {
    if (!isWorkday(date, calendar)) continue
    for (const span of calendar.hours) {
      const start = Math.max(from.getTime(), instantOf(date, span.from, calendar.zone).getTime())
      const room = instantOf(date, span.to, calendar.zone).getTime() - start
      if (room > 0 && left <= room) return new Date(start + left)
      left -= Math.max(0, room)
    }
  }
  throw new RangeError(`not within the calendar: ${minutes} working minutes`)
}

export type CalendarProblem = { key: 'calendar.badHours' | 'calendar.badDate'; path: string }

/** Hours are in order and do not overlap; exceptions are days that exist. */
export function calendarProblems(calendar: Pick<WorkCalendar, 'hours' | 'overrides'>): CalendarProblem[] {
  const hours = calendar.hours.flatMap(({ from, to }, i) => {
    const earlier = calendar.hours[i - 1]?.to ?? '00:00'
    const isRight = isTime(from) && isTime(to) && earlier <= from && from < to
    return isRight ? [] : [{ key: 'calendar.badHours' as const, path: `hours.${i}` }]
  })
  const dates = Object.keys(calendar.overrides).filter(date => !isDate(date))
  return [...hours, ...dates.map(date => ({ key: 'calendar.badDate' as const, path: `overrides.${date}` }))]
}

// some 20 years: enough for any promise, and a bound for every loop
const MOST_DAYS = 7_500

function workedOn(date: Day, range: { from: Date; to: Date }, calendar: WorkCalendar): number {
  let worked = 0
  for (const span of calendar.hours) {
    const start = Math.max(range.from.getTime(), instantOf(date, span.from, calendar.zone).getTime())
    const end = Math.min(range.to.getTime(), instantOf(date, span.to, calendar.zone).getTime())
    worked += Math.max(0, end - start)
  }
  return worked
}
