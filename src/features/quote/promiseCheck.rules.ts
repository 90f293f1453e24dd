// What a quote promises before it is sent or becomes an order: the payer is good for it, the goods are there, prices keep
// the floor and the whole earns what it should. Every reason with its figures and the smallest change. Pure.
import {
  add,
  cmp,
  convert,
  type Decimal,
  div,
  isZero,
  mul,
  percentOf,
  roundMoney,
  saidPrice,
  signOf,
  sub,
  sum,
} from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import type { Terms } from '#kernel/terms.ts'
import { withCredits } from './credit.rules.ts'
import { loweredQty, raisedPrice, withDeposit } from './fix.rules.ts'
import { marginOf } from './margin.rules.ts'
import { type Shortfall, shortfalls } from './promise.rules.ts'
import type { Fix, PromiseItem } from './promise.schema.ts'
import type { QuoteLine } from './quote.schema.ts'
import { isCounted, type MoneyHead } from './quote.totals.ts'

export type PromiseHead = MoneyHead & {
  readonly rate: string
  readonly gross: string
  readonly terms: Terms
  readonly baseCurrency: string
}
export type Coming = { readonly expectedOn: string; readonly qty: string }
export type PromiseFacts = {
  readonly head: PromiseHead
  readonly lines: readonly QuoteLine[]
  /** Of the payer, in base currency. */
  readonly credit: { readonly limit: string | null; readonly used: string; readonly policy: string } | undefined
  readonly overdue: string
  /** Since the oldest unpaid due date, which lies beyond the credit days. */
  readonly lateDays: number
  readonly free: ReadonlyMap<string, string>
  /** What is made or bought and for no order yet, by product, the nearest day first. */
  readonly coming?: ReadonlyMap<string, readonly Coming[]>
  /** In per cent, as the policy of approval says. */
  readonly leastMargin: string | undefined
  /** Whose figures the reader may know; without them only that there is a problem. */
  readonly sees: {
    readonly credit: boolean
    readonly stock: boolean
    readonly floor: boolean
    readonly margin: boolean
  }
}

export const checkPromise = (facts: PromiseFacts): PromiseItem[] => [
  ...creditOf(facts),
  ...overdueOf(facts),
  ...linesOf(facts),
  ...marginItem(facts),
]

const bare = (kind: PromiseItem['kind'], lineId: string | null = null): PromiseItem => ({
  kind,
  ok: false,
  lineId,
  say: reason(`quote.promise.${kind}Plain`),
  fixes: [],
})

/** Whatever is in before the order is confirmed does not use the limit. */
function creditOf({ head, credit, sees }: PromiseFacts): PromiseItem[] {
  const limit = credit?.limit
  if (!credit || credit.policy === 'pass' || limit === null || limit === undefined) return []
  const before = roundMoney(percentOf(head.gross, head.terms.gates.confirm), head.currency)
  const own = convert(sub(head.gross, before), head.rate, head.baseCurrency)
  const over = sub(add(credit.used, own), limit)
  const ok = signOf(over) <= 0
  if (!sees.credit) return ok ? [] : [bare('credit')]
  const values = { limit, used: credit.used, own, over, currency: head.baseCurrency }
  const say = reason(ok ? 'quote.promise.creditOk' : 'quote.promise.credit', undefined, values)
  return [
    { kind: 'credit', ok, lineId: null, say, fixes: ok ? [] : depositFor(head, add(before, div(over, head.rate, 8))) },
  ]
}

function depositFor(head: PromiseHead, least: Decimal): Fix[] {
  const { gross, currency, terms } = head
  const near = roundMoney(least, currency)
  const needed = cmp(near, least) < 0 ? add(near, sub(least, near)) : near
  const next = withDeposit(terms, { gross, currency }, needed)
  if (!next) return []
  const deposit = roundMoney(percentOf(gross, next.gates.confirm), currency)
  return [{ say: reason('quote.promise.deposit', undefined, { deposit, currency }), lineId: null, terms: next }]
}

function overdueOf({ overdue, lateDays: days, head, sees }: PromiseFacts): PromiseItem[] {
  if (signOf(overdue) <= 0) return []
  if (!sees.credit) return [bare('overdue')]
  const say = reason('quote.promise.overdue', undefined, { overdue, days, currency: head.baseCurrency })
  return [{ kind: 'overdue', ok: false, lineId: null, say, fixes: [] }]
}

