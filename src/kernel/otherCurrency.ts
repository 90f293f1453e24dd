// A document goes over to another currency: what was typed is converted at the two frozen rates, so that it is worth
// what it was. Prices keep as many digits as make no more than a thousandth of difference; sums are whole coins.
import { cmp, currencyExponent, type Decimal, div, mul, round, roundMoney, signOf, sub } from './money.ts'
import type { Terms } from './terms.ts'

/** Rates of the old and the new currency to the organisation's. */
export type Turned = { readonly from: Decimal; readonly to: Decimal; readonly currency: string }

type Rated = { readonly currency: string; readonly rate: Decimal }
/** Of a document that went over; undefined where its currency is the same. */
export const turnedOf = <T>(old: Rated, next: Rated, fn: (turned: Turned) => T): T | undefined =>
  old.currency === next.currency ? undefined : fn({ from: old.rate, to: next.rate, currency: next.currency })

const exactly = (figure: Decimal, { from, to }: Turned): Decimal => div(mul(figure, from), to)

export const amountIn = (amount: Decimal, turned: Turned): Decimal =>
  roundMoney(exactly(amount, turned), turned.currency)

function priceIn(price: Decimal, turned: Turned): Decimal {
  const exact = exactly(price, turned)
  const off = (places: number) => absolute(sub(round(exact, places), exact))
  const places = [2, 3, 4, 5].filter(one => one > currencyExponent(turned.currency))
  const fits = [currencyExponent(turned.currency), ...places].find(
    one => cmp(mul(off(one), '1000'), absolute(exact)) <= 0,
  )
  return round(exact, fits ?? 6)
}
const absolute = (x: Decimal): Decimal => (signOf(x) < 0 ? sub('0', x) : x)

type Off = { readonly discountKind: string | null; readonly discountValue: Decimal | null }
const offIn = ({ discountKind, discountValue }: Off, turned: Turned) =>
  discountKind === 'amount' && discountValue !== null ? { discountValue: amountIn(discountValue, turned) } : {}

type Priced = Off & { readonly price: Decimal; readonly listPrice?: Decimal | null }
export const lineIn = <L extends Priced>(line: L, turned: Turned): L => ({
  ...line,
  ...offIn(line, turned),
  price: priceIn(line.price, turned),
  ...(line.listPrice && { listPrice: priceIn(line.listPrice, turned) }),
})

type Head = Off & { readonly terms: Terms }
/** What is said anew in the same breath is meant in the new currency. */
export function headIn(
  head: Head,
  said: { readonly discountValue?: unknown; readonly terms?: unknown },
  turned: Turned,
): Partial<Pick<Head, 'discountValue' | 'terms'>> {
  const { terms } = head
  const instalments = terms.instalments.map(one =>
    one.amount === undefined ? one : { ...one, amount: amountIn(one.amount, turned) },
  )
  return {
    ...(said.discountValue === undefined && offIn(head, turned)),
    ...(said.terms === undefined && { terms: { ...terms, instalments } }),
  }
}
