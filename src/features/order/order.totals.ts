// What an order counts for: exposure towards the payer's credit, and the four derived axes. Pure.
import { add, cmp, convert, div, isZero, max, min, mul, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Discount, type DocumentTotals, priceProblems, totals } from '#kernel/tax.ts'
import { worths } from './order.rules.ts'
import type { Axes, Order, OrderLine, OrderState } from './order.schema.ts'

type Counted = Pick<
  OrderLine,
  'gross' | 'ordered' | 'due' | 'shipped' | 'returned' | 'invoicedAmount' | 'creditedAmount'
> &
  InKit
type InKit = Partial<Pick<OrderLine, 'id' | 'kitLineId' | 'kitShare'>>
const uncounted: readonly OrderState[] = ['draft', 'in_review', 'cancelled']

/** What of an order uses credit: all that is due, or by setting only what has gone out. */
export type CreditCounts = 'due' | 'shipped'
export const creditCountsOf = (setting: unknown): CreditCounts => (setting === 'shipped' ? 'shipped' : 'due')

/** Σ lines max(counted value, invoiced − credited), at the document's rate; nothing before confirmation. */
export function exposureOf(
  state: OrderState,
  lines: readonly Counted[],
  money: {
    readonly currency: string
    readonly rate: string
    readonly baseCurrency: string
    readonly counts: CreditCounts
  },
): string {
  if (uncounted.includes(state)) return '0'
  const counted = (line: Counted) => (money.counts === 'due' ? line.due : sub(line.shipped, line.returned))
  const worth = worths(lines, counted)
  const parts = lines.map((line, i) =>
    max(roundMoney(worth[i] ?? '0', money.currency), sub(line.invoicedAmount, line.creditedAmount)),
  )
  return convert(max(sum(parts), '0'), money.rate, money.baseCurrency)
}

/** What the generated columns will say once `cancelled` is another. */
export function withCancelled<L extends Standing>(line: L, cancelled: string): L {
  const open = sub(line.ordered, cancelled)
  const toShip = max(add(sub(open, line.shipped), line.reship), '0')
  return { ...line, cancelled, toShip, due: sub(add(toShip, line.shipped), line.returned) }
}

/** The line with other counters, and what its generated columns will say then. */
export function withCounters<L extends OrderLine>(line: L, to: Partial<OrderLine>): L {
  const next = { ...line, ...to }
  return withCancelled(next, next.cancelled)
}
type Standing = Pick<OrderLine, 'ordered' | 'cancelled' | 'shipped' | 'returned' | 'reship' | 'toShip' | 'due'>

type Stood = Pick<
  OrderLine,
  | 'fulfil'
  | 'stockKept'
  | 'ordered'
  | 'cancelled'
  | 'reserved'
  | 'shipped'
  | 'delivered'
  | 'returned'
  | 'invoiced'
  | 'credited'
  | 'toShip'
  | 'due'
  | 'gross'
  | 'invoicedAmount'
  | 'creditedAmount'
> &
  InKit

const notNeeded = { value: 'notNeeded', share: 100 } as const
/** Whole per cent, never 100 before all is there and never 0 once something is (C038). */
function shareOf(done: string, all: string): number {
  if (signOf(all) <= 0) return 100
  if (cmp(done, all) >= 0) return 100
  if (signOf(done) <= 0) return 0
  return Math.min(99, Math.max(1, Number(div(mul(done, '100'), all, 0))))
}

/** By lines, never by a rounded percentage of unlike quantities. */
function stand<const W extends string>(parts: readonly { done: string; all: string }[], words: readonly [W, W, W]) {
  const share = Math.floor(parts.reduce((total, part) => total + shareOf(part.done, part.all), 0) / parts.length)
  if (parts.every(part => cmp(part.done, part.all) >= 0)) return { value: words[2], share: 100 }
  return parts.every(part => signOf(part.done) <= 0) ? { value: words[0], share: 0 } : { value: words[1], share }
}

type Settled = Pick<Order, 'paidAmount' | 'writtenOff' | 'currency' | 'billBasis'>

