// Numbers as people write them. A lone `1,234` may be 1234 or 1.234: the column decides, else the user.
import type { Reason } from '#kernel/refusal.ts'
import type { NumberStyle, Parsed } from '../exchange.schema.ts'

/** `mixed`: both styles are certain in some cell; `unclear`: no cell tells; `plain`: no separators at all. */
export type ColumnNumbers = NumberStyle | 'mixed' | 'unclear' | 'plain'
export type NumberCell = { readonly digits: string; readonly percent: boolean; readonly currency: string | undefined }

export function columnNumberStyle(cells: Iterable<string>): ColumnNumbers {
  let point = false
  let comma = false
  let unclear = false
  for (const cell of cells) {
    const reading = readingsOf(strip(cell).body)
    point ||= reading.point !== undefined && reading.comma === undefined
    comma ||= reading.comma !== undefined && reading.point === undefined
    unclear ||= isUnclear(reading)
  }
  if (point && comma) return 'mixed'
  if (point) return 'point'
  return comma ? 'comma' : unclear ? 'unclear' : 'plain'
}

export function parseNumber(cell: string, style: ColumnNumbers): Parsed<NumberCell> {
  const { body, negative, power, percent, currency, scientific } = strip(cell)
  const reading = readingsOf(body)
  if (reading.point === undefined && reading.comma === undefined) return no('exchange.numberNot', cell)
  const digits =
    style === 'point' || style === 'comma'
      ? reading[style]
      : isUnclear(reading)
        ? undefined
        : (reading.point ?? reading.comma)
  if (digits === undefined) return no(isUnclear(reading) ? 'exchange.numberUnclear' : 'exchange.numberOtherStyle', cell)
  // 1.2E+10 shows two digits of eleven: what the spreadsheet hid cannot be read back
  if (scientific && power > decimalsOf(digits)) return no('exchange.scientific', cell)
  const shifted = tidy(shift(digits, power))
  return { ok: true, value: { digits: negative && /[1-9]/.test(shifted) ? `-${shifted}` : shifted, percent, currency } }
}

/** Moves the decimal point, exactly, by text. */
export function shift(digits: string, power: number): string {
  const [whole = '', fraction = ''] = digits.split('.')
  const all = whole + fraction
  const point = whole.length + power
  if (point <= 0) return `0.${'0'.repeat(-point)}${all}`
  return point >= all.length ? all + '0'.repeat(point - all.length) : `${all.slice(0, point)}.${all.slice(point)}`
}

const no = (key: string, cell: string): Parsed<NumberCell> => ({
  ok: false,
  reason: { key, values: { cell: shown(cell) } } satisfies Reason,
})
export const shown = (cell: string): string => (cell.length > 80 ? `${cell.slice(0, 79)}…` : cell)

const decimalsOf = (digits: string): number => digits.split('.')[1]?.length ?? 0

function tidy(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const head = whole.replace(/^0+(?=\d)/, '') || '0'
  return fraction === undefined || fraction === '' ? head : `${head}.${fraction}`
}

type Stripped = {
  body: string
  negative: boolean
  power: number
  percent: boolean
  currency: string | undefined
  scientific: boolean
}

const powers: Readonly<Record<string, number>> = { 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8 }
const currencySigns =
  'US\\$|HK\\$|NT\\$|[$¥€£₩₹]|CNY|RMB|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|KWD|INR|SEK|DKK|NOK|PLN'
const before = new RegExp(`^(?:${currencySigns})\\s*`, 'i')
const after = new RegExp(`\\s*(?:${currencySigns}|人民币|元|圆)$`, 'i')

/** Takes sign, currency, percent, 万 and exponent off; what is left is digits and separators, or no number. */
function strip(cell: string): Stripped {
  // no number is that long, and the patterns below stay cheap
  let body = cell.length > 80 ? '' : cell.normalize('NFKC').trim().replaceAll('\u2212', '-')
  let negative = false
  const bracketed = /^\((.*)\)$/s.exec(body)?.[1]
  if (bracketed !== undefined) [body, negative] = [bracketed.trim(), true]
  const signOff = (): void => {
    const sign = /^[-+](?=.)/.exec(body)?.[0]
    if (sign !== undefined && !negative) [body, negative] = [body.slice(1).trim(), sign === '-']
  }
  signOff()
  const currency = (before.exec(body)?.[0] ?? after.exec(body)?.[0])?.trim()
  body = body.replace(before, '').replace(after, '')
  if (currency !== undefined) signOff()
  // SAP writes the minus behind
  if (!negative && /\d-$/.test(body)) [body, negative] = [body.slice(0, -1), true]
  const percent = body.endsWith('%')
  if (percent) body = body.slice(0, -1).trim()
  const unit = /\s*(百万|千万|[千万亿])$/.exec(body)
  if (unit !== null) body = body.slice(0, unit.index)
  const exponent = /^(\d[\d.,]*)E([+-]?\d{1,3})$/i.exec(body)
  if (exponent !== null) body = exponent[1] ?? ''
  const power = unit !== null ? (powers[unit[1] ?? ''] ?? 0) : Number(exponent?.[2] ?? 0)
  return { body, negative, power, percent, currency: currencyCode(currency), scientific: exponent !== null }
}

/** `$` and `¥` name several currencies; they stay as signs and are compared by `currencyFits`. */
function currencyCode(sign: string | undefined): string | undefined {
  const upper = sign?.toUpperCase()
  if (upper === undefined || upper === '¥' || upper === '$') return upper
  const codes: Readonly<Record<string, string>> = {
    RMB: 'CNY',
    人民币: 'CNY',
    元: 'CNY',
    圆: 'CNY',
    US$: 'USD',
    HK$: 'HKD',
    NT$: 'TWD',
    '€': 'EUR',
    '£': 'GBP',
    '₩': 'KRW',
    '₹': 'INR',
  }
  return codes[upper] ?? upper
}

export function currencyFits(written: string | undefined, currency: string | undefined): boolean {
  if (written === undefined || currency === undefined) return true
  if (written === '¥') return currency === 'CNY' || currency === 'JPY'
  if (written === '$') return ['USD', 'HKD', 'TWD', 'SGD', 'AUD', 'CAD', 'NZD', 'MXN'].includes(currency)
  return written === currency
}

type Readings = { readonly point: string | undefined; readonly comma: string | undefined }

const isUnclear = ({ point, comma }: Readings): boolean => point !== undefined && comma !== undefined && point !== comma

function readingsOf(body: string): Readings {
  if (/^\d+$/.test(body)) return { point: body, comma: body }
  // spaces and apostrophes only ever group, so the other mark is the decimal one
  if (/^[1-9]\d{0,2}(?:[ '’]\d{3})+(?:[.,]\d+)?$/.test(body)) {
    const digits = body.replace(/[ '’]/g, '')
    const whole = /^\d+$/.test(digits)
    return {
      point: whole || digits.includes('.') ? digits : undefined,
      comma: whole || digits.includes(',') ? digits.replace(',', '.') : undefined,
    }
  }
  const mirrored = body.replace(/[.,]/g, mark => (mark === '.' ? ',' : '.'))
  return { point: pointReading(body), comma: pointReading(mirrored) }
}

/** `1,234.50`, `1,234`, `1234.5`, `.5`, `18.`; a group never begins with 0, so `0,125` is no grouped number. */
function pointReading(body: string): string | undefined {
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(body)) return body.replaceAll(',', '')
  if (/^\d+\.\d*$/.test(body)) return body.replace(/\.$/, '')
  return /^\.\d+$/.test(body) ? `0${body}` : undefined
}
