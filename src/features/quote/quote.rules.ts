// What forbids a move of a quote, what its content is. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { type Terms, termProblems } from '#kernel/terms.ts'
import type { QuoteLine, QuoteState, WholeQuote } from './quote.schema.ts'

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
  /** What the policy of approval says of the content, where it was asked. */
  readonly leave?: Leave | undefined
}

/** Some of the policy's nodes ask; a price below its floor that nobody is asked about; the content was approved otherwise. */
export type Leave = { readonly isAsked: boolean; readonly below?: Reason | undefined; readonly hasChanged?: boolean }

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
export const notApproved: Guard<QuoteFacts> = ({ state, leave }) =>
  state === 'draft' && leave?.isAsked ? 'quote.notApproved' : undefined
export const belowFloor: Guard<QuoteFacts> = ({ state, leave }) =>
  state === 'draft' && leave && !leave.isAsked ? leave.below : undefined
export const approvedOtherwise: Guard<QuoteFacts> = ({ leave }) =>
  leave?.hasChanged ? 'quote.approvedOtherwise' : undefined
export const nobodyAsked: Guard<QuoteFacts> = ({ leave }) =>
  leave && !leave.isAsked ? (leave.below ?? 'quote.nobodyAsked') : undefined
export const termsOpen: Guard<QuoteFacts> = quote => termProblems(quote.terms, quote)[0]

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
  'alternative',
  'parts',
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
/** What came later and is not there leaves no trace, so that what was hashed before it reads the same. */
const later = new Set(['alternative', 'parts'])
const exact = (key: string, value: unknown): unknown => {
  if (later.has(key) && (value ?? null) === null) return undefined
  return decimals.has(key) && typeof value === 'string' ? add(value, '0') : value
}
const pick = (from: object, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map(key => [key, exact(key, Reflect.get(from, key))]))

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}
