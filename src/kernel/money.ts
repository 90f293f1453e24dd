// The only place that calculates with money, prices, quantities and rates.
// A Decimal is plain text such as '-12.5': no exponent, no trailing zeros, never a JS number.
import { Decimal as Big } from 'decimal.js'
import {
  addSmall,
  canonicalSmall,
  cmpSmall,
  divSmall,
  fitsSmall,
  mulSmall,
  roundSmall,
  subSmall,
} from './smallDecimal.ts'

export type Decimal = string

// Two 60-digit operands multiply exactly, and a quotient has digits to spare before it is rounded.
const MOST_DIGITS = 60
const Exact = Big.clone({ precision: 2 * MOST_DIGITS + 10, rounding: Big.ROUND_HALF_UP, toExpNeg: -1e6, toExpPos: 1e6 })

const DECIMAL = /^-?\d+(\.\d+)?$/

export function isDecimal(text: string): boolean {
  return (
    text.length <= MOST_DIGITS + 2 &&
    DECIMAL.test(text) &&
    (text.length <= MOST_DIGITS || digitsOf(text) <= MOST_DIGITS)
  )
}

/** Whether the value can be stored in numeric(precision, scale) without loss. */
export function fits(text: string, precision: number, scale: number): boolean {
  const small = fitsSmall(text, precision, scale)
  if (small !== undefined) return small
  if (!isDecimal(text)) return false
  const [whole = '', fraction = ''] = canonical(text).replace('-', '').split('.')
  return (whole === '0' ? 0 : whole.length) <= precision - scale && fraction.length <= scale
}

export const canonical = (text: Decimal): Decimal => canonicalSmall(text) ?? show(read(text))

export const add = (a: Decimal, b: Decimal): Decimal => addSmall(a, b) ?? show(read(a).plus(read(b)))
export const sub = (a: Decimal, b: Decimal): Decimal => subSmall(a, b) ?? show(read(a).minus(read(b)))
export const mul = (a: Decimal, b: Decimal): Decimal => mulSmall(a, b) ?? show(read(a).times(read(b)))
export const neg = (a: Decimal): Decimal => show(read(a).negated())
export const abs = (a: Decimal): Decimal => show(read(a).abs())
export const cmp = (a: Decimal, b: Decimal): -1 | 0 | 1 => cmpSmall(a, b) ?? orderOf(read(a).comparedTo(read(b)))
export const isZero = (a: Decimal): boolean => signOf(a) === 0
export const min = (a: Decimal, b: Decimal): Decimal => canonical(cmp(a, b) <= 0 ? a : b)
export const max = (a: Decimal, b: Decimal): Decimal => canonical(cmp(a, b) >= 0 ? a : b)

export const signOf = (a: Decimal): -1 | 0 | 1 => cmp(a, '0')

const HUNDREDTH = new Exact('0.01')

/** percentOf('200', '13') is '26', unrounded. */
export const percentOf = (a: Decimal, percent: Decimal): Decimal =>
  mulSmall(a, percent, 2) ?? show(read(a).times(read(percent)).times(HUNDREDTH))

/** Rounded once, to `places`; 30 places leave room for any later rounding of stored sizes. */
export function div(a: Decimal, b: Decimal, places = 30): Decimal {
  const small = divSmall(a, b, checkedPlaces(places))
  if (small !== undefined) return small
  const divisor = read(b)
  if (divisor.isZero()) throw new RangeError('division by zero')
  return show(read(a).dividedBy(divisor).toDecimalPlaces(places))
}

export function sum(values: Iterable<Decimal>): Decimal {
  const all = [...values]
  let small: Decimal | undefined = '0'
  for (const value of all) small = small && addSmall(small, value)
  return small ?? show(all.reduce((total, value) => total.plus(read(value)), new Exact(0)))
}

/** Half away from zero: round(−x) = −round(x). */
export function round(x: Decimal, places: number): Decimal {
  return roundSmall(x, checkedPlaces(places)) ?? show(read(x).toDecimalPlaces(places))
}

export const roundMoney = (x: Decimal, currency: string): Decimal => round(x, currencyExponent(currency))

// ISO 4217, where it is not 2. Intl is no source: it says 0 for IQD (3) and for LAK, RSD, ALL (2).
const EXPONENTS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}
const exponents = new Map(
  Object.entries(EXPONENTS).flatMap(([places, codes]) => codes.split(' ').map(code => [code, Number(places)] as const)),
)
const currencies = new Set(Intl.supportedValuesOf('currency'))

/** For SQL: how many places an amount of that currency has, by a column that holds its code. */
export const placesSql = (column: string): string => {
  const rows = Object.entries(EXPONENTS).map(
    ([places, codes]) =>
      `when ${column} in (${codes
        .split(' ')
        .map(code => `'${code}'`)
        .join(', ')}) then ${places}`,
  )
  return `(case ${rows.join(' ')} else 2 end)`
}

/** Whether the currency can say it: 0.001 yuan cannot be paid. */
export const isMoney = (x: Decimal, currency: string): boolean => cmp(roundMoney(x, currency), x) === 0

export const isCurrency = (code: string): boolean => currencies.has(code)

export function currencyExponent(code: string): number {
  if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`not a currency code: ${clip(code)}`)
  return exponents.get(code) ?? 2
}

