// The smallest change that passes: of a price, a quantity, the terms. Found with the very sums that are stored. Pure.
import {
  add,
  cmp,
  currencyExponent,
  type Decimal,
  div,
  mul,
  percentOf,
  round,
  roundMoney,
  signOf,
  sub,
} from '#kernel/money.ts'
import { type Instalment, planOf, type Terms, type Total, termProblems } from '#kernel/terms.ts'
import type { QuoteLine } from './quote.schema.ts'
import { type MoneyHead, quoteTotals } from './quote.totals.ts'

export type Lacking = (lines: readonly QuoteLine[]) => Decimal

const mostRounds = 12
const stepOf = (places: number): Decimal => (places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`)

function roundUp(x: Decimal, places: number): Decimal {
  const near = round(x, places)
  return cmp(near, x) >= 0 ? near : add(near, stepOf(places))
}
function roundDown(x: Decimal, places: number): Decimal {
  const near = round(x, places)
  return cmp(near, x) <= 0 ? near : sub(near, stepOf(places))
}

/** The lowest price of one line at which `lacking` is nothing, with every discount in it. */
export function raisedPrice(
  head: MoneyHead,
  lines: readonly QuoteLine[],
  { at, lacking }: { readonly at: number; readonly lacking: Lacking },
): Decimal | undefined {
  let price = lines[at]?.price ?? '0'
  for (let n = 0; n < mostRounds; n++) {
    const next = priced(head, lines, at, price)
    const line = next[at]
    const more = lacking(next)
    if (!line || signOf(more) <= 0) return line && price
    if (signOf(line.amount) <= 0 || signOf(price) <= 0) return undefined
    price = roundUp(mul(price, add('1', div(more, line.amount, 12))), currencyExponent(head.currency))
  }
  return undefined
}

function priced(
  head: MoneyHead,
  lines: readonly QuoteLine[],
  ...[at, price]: [at: number, price: Decimal]
): QuoteLine[] {
  const next = lines.map((line, i) => (i === at ? { ...line, price } : line))
  const { lines: sums } = quoteTotals(head, next)
  return next.map((line, i) => ({ ...line, ...sums[i] }))
}

/** As much of a line as is there, in its own unit; whole where it was whole. */
export function loweredQty(
  { unitQty, factor }: Pick<QuoteLine, 'unitQty' | 'factor'>,
  free: Decimal,
): Decimal | undefined {
  const whole = cmp(roundDown(unitQty, 0), unitQty) === 0
  const qty = roundDown(div(free, factor, 12), whole ? 0 : 6)
  return signOf(qty) > 0 ? qty : undefined
}

/** What has to be in before the order is confirmed, at least `deposit`; the last instalment takes what is left. */
export function withDeposit(terms: Terms, total: Total, deposit: Decimal): Terms | undefined {
  const { gross, currency } = total
  if (signOf(gross) <= 0 || cmp(deposit, gross) > 0) return undefined
  const percent = roundUp(mul(div(deposit, gross, 12), '100'), 4)
  const amount = roundMoney(percentOf(gross, percent), currency)
  const next = { instalments: depositedBy(terms, total, amount), gates: { ...terms.gates, confirm: percent } }
  return cmp(percent, '100') <= 0 && termProblems(next, total).length === 0 ? next : undefined
}

function depositedBy(terms: Terms, total: Total, amount: Decimal): Instalment[] {
  const first: Instalment = { kind: 'deposit', amount, on: 'signed' }
  if (cmp(amount, total.gross) === 0) return [{ kind: 'deposit', percent: '100', on: 'signed' }]
  const { amounts } = planOf(terms, total)
  const [old, ...others] = terms.instalments
  const rest = old?.kind === 'deposit' ? others : terms.instalments
  const kept = old?.kind === 'deposit' && cmp(amounts[0] ?? '0', amount) >= 0
  const last = rest.at(-1)
  if (!last) return [first, { kind: 'balance', on: 'beforeShipping' }]
  if (kept && old) return [old, ...rest]
  const { percent: _, amount: __, ...open } = last
  return [{ ...(old?.kind === 'deposit' ? { ...first, on: old.on } : first) }, ...rest.slice(0, -1), open]
}