function linesOf(facts: PromiseFacts): PromiseItem[] {
  const { head, lines, free, sees } = facts
  const found = shortfalls(withCredits(lines, head.currency), { currency: head.currency, free })
  const wanted = new Map<string, string>()
  return found.map(one => {
    const at = lines.findIndex(line => line.id === one.line.id)
    if (one.kind === 'stock')
      return sees.stock ? stockItem(one, lines[at], dayOf(one, facts, wanted)) : bare('stock', one.line.id)
    return sees.floor ? floorItem(facts, one, at) : bare('floor', one.line.id)
  })
}

type Short = Extract<Shortfall, { kind: 'stock' }>
/** The day by which enough has come for this line and those before it; nothing where that is not known. */
function dayOf({ line, short }: Short, { coming }: PromiseFacts, wanted: Map<string, string>): string | undefined {
  const { productId, parts } = line
  if (!productId || parts) return undefined
  const needed = add(wanted.get(productId) ?? '0', short)
  wanted.set(productId, needed)
  let there = '0'
  return coming?.get(productId)?.find(one => {
    there = add(there, one.qty)
    return cmp(there, needed) >= 0
  })?.expectedOn
}

function stockItem({ line, free, short }: Short, whole: QuoteLine | undefined, date: string | undefined): PromiseItem {
  const unitQty = whole && loweredQty(whole, free)
  const values = { name: line.name, free, short }
  const say = date
    ? reason('quote.promise.stockFrom', undefined, { ...values, date })
    : reason('quote.promise.stock', undefined, values)
  const lower: Fix[] = unitQty
    ? [{ say: reason('quote.promise.lower', undefined, { no: whole.no, qty: unitQty }), lineId: line.id, unitQty }]
    : []
  return { kind: 'stock', ok: false, lineId: line.id, say, fixes: lower }
}

type Below = Extract<Shortfall, { kind: 'floor' }>
function floorItem({ head, lines }: PromiseFacts, { line, each, floor }: Below, at: number): PromiseItem {
  const least = roundMoney(mul(floor, line.unitQty), head.currency)
  const price = raisedPrice(head, lines, {
    at,
    lacking: next => sub(least, withCredits(next, head.currency)[at]?.amount ?? '0'),
  })
  const say = reason('quote.promise.floor', undefined, {
    name: line.name,
    each: saidPrice(each, head.currency),
    floor: saidPrice(floor, head.currency),
  })
  return { kind: 'floor', ok: false, lineId: line.id, say, fixes: priceFix(lines[at], price) }
}

const priceFix = (line: QuoteLine | undefined, price: Decimal | undefined): Fix[] =>
  line && price
    ? [{ say: reason('quote.promise.price', undefined, { no: line.no, price }), lineId: line.id, price }]
    : []

/** The line that earns least is the one that is raised. */
function marginItem({ head, lines, leastMargin, sees }: PromiseFacts): PromiseItem[] {
  const margin = marginOf(withCredits(lines, head.currency))
  if (!sees.margin || !leastMargin || margin === null) return []
  const ok = cmp(margin, leastMargin) >= 0
  const say = reason(ok ? 'quote.promise.marginOk' : 'quote.promise.margin', undefined, { margin, least: leastMargin })
  return [{ kind: 'margin', ok, lineId: null, say, fixes: ok ? [] : raisedFor(head, lines, leastMargin) }]
}

function raisedFor(head: PromiseHead, lines: readonly QuoteLine[], least: Decimal): Fix[] {
  const known = lines.filter(line => isCounted(line) && line.unitCost && signOf(line.net) > 0)
  const [worst] = known.toSorted((a, b) => cmp(earned(a), earned(b)))
  if (!worst || cmp(least, '100') >= 0) return []
  const cost = sum(known.map(line => mul(line.unitCost ?? '0', line.unitQty)))
  const needed = div(mul(cost, '100'), sub('100', least), 8)
  const ids = new Set(known.map(line => line.id))
  const at = lines.indexOf(worst)
  // of the net, so the tax on top is asked for as well
  const lacking = (next: readonly QuoteLine[]) =>
    sub(
      needed,
      sum(
        withCredits(next, head.currency)
          .filter(one => ids.has(one.id))
          .map(one => one.net),
      ),
    )
  return priceFix(worst, raisedPrice(head, lines, { at, lacking }))
}

const earned = ({ net, unitCost, unitQty }: QuoteLine): Decimal =>
  isZero(net) ? '0' : div(sub(net, mul(unitCost ?? '0', unitQty)), net, 8)
