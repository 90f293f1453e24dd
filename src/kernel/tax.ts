// Document totals (domain.md §2). Everything here is stored per line once and never recomputed for a
// saved document; credit, refund, return and cancel take the stored amounts (shareFor).

import type { Decimal } from './money.ts'
import {
  add,
  allocate,
  cmp,
  currencyExponent,
  div,
  mul,
  percentOf,
  round,
  roundMoney,
  signOf,
  sub,
  sum,
} from './money.ts'

export type TaxMode = 'inclusive' | 'exclusive'
export type TaxRound = 'line' | 'document'
export type TaxDefaults = { readonly taxMode: TaxMode; readonly taxRound: TaxRound }

/** How an organisation's new documents are taxed; those that are saved keep their own. */
export const taxDefaultsOf = (settings: Readonly<Record<string, unknown>>): TaxDefaults => ({
  taxMode: settings.taxMode === 'exclusive' ? 'exclusive' : 'inclusive',
  taxRound: settings.taxRound === 'document' ? 'document' : 'line',
})

/** `percent` and `taxRate` are percentages: '13' is 13 %. */
export type Discount = { amount: Decimal } | { percent: Decimal }

export type PricedLine = {
  qty: Decimal
  price: Decimal
  taxRate: Decimal
  discount?: Discount | undefined
  /** Its part of the document's discount, where that is agreed already. */
  share?: Decimal | undefined
}

export type PricedDocument = {
  currency: string
  taxMode: TaxMode
  taxRound: TaxRound
  discount?: Discount | undefined
  lines: readonly PricedLine[]
}

/** amount = base − lineDiscount − share, in the document's own mode; gross = net + tax. */
export type LineTotals = {
  base: Decimal
  lineDiscount: Decimal
  share: Decimal
  amount: Decimal
  net: Decimal
  tax: Decimal
  gross: Decimal
}

export type DocumentTotals = { lines: LineTotals[]; net: Decimal; tax: Decimal; gross: Decimal }

export type PriceProblem = { key: 'tax.discountOutOfRange' | 'tax.rateOutOfRange'; path: string }

export type Stored = readonly (LineTotals | undefined)[]

/** `stored`: of a document that changes, the lines that keep their amounts; the others take up what rounding leaves. */
export function totals(doc: PricedDocument, stored: Stored = []): DocumentTotals {
  const places = currencyExponent(doc.currency)
  const priced = doc.lines.map((line, i) => stored[i] ?? beforeShare(line, places))
  const [problem] = problemsOf(doc, priced)
  if (problem) throw new RangeError(`${problem.key} at ${problem.path}`)
  const before = priced.map(({ base, lineDiscount }) => sub(base, lineDiscount))
  const shares = sharesFor(doc, before, stored)
  const amounts = before.map((amount, i) => sub(amount, at(shares, i)))
  const taxes = taxesOf(doc, amounts, { places, stored })
  const lines = priced.map(({ base, lineDiscount }, i): LineTotals => {
    const amount = at(amounts, i)
    const share = at(shares, i)
    return stored[i] ?? { base, lineDiscount, share, amount, ...netAndGross(doc.taxMode, amount, at(taxes, i)) }
  })
  return { lines, ...headerOf(lines) }
}

function sharesFor(doc: PricedDocument, before: readonly Decimal[], stored: Stored): Decimal[] {
  const places = currencyExponent(doc.currency)
  const agreed = doc.lines.map((line, i) => stored[i]?.share ?? line.share)
  const weights = before.map((amount, i) => (agreed[i] === undefined ? amount : '0'))
  const discount = documentDiscount(doc.discount, before, places)
  const rest = sub(discount, sum(agreed.flatMap(one => one ?? [])))
  const bears = weights.some(weight => signOf(weight) > 0)
  const spread = allocate(bears ? rest : '0', weights, places)
  return agreed.map((one, i) => one ?? at(spread, i))
}

