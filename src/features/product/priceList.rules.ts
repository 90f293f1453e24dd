// From all the prices of a product to the one that holds, with the reason said. Pure: form, interface, import,
// quotes and orders ask the same function.
import { add, cmp, type Decimal, div, mul, percentOf, round } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { TaxMode } from '#kernel/tax.ts'
import { factorOf } from './product.rules.ts'
import type { ProductFacts } from './product.schema.ts'

export type PriceCandidate = {
  readonly listId: string
  readonly listName: string
  readonly currency: string
  readonly taxMode: TaxMode
  readonly levels: readonly ('A' | 'B' | 'C')[]
  /** Whoever asks leaves out lists of other regions: those are a table that only the server has. */
  readonly region: string | null
  /** How close its region is: the digits of its code. */
  readonly closeness?: number
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly priority: number
  readonly productId: string
  readonly unit: string
  readonly minQty: Decimal
  readonly price: Decimal
  readonly floorPrice: Decimal | null
}

/** Who buys, in what, when. */
export type PriceFor = {
  readonly currency: string
  readonly taxMode: TaxMode
  readonly level: string | null
  readonly region: string | null
  /** The instant, as ISO text. */
  readonly now: string
  /** The organisation's own currency, how much of it one of `currency` is, and its usual tax mode: in which a product's own price stands. */
  readonly base: { readonly currency: string; readonly rate: Decimal; readonly taxMode: TaxMode }
}
/** In what money, tax aside. */
export type WhatFor = Pick<PriceFor, 'currency'> & { readonly base: Pick<PriceFor['base'], 'currency' | 'rate'> }
export type Wanted = { readonly unit: string; readonly unitQty: Decimal }
type Priced = Pick<ProductFacts, 'id' | 'unit' | 'units' | 'price' | 'floorPrice' | 'currency' | 'taxRate'>

/** Of one `unit`, in the currency and tax mode asked for. */
export type Price = {
  readonly price: Decimal
  readonly floorPrice: Decimal | null
  readonly listId: string | null
  readonly why: Reason
}

/** C165: an instant, not a day: a list that ends 15:30 holds until 15:30, wherever the reader's clock stands. */
export const isInForce = (
  { validFrom, validUntil }: Pick<PriceCandidate, 'validFrom' | 'validUntil'>,
  now: string,
): boolean =>
  (validFrom === null || Date.parse(validFrom) <= Date.parse(now)) &&
  (validUntil === null || Date.parse(now) < Date.parse(validUntil))

const isMeantFor = ({ levels }: Pick<PriceCandidate, 'levels'>, who: Pick<PriceFor, 'level'>): boolean =>
  levels.length === 0 || levels.some(one => one === who.level)

/** The more a list says whom it is for, the nearer it is. */
const nearness = ({ levels, region }: PriceCandidate): number => (levels.length > 0 ? 1 : 0) + (region === null ? 0 : 1)

type Fitting = PriceCandidate & { readonly factor: Decimal; readonly minBase: Decimal }

/**
 * Higher priority first, then the list that says more of whom it is for, then the closer region, then the line in the very unit, then the
 * higher step, then the list that began later; last by id, so that the same question has one answer.
 */
function better(unit: string): (a: Fitting, b: Fitting) => number {
  return (a, b) =>
    b.priority - a.priority ||
    nearness(b) - nearness(a) ||
    (b.closeness ?? 0) - (a.closeness ?? 0) ||
    Number(b.unit === unit) - Number(a.unit === unit) ||
    cmp(b.minBase, a.minBase) ||
    (b.validFrom ?? '').localeCompare(a.validFrom ?? '') ||
    (a.listId < b.listId ? -1 : 1)
}

export function priceFor(
  product: Priced,
  candidates: readonly PriceCandidate[],
  who: PriceFor,
  { unit, unitQty }: Wanted,
): Price | undefined {
  const factor = factorOf(product, unit)
  if (factor === undefined) return undefined
  const qty = mul(unitQty, factor)
  const fitting = candidates.flatMap((one): Fitting[] => {
    const its = factorOf(product, one.unit)
    if (its === undefined || one.productId !== product.id || one.currency !== who.currency) return []
    const minBase = mul(one.minQty, its)
    const holds = isInForce(one, who.now) && isMeantFor(one, who) && cmp(minBase, qty) <= 0
    return holds ? [{ ...one, factor: its, minBase }] : []
  })
  const [best] = fitting.toSorted(better(unit))
  return best ? listed(best, { product, who, factor }) : standard(product, who, factor)
}

type At = { readonly product: Priced; readonly who: PriceFor; readonly factor: Decimal }

function listed(best: Fitting, { product, who, factor }: At): Price {
  const inUnit = (price: Decimal): Decimal =>
    round(inMode(div(mul(price, factor), best.factor), best.taxMode, who.taxMode, product.taxRate), 6)
  const values = { list: best.listName, qty: best.minQty, unit: best.unit }
  const own = best.floorPrice === null ? (standard(product, who, factor)?.floorPrice ?? null) : inUnit(best.floorPrice)
  return {
    price: inUnit(best.price),
    floorPrice: own,
    listId: best.listId,
    why: reason(cmp(best.minQty, '1') > 0 ? 'price.why.step' : 'price.why.list', undefined, values),
  }
}

/** A list without tax, a document with it: the same money. */
function inMode(price: Decimal, from: TaxMode, to: TaxMode, rate: Decimal): Decimal {
  if (from === to) return price
  const tax = add('1', div(rate, '100'))
  return to === 'inclusive' ? add(price, percentOf(price, rate)) : div(price, tax)
}

/** Without a list, the product's own price, at the document's rate where that is of another currency. */
function standard(product: Priced, who: PriceFor, factor: Decimal): Price | undefined {
  const price = ownAmount(product, product.price, who, factor)
  if (price === undefined) return undefined
  const floorPrice = ownAmount(product, product.floorPrice, who, factor) ?? null
  return { price, floorPrice, listId: null, why: reason('price.why.product') }
}

/** What stands on the product itself, as this document counts. */
export function ownAmount(
  product: Pick<Priced, 'currency' | 'taxRate'>,
  amount: Decimal | null,
  ...[who, factor]: readonly [Pick<PriceFor, 'currency' | 'taxMode' | 'base'>, Decimal]
): Decimal | undefined {
  const own = amount === null ? undefined : inCurrency(amount, product.currency, who, factor)
  return own === undefined ? undefined : round(inMode(own, who.base.taxMode, who.taxMode, product.taxRate), 6)
}

/** Of one unit of that many base units; undefined where there is no rate between the two. */
export function inCurrency(amount: Decimal, currency: string, who: WhatFor, factor: Decimal): Decimal | undefined {
  const own = round(mul(amount, factor), 6)
  if (currency === who.currency) return own
  return currency === who.base.currency ? div(own, who.base.rate, 6) : undefined
}
