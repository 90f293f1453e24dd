// Dates as people write them. `03/04/2024` may be March or April: the column decides, else the user.
import { addDays, type Day, isDate } from '#kernel/clock.ts'
import type { DateOrder, ImportOptions, Parsed } from '../exchange.schema.ts'
import { shown } from './numbers.ts'

/** `mixed`: both orders are certain in some cell; `unclear`: no cell tells; `plain`: no such cells. */
export type ColumnDates = DateOrder | 'mixed' | 'unclear' | 'plain'
export type DateRule = {
  readonly order: ColumnDates
  readonly years: 'past' | 'near' | undefined
  readonly today: string
  /** Of a workbook that counts its days from 1904. */
  readonly epoch1904?: boolean
}

export function columnDateOrder(cells: Iterable<string>): ColumnDates {
  let dmy = false
  let mdy = false
  let unclear = false
  for (const cell of cells) {
    const parts = numericParts(clean(cell).replace(/[T ](?:上午|下午)?\d{1,2}:.*$/, ''))
    if (parts === undefined) continue
    const certain = certainOrder(parts)
    dmy ||= certain === 'dmy'
    mdy ||= certain === 'mdy'
    unclear ||= certain === undefined && parts[0] !== parts[1]
  }
  if (dmy && mdy) return 'mixed'
  if (dmy) return 'dmy'
  return mdy ? 'mdy' : unclear ? 'unclear' : 'plain'
}

/** The order that counts: the user's word for this column, then the cells', then the word for the whole file. */
export function dateOrder(found: ColumnDates, column: DateOrder | undefined, options: ImportOptions): ColumnDates {
  return column ?? (found === 'unclear' ? (options.dates ?? found) : found)
}

export function parseDate(cell: string, rule: DateRule): Parsed<Day> {
  const text = clean(cell)
  const early = notADay(text)
  if (early !== undefined) return no(early, cell)
  const found = yearFirst(text) ?? named(text) ?? serial(text, rule)
  if (found !== undefined) return finish(found, cell)
  const parts = numericParts(text)
  if (parts === undefined) return no('exchange.dateNot', cell)
  const order = orderOf(parts, rule.order)
  if (order === undefined) return no('exchange.dateUnclear', cell)
  const year = fullYear(parts[2], rule)
  if (year === undefined) return no('exchange.dateTwoDigitYear', cell)
  const [day, month] = order === 'dmy' ? [parts[0], parts[1]] : [parts[1], parts[0]]
  // a birth is never after today: this year's later days belong to the century before
  const tooLate = twoDigit(parts[2]) && rule.years === 'past' && iso(year, month, day) > rule.today
  return finish(iso(tooLate ? year - 100 : year, month, day), cell)
}

const no = (key: string, cell: string): Parsed<Day> => ({ ok: false, reason: { key, values: { cell: shown(cell) } } })

// 2026年11月25日 星期三 and Wednesday, November 25, 2026: Excel's long dates
const weekday = /(?<=[日号]) ?\(?(?:星期|周)[一二三四五六日天]\)?|^(?:mon|tues|wednes|thurs|fri|satur|sun)day, /i

export const clean = (cell: string): string =>
  cell.length > 80 ? '' : cell.normalize('NFKC').trim().replace(/\s+/g, ' ').replace(weekday, '').trim()

function notADay(text: string): string | undefined {
  if (/^(?:19|20|21)\d\d ?年?$/.test(text)) return 'exchange.dateOnlyYear'
  if (/^\d{4} ?[-/.年] ?\d{1,2} ?月?$/.test(text)) return 'exchange.dateOnlyMonth'
  return /^#+$/.test(text) ? 'exchange.cellHashes' : undefined
}

/** 2026-11-25, 2026/11/25, 2026.11.25, 2026年11月25日, 20261125. */
function yearFirst(text: string): Day | undefined {
  const found = /^(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/.exec(text)
  if (found !== null) return dayOf(found, [1, 3, 4])
  const chinese = /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?$/.exec(text)
  if (chinese !== null) return dayOf(chinese, [1, 2, 3])
  const digits = /^((?:19|20|21)\d\d)(\d\d)(\d\d)$/.exec(text)
  return digits === null ? undefined : dayOf(digits, [1, 2, 3])
}

const dayOf = (found: RegExpExecArray, [year, month, day]: readonly [number, number, number]): Day =>
  iso(found[year] ?? '', found[month] ?? '', found[day] ?? '')

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** 25 Nov 2026, 25-Nov-2026, November 25, 2026: the name leaves no doubt. */
function named(text: string): Day | undefined {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i.exec(text)
  if (dayFirst !== null) return namedDay(dayFirst[3], dayFirst[2], dayFirst[1])
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text)
  return monthFirst === null ? undefined : namedDay(monthFirst[3], monthFirst[1], monthFirst[2])
}

function namedDay(year: string | undefined, name: string | undefined, date: string | undefined): Day | undefined {
  const at = months.indexOf((name ?? '').slice(0, 3).toLowerCase())
  return at < 0 ? undefined : iso(year ?? '', at + 1, date ?? '')
}

/** Excel's day number, five digits = 1927 to 2173, so that it is never a year; a fraction is the time. */
function serial(text: string, { epoch1904 = false }: DateRule): Day | undefined {
  const found = /^([1-9]\d{4})(?:\.\d+)?$/.exec(text)
  if (found === null) return undefined
  return addDays(epoch1904 ? '1904-01-01' : '1899-12-30', Number(found[1]))
}

type NumericParts = readonly [first: number, second: number, year: string]

/** 31/12/2024, 31.12.2024, 12-31-24: the year stands last. */
function numericParts(text: string): NumericParts | undefined {
  const found = /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)$/.exec(text)
  return found === null ? undefined : [Number(found[1]), Number(found[3]), found[4] ?? '']
}

function orderOf(parts: NumericParts, order: ColumnDates): DateOrder | undefined {
  if (order === 'dmy' || order === 'mdy') return order
  const [first, second] = parts
  // the same either way, or no day either way
  return first === second || (first > 12 && second > 12) ? 'dmy' : certainOrder(parts)
}

function certainOrder([first, second]: NumericParts): DateOrder | undefined {
  if (first > 12 && first <= 31 && second <= 12) return 'dmy'
  return second > 12 && second <= 31 && first <= 12 ? 'mdy' : undefined
}

const twoDigit = (year: string): boolean => year.length === 2

function fullYear(year: string, { years, today }: DateRule): number | undefined {
  if (!twoDigit(year)) return Number(year)
  if (years === undefined) return undefined
  const now = Number(today.slice(0, 4))
  const latest = years === 'past' ? now : now + 19
  return latest - ((((latest - Number(year)) % 100) + 100) % 100)
}

const finish = (found: Day, cell: string): Parsed<Day> =>
  isDate(found) ? { ok: true, value: found } : no('exchange.dateNotReal', cell)

const iso = (year: number | string, month: number | string, day: number | string): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