/** A header is the sum of its lines, whatever happened to them. */
export function headerOf(
  lines: readonly Pick<LineTotals, 'net' | 'tax' | 'gross'>[],
): Pick<DocumentTotals, 'net' | 'tax' | 'gross'> {
  return { net: sum(lines.map(l => l.net)), tax: sum(lines.map(l => l.tax)), gross: sum(lines.map(l => l.gross)) }
}

/** What `totals` would refuse, named by field, for the verb to say it kindly. */
export function priceProblems(doc: PricedDocument): PriceProblem[] {
  const places = currencyExponent(doc.currency)
  return problemsOf(
    doc,
    doc.lines.map(line => beforeShare(line, places)),
  )
}

/**
 * The stored amounts of `part` out of a line of `qty`, when `taken` has gone already. Cumulative, so
 * no part has a wrong sign; the last part is whatever is left, so all parts add up to the line.
 */
export function shareFor(
  line: LineTotals & { qty: Decimal },
  part: Decimal,
  taken: LineTotals & { qty: Decimal },
  doc: Pick<PricedDocument, 'currency' | 'taxMode'>,
): LineTotals {
  const reached = add(taken.qty, part)
  if (signOf(part) <= 0 || signOf(taken.qty) < 0 || cmp(reached, line.qty) > 0) {
    throw new RangeError(`${part} after ${taken.qty} is not a part of ${line.qty}`)
  }
  const isLast = cmp(reached, line.qty) === 0
  const upTo = (stored: Decimal, qty: Decimal) => roundMoney(div(mul(stored, qty), line.qty), doc.currency)
  const of = (field: 'lineDiscount' | 'share' | 'amount' | 'tax') =>
    isLast ? sub(line[field], taken[field]) : sub(upTo(line[field], reached), upTo(line[field], taken.qty))
  const [lineDiscount, share, amount] = [of('lineDiscount'), of('share'), of('amount')]
  return {
    base: sum([amount, lineDiscount, share]),
    lineDiscount,
    share,
    amount,
    ...netAndGross(doc.taxMode, amount, of('tax')),
  }
}

export const nothingTaken: LineTotals & { qty: Decimal } = {
  qty: '0',
  base: '0',
  lineDiscount: '0',
  share: '0',
  amount: '0',
  net: '0',
  tax: '0',
  gross: '0',
}

function problemsOf(doc: PricedDocument, priced: readonly BeforeShare[]): PriceProblem[] {
  const problems: PriceProblem[] = []
  doc.lines.forEach((line, i) => {
    const base = priced[i]?.base ?? '0'
    if (!isPercent(line.taxRate)) problems.push({ key: 'tax.rateOutOfRange', path: `lines.${i}.taxRate` })
    if (!isDiscountOf(line.discount, base))
      problems.push({ key: 'tax.discountOutOfRange', path: `lines.${i}.discount` })
  })
  const bearing = positive(priced.map(({ base, lineDiscount }) => sub(base, lineDiscount)))
  if (!isDiscountOf(doc.discount, bearing)) problems.push({ key: 'tax.discountOutOfRange', path: 'discount' })
  return problems
}

type BeforeShare = Pick<LineTotals, 'base' | 'lineDiscount'>

function beforeShare(line: PricedLine, places: number): BeforeShare {
  const base = round(mul(line.qty, line.price), places)
  return { base, lineDiscount: lineDiscountOf(line.discount, base, places) }
}

// C001 wants what is left of a line to round half away (307.50 less 5 % is 292.13), so the discount is the
// difference; C011 wants a document's discount itself to (10 % of 72.45 is 7.25).
function lineDiscountOf(discount: Discount | undefined, base: Decimal, places: number): Decimal {
  if (!discount) return '0'
  if ('amount' in discount) return round(discount.amount, places)
  return sub(base, round(percentOf(base, sub('100', discount.percent)), places))
}

// A percentage is of the lines that bear it: a trade-in (negative line) neither gets nor shrinks it.
function documentDiscount(discount: Discount | undefined, before: readonly Decimal[], places: number): Decimal {
  if (!discount) return '0'
  return round('amount' in discount ? discount.amount : percentOf(positive(before), discount.percent), places)
}

type Taxing = { readonly places: number; readonly stored: Stored }

