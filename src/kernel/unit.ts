// A product's base unit is its finest; every other unit is an exact multiple (factor ≥ 1) of it.

import type { Decimal } from './money.ts'
import { add, canonical, cmp, div, fits, mul, round } from './money.ts'

// numeric(18,6), as quantities are stored
const fitsQty = (qty: Decimal): boolean => fits(qty, 18, 6)

export function isFactor(text: string): boolean {
  return fitsQty(text) && cmp(text, '1') >= 0
}

export function isQty(text: string): boolean {
  return fitsQty(text) && cmp(text, '0') > 0
}

/** Digits after the point that say something: `2.50` has one. */
export const decimalsOf = (qty: Decimal): number => canonical(qty).split('.')[1]?.length ?? 0

/** Undefined where the column could not hold the exact result. */
export function toBaseUnit(unitQty: Decimal, factor: Decimal): Decimal | undefined {
  const qty = mul(unitQty, checkedFactor(factor))
  return fitsQty(qty) ? qty : undefined
}

/** Undefined where it is not exact: then the document keeps the base unit, or takes wholeUnits. */
export function fromBaseUnit(baseQty: Decimal, factor: Decimal): Decimal | undefined {
  const qty = round(div(baseQty, checkedFactor(factor)), 6)
  return cmp(mul(qty, factor), baseQty) === 0 && fitsQty(qty) ? qty : undefined
}

/** The fewest whole units that cover the base quantity: 200 pieces are 17 dozen. */
export function wholeUnits(baseQty: Decimal, factor: Decimal): Decimal {
  const near = div(baseQty, checkedFactor(factor), 0)
  return cmp(mul(near, factor), baseQty) >= 0 ? near : add(near, '1')
}

function checkedFactor(factor: Decimal): Decimal {
  if (!isFactor(factor)) throw new RangeError(`not a unit factor: ${factor.slice(0, 40)}`)
  return factor
}
