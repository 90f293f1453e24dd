// How far a document gives way to its list prices.
import { type Decimal, div, max, mul, round, signOf, sub, sum } from './money.ts'

type Listed = { readonly unitQty: Decimal; readonly listPrice: Decimal | null; readonly amount: Decimal }

/** Below the list price, in per cent of it, never less than none; lines without one are left aside. */
export function reducedBy(lines: readonly Listed[]): Decimal {
  const listed = lines.filter(line => line.listPrice && signOf(line.listPrice) > 0)
  const list = sum(listed.map(line => mul(line.listPrice ?? '0', line.unitQty)))
  if (signOf(list) <= 0) return '0'
  return max(round(mul(div(sub(list, sum(listed.map(line => line.amount))), list), '100'), 2), '0')
}