/** What is to be paid for all that is due, line by line. */
export const valueDue = (
  lines: readonly (Pick<OrderLine, 'gross' | 'ordered' | 'due'> & InKit)[],
  currency: string,
): string => sum(worths(lines, line => line.due).map(worth => roundMoney(worth, currency)))

export function axesOf(state: OrderState, lines: readonly Stood[], money: Settled): Axes {
  if (state === 'cancelled')
    return { supply: notNeeded, fulfilment: notNeeded, billing: notNeeded, payment: paidAxis(money, '0') }
  const open = lines.filter(line => signOf(line.due) > 0)
  const kept = lines.filter(line => line.stockKept && signOf(add(line.toShip, line.shipped)) > 0)
  const shipped = open.filter(line => line.fulfil !== 'none')
  const dueValue = valueDue(lines, money.currency)
  return {
    supply: kept.length
      ? stand(
          kept.map(line => ({ done: add(line.reserved, line.shipped), all: add(line.toShip, line.shipped) })),
          ['none', 'part', 'full'],
        )
      : notNeeded,
    fulfilment: shipped.length ? fulfilmentAxis(shipped) : notNeeded,
    // a part is billed with its kit
    billing: billingOf(
      money,
      open.filter(line => (line.kitLineId ?? null) === null),
      lines,
    ),
    payment: paidAxis(money, dueValue),
  }
}

function fulfilmentAxis(lines: readonly Stood[]) {
  const net = (line: Stood, qty: string): string => max(sub(qty, line.returned), '0')
  if (lines.every(line => cmp(net(line, line.delivered), line.due) >= 0))
    return { value: 'delivered', share: 100 } as const
  return stand(
    lines.map(line => ({ done: net(line, line.shipped), all: line.due })),
    ['none', 'part', 'full'],
  )
}

function billingOf({ billBasis }: Settled, open: readonly Stood[], lines: readonly Stood[]) {
  if (open.length === 0) return nothingToBill(lines)
  return billBasis === 'none' ? notNeeded : billingAxis(open)
}

/** By quantity, so that an overrun in price leaves nothing stranded (C039). */
function billingAxis(lines: readonly Stood[]) {
  const parts = lines.map(line => ({ done: sub(line.invoiced, line.credited), all: line.due }))
  if (parts.some(part => cmp(part.done, part.all) > 0)) return { value: 'over', share: 100 } as const
  return stand(parts, ['none', 'part', 'full'])
}

/** All came back: nothing to invoice, unless more is invoiced than is due (C043). */
const nothingToBill = (lines: readonly Stood[]) =>
  lines.some(line => cmp(line.invoiced, line.credited) > 0) ? ({ value: 'over', share: 100 } as const) : notNeeded

/** What was written off counts as settled. */
function paidAxis({ paidAmount, writtenOff }: Settled, due: string) {
  const settled = add(paidAmount, writtenOff)
  if (cmp(settled, due) > 0) return { value: 'over', share: 100 } as const
  if (isZero(due)) return notNeeded
  return stand([{ done: min(settled, due), all: due }], ['none', 'part', 'full'])
}

type Reduced = { readonly discountKind: 'percent' | 'amount' | null; readonly discountValue: string | null }
export type MoneyLine = Reduced & { readonly unitQty: string; readonly price: string; readonly taxRate: string }
type MoneyHead = Reduced & Pick<Order, 'currency' | 'taxMode' | 'taxRound'>

const discountOf = ({ discountKind, discountValue }: Reduced): Discount | undefined => {
  // absent where it is hidden from the reader
  if (!discountKind || !discountValue) return undefined
  return discountKind === 'percent' ? { percent: discountValue } : { amount: discountValue }
}

/** The editor's foot, worked out as the server will store it; nothing while something cannot be added up. */
export function sketchTotals(head: MoneyHead, lines: readonly MoneyLine[]): DocumentTotals | undefined {
  const { currency, taxMode, taxRound } = head
  const priced = lines.map(line => ({
    qty: line.unitQty,
    price: line.price,
    taxRate: line.taxRate,
    discount: discountOf(line),
  }))
  const doc = { currency, taxMode, taxRound, discount: discountOf(head), lines: priced }
  return priceProblems(doc).length > 0 ? undefined : totals(doc)
}
