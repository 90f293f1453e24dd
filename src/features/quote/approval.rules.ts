// What the approval of a quote may ask: how far it gives way, what is earned, how large it is, how long one waits for
// the money. Pure.
import type { Because, FactValues } from '#features/approval/approval.schema.ts'
import { cmp, convert, max, saidPrice } from '#kernel/money.ts'
import { reducedBy } from '#kernel/reduced.ts'
import { longestDays, type Terms } from '#kernel/terms.ts'
import { byCost, byFloor } from './approval.schema.ts'
import { withCredits } from './credit.rules.ts'
import { type Earning, marginOf } from './margin.rules.ts'
import { type Promised, underFloor } from './promise.rules.ts'
import type { QuoteLine } from './quote.schema.ts'
import { isCounted } from './quote.totals.ts'

type Reduced = Pick<QuoteLine, 'unitQty' | 'listPrice' | 'amount' | 'optional' | 'chosen'>
type Judged = Promised & Earning & Reduced
type Head = {
  readonly currency: string
  readonly rate: string
  readonly gross: string
  readonly terms: Terms
  readonly baseCurrency: string
  /** Whoever sends it may sell below the floor. */
  readonly mayGoBelow: boolean
}

export function factsOf(head: Head, lines: readonly Judged[]): FactValues {
  const left = withCredits(lines, head.currency)
  return {
    belowFloor: !head.mayGoBelow && left.some(line => underFloor(line, head.currency).length > 0),
    marginPercent: marginOf(left),
    discountPercent: reducedBy(left.filter(isCounted)),
    lineDiscountPercent: lines.map(line => reducedBy([line])).reduce((a, b) => max(a, b), '0'),
    amount: convert(head.gross, head.rate, head.baseCurrency),
    paymentDays: String(longestDays(head.terms)),
  }
}

/** Of two ways in which the customer may take it, whatever is worse. */
export const worseOf = (a: FactValues, b: FactValues): FactValues => ({
  ...a,
  belowFloor: a.belowFloor === true || b.belowFloor === true,
  marginPercent: lower(a.marginPercent, b.marginPercent),
  discountPercent: max(said(a.discountPercent), said(b.discountPercent)),
})
const said = (value: FactValues[string] | undefined): string => (typeof value === 'string' ? value : '0')
const lower = (a: FactValues[string] = null, b: FactValues[string] = null): FactValues[string] => {
  if (typeof a !== 'string') return b
  return typeof b === 'string' && cmp(b, a) < 0 ? b : a
}

const mostTold = 20

/** Line by line what is below its floor, and what is earned on it. */
export function detailsOf(currency: string, lines: readonly Judged[]): Because[] {
  const left = withCredits(lines, currency)
  const below = left.flatMap(line => underFloor(line, currency)).slice(0, mostTold)
  return below.flatMap(({ line: { id, name }, each, floor }): Because[] => {
    const margin = marginOf(left.filter(line => line.id === id).map(line => ({ ...line, optional: false })))
    const said: Because = {
      key: 'quote.why.floor',
      values: { name, each: saidPrice(each, currency), floor: saidPrice(floor, currency) },
      ...byFloor,
    }
    return margin === null ? [said] : [said, { key: 'quote.why.margin', values: { name, margin }, ...byCost }]
  })
}
