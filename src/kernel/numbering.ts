// Document numbers by pattern: `SO{yyyyMMdd}-{0001}`. The date part decides when counting starts again;
// the counter is as wide as its zeros and grows past them.
import { type Day, isDate } from './clock.ts'

export type NumberPattern = { readonly parts: readonly Part[]; readonly period: Period }
export type NumberProblem =
  | 'numbering.empty'
  | 'numbering.tooLong'
  | 'numbering.badToken'
  | 'numbering.badBrace'
  | 'numbering.badCharacter'
  | 'numbering.oneCounter'
  | 'numbering.tooWide'

type Period = 'day' | 'month' | 'year' | 'none'
type Part = { text: string } | { date: DateToken } | { width: number }
type DateToken = keyof typeof dateTokens

// A month without its year is not offered: its numbers would come again a year later.
const dateTokens = {
  yyyyMMdd: { period: 'day', of: (d: Day) => d.replaceAll('-', '') },
  yyMMdd: { period: 'day', of: (d: Day) => d.replaceAll('-', '').slice(2) },
  yyyyMM: { period: 'month', of: (d: Day) => d.replaceAll('-', '').slice(0, 6) },
  yyMM: { period: 'month', of: (d: Day) => d.replaceAll('-', '').slice(2, 6) },
  yyyy: { period: 'year', of: (d: Day) => d.slice(0, 4) },
  yy: { period: 'year', of: (d: Day) => d.slice(2, 4) },
} as const satisfies Record<string, { period: Period; of(date: Day): string }>

export function parsePattern(text: string): { pattern: NumberPattern } | { problem: NumberProblem } {
  if (text.trim() === '') return { problem: 'numbering.empty' }
  if ([...text].length > 40) return { problem: 'numbering.tooLong' }
  const parts: Part[] = []
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue
    const part = partOf(piece)
    if (typeof part === 'string') return { problem: part }
    parts.push(part)
  }
  if (parts.filter(part => 'width' in part).length !== 1) return { problem: 'numbering.oneCounter' }
  return { pattern: { parts, period: periodOf(parts) } }
}

export function formatNumber(pattern: NumberPattern, date: Day, n: number): string {
  if (!isDate(date)) throw new RangeError(`not a date: ${date.slice(0, 40)}`)
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`not a running number: ${n}`)
  return pattern.parts.map(part => written(part, date, n)).join('')
}

/** The key of the counter row: '20260301', '202603', '2026', or '' for one that never starts again. */
export function periodKey(pattern: NumberPattern, date: Day): string {
  if (!isDate(date)) throw new RangeError(`not a date: ${date.slice(0, 40)}`)
  return date.replaceAll('-', '').slice(0, { day: 8, month: 6, year: 4, none: 0 }[pattern.period])
}

function partOf(piece: string): Part | NumberProblem {
  if (!/[{}]/.test(piece)) return /^[\p{L}\p{M}\p{N} ._/#-]+$/u.test(piece) ? { text: piece } : 'numbering.badCharacter'
  const token = /^\{(.*)\}$/.exec(piece)?.[1]
  if (token === undefined) return 'numbering.badBrace'
  if (isDateToken(token)) return { date: token }
  if (!/^0*[01]$/.test(token)) return 'numbering.badToken'
  return token.length <= 12 ? { width: token.length } : 'numbering.tooWide'
}

function periodOf(parts: readonly Part[]): Period {
  const periods = parts.flatMap(part => ('date' in part ? [dateTokens[part.date].period] : []))
  return (['day', 'month', 'year'] as const).find(period => periods.some(one => one === period)) ?? 'none'
}

function written(part: Part, date: Day, n: number): string {
  if ('text' in part) return part.text
  return 'date' in part ? dateTokens[part.date].of(date) : String(n).padStart(part.width, '0')
}

const isDateToken = (token: string): token is DateToken => Object.hasOwn(dateTokens, token)
