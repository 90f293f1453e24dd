// What a quote promises before it is sent: prices above the floor, goods that are there; and the smallest change that
// would do. Pure.
import { cmp, div, isZero, mul, roundMoney, signOf, sub } from '#kernel/money.ts'
import type { QuoteLine } from './quote.schema.ts'
import { isCounted } from './quote.totals.ts'

export type Promised = Pick<
  QuoteLine,
  'id' | 'name' | 'productId' | 'unit' | 'unitQty' | 'qty' | 'amount' | 'floorPrice' | 'optional' | 'chosen'
> &
  Partial<Pick<QuoteLine, 'parts'>>

export type BelowFloor = {
  readonly kind: 'floor'
  readonly line: Promised
  readonly each: string
  readonly floor: string
  readonly more: string
}
export type Shortfall =
  | BelowFloor
  | { readonly kind: 'stock'; readonly line: Promised; readonly free: string; readonly short: string }

type Known = { readonly currency: string; readonly free: ReadonlyMap<string, string> }

/** With every discount in it: of the line and of the document. */
export function shortfalls(lines: readonly Promised[], { currency, free }: Known): Shortfall[] {
  const taken = new Map<string, string>()
  return lines.flatMap((line): Shortfall[] => [...underFloor(line, currency), ...outOfStock(line, free, taken)])
}

export function underFloor(line: Promised, currency: string): BelowFloor[] {
  const { floorPrice, unitQty, amount } = line
  // absent where it is hidden from the reader
  if (!floorPrice || isZero(unitQty)) return []
  const least = roundMoney(mul(floorPrice, unitQty), currency)
  if (cmp(amount, least) >= 0) return []
  return [{ kind: 'floor', line, each: div(amount, unitQty, 2), floor: floorPrice, more: sub(least, amount) }]
}

/** A product that stands there twice is only there once; in base units. A kit is there as often as all of its parts. */
function outOfStock(line: Promised, free: Known['free'], taken: Map<string, string>): Shortfall[] {
  const { productId, qty, parts } = line
  if (parts) return isCounted(line) ? kitShort({ ...line, parts }, free, taken) : []
  const known = productId ? free.get(productId) : undefined
  if (!productId || known === undefined || !isCounted(line)) return []
  const left = sub(known, taken.get(productId) ?? '0')
  taken.set(productId, sub(known, sub(left, qty)))
  const rest = signOf(left) > 0 ? left : '0'
  return cmp(rest, qty) >= 0 ? [] : [{ kind: 'stock', line, free: rest, short: sub(qty, rest) }]
}

type Kit = Promised & { readonly parts: NonNullable<QuoteLine['parts']> }

function kitShort(line: Kit, free: Known['free'], taken: Map<string, string>): Shortfall[] {
  let there = line.qty
  for (const part of line.parts) {
    const known = part.stockKept ? free.get(part.productId) : undefined
    if (known === undefined) continue
    const left = sub(known, taken.get(part.productId) ?? '0')
    taken.set(part.productId, sub(known, sub(left, mul(part.qty, line.qty))))
    const near = div(signOf(left) > 0 ? left : '0', part.qty, 0)
    const kits = cmp(mul(near, part.qty), left) > 0 && signOf(near) > 0 ? sub(near, '1') : near
    if (cmp(kits, there) < 0) there = kits
  }
  return cmp(there, line.qty) >= 0 ? [] : [{ kind: 'stock', line, free: there, short: sub(line.qty, there) }]
}
