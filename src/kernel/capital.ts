// 大写金额, as 正确填写票据和结算凭证的基本规定 writes it. Where that rule leaves 零 optional (units 0, tenths
// not) its first form is taken: 1,680.32 is 壹仟陆佰捌拾元零叁角贰分.

import type { Decimal } from './money.ts'
import { abs, cmp, fits, round, signOf } from './money.ts'

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']

/** Of an amount in yuan with at most two decimals, below 10^16 (9,999 万亿). */
export function capital(amount: Decimal): string {
  if (!fits(amount, 18, 2) || cmp(abs(amount), '10000000000000000') >= 0)
    throw new RangeError(`cannot be written out: ${amount.slice(0, 40)}`)
  const [whole = '0', fraction = ''] = abs(round(amount, 2)).split('.')
  const jiao = Number(fraction[0] ?? '0')
  const fen = Number(fraction[1] ?? '0')
  return `${signOf(amount) < 0 ? '负' : ''}${yuan(BigInt(whole), jiao + fen > 0)}${cents(BigInt(whole), jiao, fen)}`
}

/** Only yuan are written out. */
export const capitalOf = (amount: Decimal, currency: string): string | null =>
  currency === 'CNY' && fits(amount, 18, 2) ? capital(amount) : null

function yuan(whole: bigint, hasCents: boolean): string {
  if (whole === 0n) return hasCents ? '' : '零元'
  return `${spell(whole)}元`
}

function cents(whole: bigint, jiao: number, fen: number): string {
  if (jiao + fen === 0) return '整'
  const zero = whole > 0n && (jiao === 0 || whole % 10n === 0n) ? '零' : ''
  const tenths = jiao ? `${digit(jiao)}角` : ''
  return `${zero}${tenths}${fen ? `${digit(fen)}分` : '整'}`
}

function spell(n: bigint): string {
  if (n >= 100_000_000n) return join(spell(n / 100_000_000n), '亿', n % 100_000_000n, 10_000_000n)
  if (n >= 10_000n) return join(spell(n / 10_000n), '万', n % 10_000n, 1_000n)
  return section(Number(n))
}

function join(high: string, unit: string, low: bigint, full: bigint): string {
  if (low === 0n) return `${high}${unit}`
  return `${high}${unit}${low < full ? '零' : ''}${spell(low)}`
}

function section(n: number): string {
  const digits = [...String(n)].map(Number)
  return digits
    .map((d, i) => (d ? `${digit(d)}${PLACES[digits.length - 1 - i] ?? ''}` : '零'))
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '')
}

const digit = (n: number): string => DIGITS[n] ?? ''