function taxesOf(doc: PricedDocument, amounts: readonly Decimal[], { places, stored }: Taxing): Decimal[] {
  const taxes = amounts.map(
    (amount, i) => stored[i]?.tax ?? roundedTax(doc.taxMode, amount, rateOf(doc.lines, i), places),
  )
  if (doc.taxRound === 'line') return taxes
  const exact = amounts.map((amount, i) => exactTax(doc.taxMode, amount, rateOf(doc.lines, i)))
  for (const group of groupsByRate(doc.lines)) {
    const base = sum(group.map(i => at(amounts, i)))
    const [first = 0] = group
    const target = round(exactTax(doc.taxMode, base, rateOf(doc.lines, first)), places)
    const missing = sub(target, sum(group.map(i => at(taxes, i))))
    const open = group.filter(i => stored[i] === undefined)
    spread(missing, open, { exact, taxes, places })
  }
  return taxes
}

function exactTax(mode: TaxMode, amount: Decimal, rate: Decimal): Decimal {
  return mode === 'exclusive' ? percentOf(amount, rate) : div(mul(amount, rate), add('100', rate))
}

// the same as `exactTax` rounded: no stored amount comes so near to a half that thirty places would turn it over
function roundedTax(mode: TaxMode, amount: Decimal, rate: Decimal, places: number): Decimal {
  return mode === 'exclusive'
    ? round(percentOf(amount, rate), places)
    : div(mul(amount, rate), add('100', rate), places)
}

/** Moves the missing units of a group's tax to the lines whose own rounding gave away most. */
function spread(
  missing: Decimal,
  group: readonly number[],
  work: { exact: readonly Decimal[]; taxes: Decimal[]; places: number },
): void {
  const direction = signOf(missing)
  if (direction === 0) return
  const unit = div(direction < 0 ? '-1' : '1', `1${'0'.repeat(work.places)}`)
  const rest = new Map(group.map(i => [i, sub(at(work.exact, i), at(work.taxes, i))]))
  const lost = (i: number) => rest.get(i) ?? '0'
  // A tie goes to the earlier line; taking a unit back undoes the later line's.
  const tie = direction === signOf(sum(group.map(i => at(work.exact, i)))) ? 1 : -1
  const order = [...group].sort((a, b) => direction * cmp(lost(b), lost(a)) || tie * (a - b))
  const units = Number(div(missing, unit, 0))
  for (const i of order.slice(0, units)) work.taxes[i] = add(at(work.taxes, i), unit)
}

function groupsByRate(lines: readonly PricedLine[]): number[][] {
  const groups = new Map<Decimal, number[]>()
  lines.forEach((line, i) => {
    const key = add(line.taxRate, '0')
    const group = groups.get(key)
    if (group) group.push(i)
    else groups.set(key, [i])
  })
  return [...groups.values()]
}

function netAndGross(mode: TaxMode, amount: Decimal, tax: Decimal): Pick<LineTotals, 'net' | 'tax' | 'gross'> {
  return mode === 'inclusive'
    ? { net: sub(amount, tax), tax, gross: amount }
    : { net: amount, tax, gross: add(amount, tax) }
}

// A discount that would be more than what it is taken from would turn a sale into a debt.
function isDiscountOf(discount: Discount | undefined, base: Decimal): boolean {
  if (!discount) return true
  if ('percent' in discount) return isPercent(discount.percent)
  const sign = signOf(discount.amount)
  return sign === 0 || (sign > 0 && cmp(discount.amount, base) <= 0)
}

const isPercent = (rate: Decimal): boolean => signOf(rate) >= 0 && cmp(rate, '100') <= 0
const positive = (amounts: readonly Decimal[]): Decimal => sum(amounts.filter(amount => signOf(amount) > 0))
const rateOf = (lines: readonly PricedLine[], i: number): Decimal => lines[i]?.taxRate ?? '0'

function at(values: readonly Decimal[], i: number): Decimal {
  const value = values[i]
  if (value === undefined) throw new RangeError(`no value at ${i}`)
  return value
}
