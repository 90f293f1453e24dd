// What a number of a sheet means by its format: a day, a time, a share, digits with zeros before them. Excel keeps 15
// digits of a number; what stands behind them is noise of the binary form.
import { addDays } from '#kernel/clock.ts'
import { shift } from './numbers.ts'

export type Format = 'plain' | 'date' | 'time' | 'percent' | { readonly pad: number }

// those every workbook knows without writing them down, the Chinese ones among them
const days = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const times = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56])

/** Excel’s own bound; the patterns stay cheap. */
const longestCode = 255

export function formatOf(id: number, code: string | undefined): Format {
  if (code === undefined)
    return days.has(id) ? 'date' : times.has(id) ? 'time' : id === 9 || id === 10 ? 'percent' : 'plain'
  const [first = ''] = code
    .slice(0, longestCode)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';')
  const bare = first.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (/^0{2,}$/.test(bare)) return { pad: bare.length }
  if (/general/i.test(bare)) return 'plain'
  if (/[yd]/i.test(bare)) return 'date'
  if (/[hs]/i.test(bare)) return 'time'
  if (/m/i.test(bare)) return 'date'
  return bare.includes('%') ? 'percent' : 'plain'
}

export type Epoch = 1900 | 1904

/** `undefined`: not a number at all. */
export function numberText(raw: string, format: Format, epoch: Epoch): string | undefined {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3})?$/i.test(raw)) return undefined
  if (format === 'date' || format === 'time') return dayText(Number(raw), epoch) ?? digitsOf(raw)
  if (format === 'percent') return `${tidy(shiftSigned(digitsOf(raw), 2))}%`
  const digits = digitsOf(raw)
  return typeof format === 'object' && /^\d+$/.test(digits) ? digits.padStart(format.pad, '0') : digits
}

/** As a whole number was written; of others the 15 digits that Excel shows, without an exponent. */
function digitsOf(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw
  const value = Number(raw)
  const [body = '', power = '0'] = Math.abs(value).toPrecision(15).split('e')
  const plain = tidy(shift(body, Number(power)))
  return value < 0 && plain !== '0' ? `-${plain}` : plain
}

const shiftSigned = (digits: string, power: number): string =>
  digits.startsWith('-') ? `-${shift(digits.slice(1), power)}` : shift(digits, power)

function tidy(digits: string): string {
  const whole = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
  return whole.replace(/^(-?)0+(?=\d)/, '$1')
}

const secondsADay = 86_400

/** Day 60 of the 1900 system is 29 February 1900, which never was: kept as it is shown, so that it is refused. */
function dayText(serial: number, epoch: Epoch): string | undefined {
  if (serial < 0 || serial >= 2_958_466) return undefined
  const seconds = Math.round(serial * secondsADay)
  const day = Math.floor(seconds / secondsADay)
  const rest = seconds % secondsADay
  const clock = rest === 0 ? '' : clockOf(rest)
  if (day === 0 && epoch === 1900) return clock || '1900-01-00'
  const date = epoch === 1904 ? addDays('1904-01-01', day) : day === 60 ? '1900-02-29' : early(day)
  return clock ? `${date} ${clock}` : date
}

const early = (day: number): string => addDays(day < 60 ? '1899-12-31' : '1899-12-30', day)

function clockOf(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map(part => String(part).padStart(2, '0')).join(':')
}
