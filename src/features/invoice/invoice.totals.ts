// What a part of a line comes to, from stored amounts: running totals, so that all parts add up exactly. Pure.
import { add, cmp, currencyExponent, div, max, min, mul, neg, round, roundMoney, signOf, sub } from '#kernel/money.ts'
import type { TaxMode } from '#kernel/tax.ts'

export type Money = { readonly net: string; readonly tax: string; readonly gross: string }
export const nothing: Money = { net: '0', tax: '0', gross: '0' }
export const plus = (a: Money, b: Money): Money => ({
  net: add(a.net, b.net),
  tax: add(a.tax, b.tax),
  gross: add(a.gross, b.gross),
})
export const less = (a: Money, b: Money): Money => plus(a, minus(b))
export const minus = ({ net, tax, gross }: Money): Money => ({ net: neg(net), tax: neg(tax), gross: neg(gross) })

export type Doc = { readonly currency: string; readonly taxMode: TaxMode }
/** What has been taken of a line already, in the line's own direction: by quantity, and by amount alone. */
export type Taken = { readonly qty: string; readonly byQty: Money; readonly byAmount: Money }

type Whole = Money & { readonly qty: string }

/** `qty` of the whole; the last part takes the rest of what is stored. */
export function partOf(whole: Whole, taken: Taken, { qty, ...doc }: Doc & { readonly qty: string }): Money {
  const field = doc.taxMode === 'inclusive' ? 'gross' : 'net'
  const amount = stepOf(whole, taken, { qty, field, currency: doc.currency })
  const tax = stepOf(whole, taken, { qty, field: 'tax', currency: doc.currency })
  if (doc.taxMode === 'exclusive') return { net: amount, tax, gross: add(amount, tax) }
  const fitting = fittingTax(tax, amount, less(whole, plus(taken.byQty, taken.byAmount)))
  return { net: sub(amount, fitting), tax: fitting, gross: amount }
}

/** The tax of so much gross, moved by the least that leaves neither tax nor net of the rest with the wrong sign:
 * many small parts, each rounded up, would take more tax than the line has. */
function fittingTax(tax: string, gross: string, left: Money): string {
  const up = String(signOf(left.gross))
  const of = (value: string) => mul(value, up)
  const least = max('0', of(sub(gross, left.net)))
  const most = min(of(left.tax), of(gross))
  return mul(max(least, min(most, of(tax))), up)
}

type Step = { readonly qty: string; readonly field: keyof Money; readonly currency: string }

function stepOf(whole: Whole, { qty: before, byQty, byAmount }: Taken, { qty, field, currency }: Step): string {
  const all = add(byQty[field], byAmount[field])
  const left = sub(whole[field], all)
  const reached = add(before, qty)
  if (cmp(reached, whole.qty) >= 0 || signOf(left) === 0) return left
  // what was billed by amount alone is taken off evenly
  const rest = sub(whole[field], byAmount[field])
  const step = sub(roundMoney(div(mul(rest, reached), whole.qty), currency), byQty[field])
  const up = String(signOf(left))
  const isWithin = signOf(mul(step, up)) >= 0 && cmp(mul(step, up), mul(left, up)) <= 0
  return isWithin ? step : roundMoney(div(mul(left, qty), sub(whole.qty, before)), currency)
}

/** An amount with tax alone; all that is left takes the stored rest of the tax. */
export function amountOf(whole: Money, taken: Taken, gross: string, currency: string): Money {
  const left = less(whole, plus(taken.byQty, taken.byAmount))
  if (cmp(gross, left.gross) === 0) return left
  const even = signOf(whole.gross) === 0 ? '0' : roundMoney(div(mul(whole.tax, gross), whole.gross), currency)
  const tax = fittingTax(even, gross, left)
  return { net: sub(gross, tax), tax, gross }
}

type OrderLineMoney = Money & { readonly ordered: string; readonly due: string }

/** All that an order line will come to once `reached` of it is billed: what is due, or more where more was sent. */
export function wholeOf(line: OrderLineMoney, reached: string, currency: string): Whole {
  const qty = max(line.due, reached)
  if (cmp(qty, line.ordered) === 0) return { net: line.net, tax: line.tax, gross: line.gross, qty }
  const share = (value: string) => roundMoney(div(mul(value, qty), line.ordered), currency)
  const [tax, gross] = [share(line.tax), share(line.gross)]
  return { net: sub(gross, tax), tax, gross, qty }
}

/** A gift: its full price and a discount of the same (赠品). */
export function giftOf(
  { base, taxRate, ordered }: { readonly base: string; readonly taxRate: string; readonly ordered: string },
  { qty, currency, taxMode }: Doc & { readonly qty: string },
): Money {
  const places = currencyExponent(currency)
  const amount = roundMoney(div(mul(base, qty), ordered), currency)
  const rate = div(taxRate, '100')
  if (taxMode === 'exclusive') {
    const tax = round(mul(amount, rate), places)
    return { net: amount, tax, gross: add(amount, tax) }
  }
  const tax = round(div(mul(amount, rate), add('1', rate)), places)
  return { net: sub(amount, tax), tax, gross: amount }
}

/** Of one unit, without tax, as finely as the paper can say it. */
export const priceOf = (net: string, unitQty: string): string => div(net, unitQty, 13)

type Placed = Money & { readonly lineKind: 'normal' | 'discounted' | 'discount'; readonly taxRate: string }
/** What lowers the whole becomes a discount directly after a line of its rate that is large enough; in their order. */
export function arranged<L extends Placed>(lines: readonly L[]): L[] {
  const lowers = (line: L) => signOf(line.net) < 0 && line.lineKind === 'normal'
  const placed: L[] = lines.filter(line => !lowers(line))
  for (const line of lines.filter(lowers)) {
    const at = placed.findIndex(
      one => one.lineKind === 'normal' && cmp(one.taxRate, line.taxRate) === 0 && cmp(one.net, neg(line.net)) >= 0,
    )
    const bearer = placed[at]
    if (bearer) placed.splice(at, 1, { ...bearer, lineKind: 'discounted' }, { ...line, lineKind: 'discount' })
    else placed.push(line)
  }
  return placed
}
