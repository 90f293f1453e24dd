// The only place that asks what time it is. A Day is 'YYYY-MM-DD' and has no zone; an instant is a Date;
// the two meet only through a named zone, never through the machine's own.

export type Day = string
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date(Date.now()) }

export function fixedClock(iso: string): Clock {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${iso}`)
  return { now: () => new Date(at) }
}

export const today = (clock: Clock, zone: string): Day => dayOf(clock.now(), zone)

export function isZone(text: string): boolean {
  try {
    zoneFormat(text)
    return true
  } catch {
    return false
  }
}

/** Strict: four-digit year, a day that exists, year 1 to 9999. */
export function isDate(text: string): boolean {
  const [, y, m, d] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number)
  if (!y || !m || !d) return false
  return m <= 12 && d <= daysIn(y, m)
}

export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text)
}

export function dayOf(instant: Date, zone: string): Day {
  return textOf(Math.floor((instant.getTime() + offsetAt(instant.getTime(), zone)) / DAY))
}

/** The last evening of the year 9999 falls further east on a day that no calendar here has. */
export const isOnADay = (instant: Date, zone: string): boolean =>
  isDate(new Date(instant.getTime() + offsetAt(instant.getTime(), zone)).toISOString().slice(0, 10))

/** 'HH:mm' as the wall clock of the zone shows it at the instant. */
export function timeOf(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), zone)).toISOString().slice(11, 16)
}

/**
 * The instant a wall clock shows this date and time. A time that a clock change repeats is its first;
 * one that it skips is moved on by the gap (02:30 becomes 03:30), as Temporal's "compatible".
 */
export function instantOf(date: Day, time: string, zone: string): Date {
  if (!isTime(time)) throw new RangeError(`not a time: ${time}`)
  const [h = 0, m = 0, s = 0] = time.split(':').map(Number)
  const wall = dayNumber(date) * DAY + ((h * 60 + m) * 60 + s) * 1000
  const before = offsetAt(wall - DAY, zone)
  const after = offsetAt(wall + DAY, zone)
  const found = [before, after]
    .map(offset => ({ at: wall - offset, offset }))
    .filter(c => offsetAt(c.at, zone) === c.offset)
  return new Date(found.length > 0 ? Math.min(...found.map(c => c.at)) : wall - before)
}

/** [start, end) of a day in the zone; 23 or 25 hours where clocks change. */
export function dayRange(date: Day, zone: string): { start: Date; end: Date } {
  return { start: instantOf(date, '00:00', zone), end: instantOf(addDays(date, 1), '00:00', zone) }
}

/** [start, end) of the month the day is in. */
export function monthRange(date: Day, zone: string): { start: Date; end: Date } {
  const first = startOfMonth(date)
  return { start: instantOf(first, '00:00', zone), end: instantOf(addMonths(first, 1), '00:00', zone) }
}

export const addDays = (date: Day, days: number): Day => textOf(dayNumber(date) + whole(days))

export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** 1 Monday … 7 Sunday. */
export const weekday = (date: Day): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1

/** Keeps the day of the month, or takes the last day of a shorter one. */
export function addMonths(date: Day, months: number): Day {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + (month - 1) + whole(months)
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return textOf(numberOf(y, m, Math.min(day, daysIn(y, m))))
}

export const startOfMonth = (date: Day): Day => `${date.slice(0, 8)}01`

export function endOfMonth(date: Day): Day {
  const { year, month } = partsOf(date)
  return textOf(numberOf(year, month, daysIn(year, month)))
}

/** A term of "N months, end of month". */
export const addMonthsEndOfMonth = (date: Day, months: number): Day => endOfMonth(addMonths(date, months))

/** The first date on or after this one whose day of the month is `day`, or the last day of a shorter month. */
export function onDayOfMonth(date: Day, day: number): Day {
  if (whole(day) < 1 || day > 31) throw new RangeError(`not a day of the month: ${day}`)
  const inMonth = (first: Day) => addDays(first, Math.min(day, partsOf(endOfMonth(first)).day) - 1)
  const here = inMonth(startOfMonth(date))
  return here >= date ? here : inMonth(addMonths(startOfMonth(date), 1))
}

const DAY = 86_400_000

function partsOf(date: Day): { year: number; month: number; day: number } {
  if (!isDate(date)) throw new RangeError(`not a date: ${date.slice(0, 40)}`)
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return { year, month, day }
}

function dayNumber(date: Day): number {
  const { year, month, day } = partsOf(date)
  return numberOf(year, month, day)
}

// Date.UTC would read the years 0 to 99 as 1900 to 1999
const numberOf = (year: number, month: number, day: number): number =>
  new Date(0).setUTCFullYear(year, month - 1, day) / DAY

function textOf(number: number): Day {
  const text = new Date(number * DAY)
  if (Number.isNaN(text.getTime()) || !isDate(text.toISOString().slice(0, 10))) throw beyond()
  return text.toISOString().slice(0, 10)
}

/** As PostgreSQL would say it of such a day: whoever agreed on it is told, and nothing is at fault. */
const beyond = (): RangeError => Object.assign(new RangeError('date out of range'), { code: '22008' })

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number: ${n}`)
  return n
}

const MINUTE = 60_000
const latest = new Map<string, { readonly minute: number; readonly offset: number }>()

/** A formatter needs 3 µs and most ask about now: clocks change at whole minutes, and have done so for decades. */
function offsetAt(at: number, zone: string): number {
  const [known, now] = [latest.get(zone), Math.floor(at / MINUTE)]
  if (known?.minute === now) return known.offset
  const offset = readOffset(at, zone)
  if (at > Date.UTC(2000)) latest.set(zone, { minute: now, offset })
  return offset
}

function readOffset(at: number, zone: string): number {
  const fields: Record<string, number> = {}
  for (const { type, value } of zoneFormat(zone).formatToParts(at)) fields[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields
  return numberOf(year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * 1000 - Math.floor(at / 1000) * 1000
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>()

// Making a formatter costs some 50 µs, using one about 1 µs.
function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  zoneFormats.set(zone, made)
  return made
}
