// Payment terms of a document: instalments that add up to its total exactly, and how much of it must be in before
// each step. One shape from quote to collection; what it says is judged here and nowhere else.
import { type Static, Type } from 'typebox'
import { DateOnly, OneOf, shape } from './api.ts'
import { addDays, addMonthsEndOfMonth, type Day } from './clock.ts'
import { cmp, convertParts, type Decimal, isZero, percentOf, roundMoney, signOf, sub, sum } from './money.ts'
import { type Reason, reason } from './refusal.ts'

// prettier-ignore
export const instalmentEvents = [
  'signed',
  'confirmed',
  'beforeShipping',
  'shipped',
  'delivered',
  'accepted',
  'invoiced',
  'warrantyEnd',
  'date',
] as const
export const instalmentKinds = ['deposit', 'progress', 'balance', 'retention'] as const
export const gateNames = ['confirm', 'supply', 'ship'] as const

const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$', description: 'percent' })
const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })

export const Instalment = shape({
  kind: OneOf(instalmentKinds),
  /** One of the two; the last instalment may have neither and takes the rest. */
  percent: Type.Optional(Percent),
  amount: Type.Optional(Amount),
  on: OneOf(instalmentEvents),
  /** For `on: date`. */
  date: Type.Optional(DateOnly),
  days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 })),
  /** To the end of the month so many months on; `days` count from there. */
  monthsEnd: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
})
export type Instalment = Static<typeof Instalment>

export const Terms = shape({
  instalments: Type.Array(Instalment, { maxItems: 60 }),
  /** Per cent of the total that must be in before each step. */
  gates: shape({ confirm: Percent, supply: Percent, ship: Percent }),
})
export type Terms = Static<typeof Terms>

/** No instalments: all is due at once. */
export const noTerms: Terms = { instalments: [], gates: { confirm: '0', supply: '0', ship: '0' } }

export type Total = { readonly gross: Decimal; readonly currency: string }

/** What is wrong with the form of terms; with a total also whether they add up to it. Each row is named. */
export function termProblems({ instalments, gates }: Terms, total?: Total): Reason[] {
  const reasons = instalments.flatMap((one, i) => rowProblems(one, i, { isLast: i === instalments.length - 1, total }))
  for (const gate of gateNames)
    if (cmp(gates[gate], '100') > 0) reasons.push(reason('terms.gateOver', `terms.gates.${gate}`))
  return reasons.length > 0 || instalments.length === 0 ? reasons : sumProblems(instalments, total)
}

type Beside = { readonly isLast: boolean; readonly total: Total | undefined }

function rowProblems(one: Instalment, i: number, { isLast, total }: Beside): Reason[] {
  const found = (key: string, part?: string, values = {}) =>
    reason(key, `terms.instalments.${i}${part ? `.${part}` : ''}`, { row: i + 1, ...values })
  const { percent, amount, on } = one
  const reasons: Reason[] = []
  if (percent !== undefined && amount !== undefined) reasons.push(found('terms.twoSizes'))
  else if (isRest(one) && !isLast) reasons.push(found('terms.restFirst'))
  else if (!isRest(one) && signOf(percent ?? amount ?? '0') <= 0) reasons.push(found('terms.nothing'))
  if (amount !== undefined && total && cmp(roundMoney(amount, total.currency), amount) !== 0)
    reasons.push(found('terms.tooFine', 'amount', { currency: total.currency }))
  if (on === 'date' && one.date === undefined) reasons.push(found('terms.dateMissing', 'date'))
  if (on !== 'date' && one.date !== undefined) reasons.push(found('terms.dateNotAsked', 'date'))
  if (on === 'beforeShipping' && isDelayed(one)) reasons.push(found('terms.noDelay', 'days'))
  return reasons
}

const isRest = (one: Instalment): boolean => one.percent === undefined && one.amount === undefined
const isDelayed = (one: Instalment): boolean => (one.days ?? 0) > 0 || one.monthsEnd !== undefined

function sumProblems(instalments: readonly Instalment[], total: Total | undefined): Reason[] {
  const percents = instalments.flatMap(one => one.percent ?? [])
  const last = instalments.length - 1
  const nothingLeft = reason('terms.nothingLeft', `terms.instalments.${last}`, { row: last + 1 })
  const endsInRest = instalments.some(isRest)
  const share = sum(percents)
  if (endsInRest && cmp(share, '100') >= 0) return [nothingLeft]
  if (!endsInRest && percents.length === instalments.length) {
    if (cmp(share, '100') === 0) return []
    return [reason('terms.not100', 'terms.instalments', { percent: share, left: sub('100', share) })]
  }
  if (!total) return []
  const { amounts, left } = planOf({ instalments }, total)
  if (endsInRest) return signOf(total.gross) > 0 && signOf(amounts[last] ?? '0') <= 0 ? [nothingLeft] : []
  return isZero(left) ? [] : [reason('terms.notTotal', 'terms.instalments', { left, currency: total.currency })]
}

type Planned = { readonly instalments: readonly Instalment[] }
export type Plan = {
  readonly amounts: readonly Decimal[]
  /** Of the total that no instalment covers; below zero where they ask for more. */
  readonly left: Decimal
}

/** What each instalment comes to. Where the shares make a whole, the last one takes what rounding left. */
export function planOf({ instalments }: Planned, { gross, currency }: Total): Plan {
  const stated = instalments.map(one => one.amount ?? roundMoney(percentOf(gross, one.percent ?? '0'), currency))
  const percents = instalments.flatMap(one => one.percent ?? [])
  const isWhole = instalments.some(isRest) || (percents.length === stated.length && cmp(sum(percents), '100') === 0)
  if (!isWhole || stated.length === 0) return { amounts: stated, left: sub(gross, sum(stated)) }
  const before = stated.slice(0, -1)
  const rest = sub(gross, sum(before))
  // sixty shares of a few cents may round up past the whole: then each takes what the running share has not given
  if (signOf(rest) * signOf(gross) < 0 && percents.length === stated.length)
    return { amounts: convertParts(percents, percentOf(gross, '1'), currency), left: '0' }
  return { amounts: [...before, rest], left: '0' }
}

/** When an instalment is due, once the day of its event is known. */
export function dueOn({ monthsEnd, days }: Pick<Instalment, 'monthsEnd' | 'days'>, event: Day): Day {
  const from = monthsEnd === undefined ? event : addMonthsEndOfMonth(event, monthsEnd)
  return addDays(from, days ?? 0)
}

/** The longest that any instalment waits after its event, in days; a month counts as 31. */
export const longestDays = ({ instalments }: Planned): number =>
  Math.max(0, ...instalments.map(one => (one.days ?? 0) + (one.monthsEnd === undefined ? 0 : (one.monthsEnd + 1) * 31)))