/**
 * Splits `total` over the weights so that the parts add up exactly: largest remainder, ties to the
 * lower index. Zero and negative weights get nothing. allocate(−x) = −allocate(x).
 */
export function allocate(total: Decimal, weights: readonly Decimal[], places: number): Decimal[] {
  if (isZero(total)) return weights.map(() => '0')
  const unit = new Exact(10).pow(checkedPlaces(places))
  const whole = read(total).times(unit)
  if (!whole.isInteger()) throw new RangeError(`${clip(total)} has more than ${places} decimal places`)
  const wanted = weights.map(weight => Exact.max(read(weight), 0))
  const all = wanted.reduce((a, b) => a.plus(b), new Exact(0))
  if (all.isZero()) {
    if (!whole.isZero()) throw new RangeError('nothing to allocate to')
    return weights.map(() => '0')
  }
  const units = largestRemainder(whole.abs(), wanted, all)
  return units.map(count => show((whole.isNegative() ? count.negated() : count).dividedBy(unit)))
}

export function convert(amount: Decimal, rate: Decimal, currency: string): Decimal {
  return roundMoney(mul(amount, rate), currency)
}

/**
 * Converts parts of one amount so that they add up to the converted whole: each part takes what the
 * running total has not given yet, so the last takes the rest and none comes out with a wrong sign.
 */
export function convertParts(parts: readonly Decimal[], rate: Decimal, currency: string): Decimal[] {
  let soFar = '0'
  let given = '0'
  return parts.map(part => {
    soFar = add(soFar, part)
    const reached = convert(soFar, rate, currency)
    const share = sub(reached, given)
    given = reached
    return share
  })
}

export function formatMoney(x: Decimal, currency: string, lang: string): string {
  const places = currencyExponent(currency)
  return formatter(lang, {
    style: 'currency',
    currency,
    // as on the screen: ¥, not CN¥
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(numeral(round(x, places)))
}

/** Without its sign: where the currency is said elsewhere. */
export function formatAmount(x: Decimal, currency: string, lang: string): string {
  const places = currencyExponent(currency)
  return formatter(lang, { minimumFractionDigits: places, maximumFractionDigits: places }).format(
    numeral(round(x, places)),
  )
}

/** Of one unit, finer than a coin where it is. */
export const formatPrice = (x: Decimal, lang: string): string =>
  formatter(lang, { minimumFractionDigits: 2, maximumFractionDigits: 6 }).format(numeral(round(x, 6)))

/** Of one unit, for a reason's values: written at the source, where the currency is known, and alike in both tongues. */
export const saidPrice = (x: Decimal, currency: string): string => {
  const places = currencyExponent(currency)
  const most = Math.max(places, 6)
  return formatter('en', { minimumFractionDigits: places, maximumFractionDigits: most }).format(numeral(round(x, most)))
}

export function formatQty(x: Decimal, lang: string, unit?: string): string {
  const text = formatter(lang, { maximumFractionDigits: 6 }).format(numeral(round(x, 6)))
  return unit === undefined ? text : `${text} ${unit}`
}

function largestRemainder(whole: Big, wanted: readonly Big[], all: Big): Big[] {
  const exact = wanted.map(weight => ({ times: whole.times(weight), floor: whole.times(weight).divToInt(all) }))
  const given = exact.reduce((a, { floor }) => a.plus(floor), new Exact(0))
  // the remainder is kept as a numerator over `all`: comparing quotients could mistake a tie
  const byRemainder = exact
    .map(({ times, floor }, index) => ({ index, rest: times.minus(floor.times(all)) }))
    .sort((a, b) => b.rest.comparedTo(a.rest) || a.index - b.index)
  const lucky = new Set(byRemainder.slice(0, whole.minus(given).toNumber()).map(({ index }) => index))
  return exact.map(({ floor }, index) => (lucky.has(index) ? floor.plus(1) : floor))
}

const formatters = new Map<string, Intl.NumberFormat>()

function formatter(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { currency = '', minimumFractionDigits = '', maximumFractionDigits = '' } = options
  const key = `${lang} ${currency} ${minimumFractionDigits} ${maximumFractionDigits}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(lang, options)
  formatters.set(key, made)
  return made
}

// Intl formats decimal text exactly; its type only wants proof that the text is numeric, which `read` gave.
const numeral = (x: Decimal) => x as `${number}`

// Parsing is two thirds of the time of a large document, and its rates and amounts come back again and again.
const parsed = new Map<string, Big>()

function remember(text: string, value: Big): Big {
  if (parsed.size >= 4_000) parsed.clear()
  parsed.set(text, value)
  return value
}

function read(text: Decimal): Big {
  const known = parsed.get(text)
  if (known) return known
  if (!isDecimal(text)) throw notDecimal(text)
  return remember(text, new Exact(text))
}

const notDecimal = (text: string) => new RangeError(`not a decimal: ${clip(text)}`)

function show(x: Big): Decimal {
  return x.isZero() ? '0' : x.toString()
}

function checkedPlaces(places: number): number {
  if (!Number.isInteger(places) || places < 0 || places > MOST_DIGITS)
    throw new RangeError(`bad decimal places: ${places}`)
  return places
}

const orderOf = (n: number): -1 | 0 | 1 => (n < 0 ? -1 : n > 0 ? 1 : 0)
const digitsOf = (text: string): number => text.replace(/^-?0*|\./g, '').length
const clip = (text: string): string => JSON.stringify(String(text).slice(0, 40))
