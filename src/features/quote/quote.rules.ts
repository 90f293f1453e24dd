// What forbids a move of a quote, what its terms must add up to, what its content is. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, convertParts, isZero, percentOf, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { QuoteLine, QuoteState, Terms, WholeQuote } from './quote.schema.ts'

export type QuoteFacts = {
  readonly state: QuoteState
  readonly isCurrent: boolean
  readonly lineCount: number
  readonly validUntil: string
  /** Today in the organisation's zone. */
  readonly day: string
  readonly dealState: string
  readonly liveOrders: number
  /** Another quote of the deal that stands accepted. */
  readonly otherAccepted: boolean
  readonly gross: string
  readonly currency: string
  readonly terms: Terms
  /** Undefined where it has not been asked for yet. */
  readonly declineReason?: string | null | undefined
}

export const noLines: Guard<QuoteFacts> = quote =>
  quote.lineCount === 0 ? reason('quote.noLines', 'lines') : undefined
export const notCurrent: Guard<QuoteFacts> = quote => (quote.isCurrent ? undefined : 'quote.notCurrent')
export const dealClosed: Guard<QuoteFacts> = quote =>
  quote.dealState === 'open' ? undefined : reason('quote.dealClosed', 'dealId')
export const past: Guard<QuoteFacts> = quote =>
  quote.validUntil < quote.day ? reason('quote.past', 'validUntil', { date: quote.validUntil }) : undefined
export const notPast: Guard<QuoteFacts> = quote => (quote.validUntil < quote.day ? undefined : 'quote.stillValid')
export const otherAccepted: Guard<QuoteFacts> = quote => (quote.otherAccepted ? 'quote.otherAccepted' : undefined)
export const ordersLive: Guard<QuoteFacts> = quote =>
  quote.liveOrders > 0 ? reason('quote.ordersLive', undefined, { count: quote.liveOrders }) : undefined
export const noDeclineReason: Guard<QuoteFacts> = quote =>
  quote.declineReason === undefined || quote.declineReason?.trim()
    ? undefined
    : reason('quote.noDeclineReason', 'declineReason')
export const termsOpen: Guard<QuoteFacts> = quote => termProblems(quote.terms, quote.gross, quote.currency)[0]

/** No instalments: everything is due as the order's own default says. */
export const noTerms: Terms = { instalments: [], gates: { confirm: '0', supply: '0', ship: '0' } }

/** The form of terms; with a total also whether they add up to it exactly. */
export function termProblems(terms: Terms, gross?: string, currency?: string): Reason[] {
  const reasons = terms.instalments.flatMap((one, i): Reason[] => {
    const at = `terms.instalments.${i}`
    const size = one.percent ?? one.amount
    if ((one.percent === undefined) === (one.amount === undefined)) return [reason('quote.percentOrAmount', at)]
    if (size !== undefined && signOf(size) <= 0) return [reason('quote.emptyInstalment', at)]
    if ((one.on === 'date') !== (one.date !== undefined)) return [reason('quote.instalmentDate', `${at}.date`)]
    return []
  })
  for (const [gate, share] of Object.entries(terms.gates))
    if (cmp(share, '100') > 0) reasons.push(reason('quote.gateOver', `terms.gates.${gate}`))
  if (reasons.length > 0 || terms.instalments.length === 0) return reasons
  return sumProblems(terms, gross, currency)
}

function sumProblems(terms: Terms, gross: string | undefined, currency: string | undefined): Reason[] {
  const percents = terms.instalments.flatMap(one => (one.percent === undefined ? [] : [one.percent]))
  const share = sum(percents)
  if (percents.length === terms.instalments.length)
    return cmp(share, '100') === 0 ? [] : [reason('quote.termsNot100', 'terms.instalments', { percent: share })]
  if (gross === undefined || currency === undefined) return []
  const amounts = terms.instalments.map(one => one.amount ?? roundMoney(percentOf(gross, one.percent ?? '0'), currency))
  const left = sub(gross, sum(amounts))
  return isZero(left) ? [] : [reason('quote.termsNotTotal', 'terms.instalments', { left })]
}

/** The amounts of terms that add up: percentages give what the running total has not given yet, the last takes the rest. */
export function instalmentAmounts(terms: Terms, gross: string, currency: string): string[] {
  const fixed = terms.instalments.every(one => one.amount !== undefined)
  if (fixed) return terms.instalments.map(one => one.amount ?? '0')
  const allPercent = terms.instalments.every(one => one.percent !== undefined)
  if (allPercent)
    return convertParts(
      terms.instalments.map(one => one.percent ?? '0'),
      shareOf(gross),
      currency,
    )
  return terms.instalments.map(one => one.amount ?? roundMoney(percentOf(gross, one.percent ?? '0'), currency))
}

// one per cent of the total: percentages are converted like parts of an amount, so they end exactly at it
const shareOf = (gross: string): string => percentOf(gross, '1')

// prettier-ignore
const contentOfQuote = [
  'number',
  'versionNo',
  'dealId',
  'customerId',
  'contactId',
  'currency',
  'rate',
  'taxMode',
  'taxRound',
  'discountKind',
  'discountValue',
  'validUntil',
  'terms',
  'answers',
  'note',
  'custom',
] as const
// prettier-ignore
const contentOfLine = [
  'no',
  'productId',
  'code',
  'kind',
  'fulfil',
  'name',
  'spec',
  'unit',
  'unitQty',
  'factor',
  'price',
  'discountKind',
  'discountValue',
  'taxRate',
  'optional',
  'note',
] as const

type Content = Pick<WholeQuote, (typeof contentOfQuote)[number]>
type LineContent = Pick<QuoteLine, (typeof contentOfLine)[number]>

/** Exactly what was offered, as one text: keys sorted, decimals without trailing zeros. Its hash names the version. */
export function canonicalQuote(quote: Content, lines: readonly LineContent[]): string {
  const head = pick(quote, contentOfQuote)
  return canonicalJson({ ...head, lines: lines.map(line => pick(line, contentOfLine)) })
}

const decimals = new Set(['rate', 'discountValue', 'unitQty', 'factor', 'price', 'taxRate'])
const exact = (key: string, value: unknown): unknown =>
  decimals.has(key) && typeof value === 'string' ? add(value, '0') : value
const pick = (from: object, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map(key => [key, exact(key, Reflect.get(from, key))]))

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}
