// What a quote earns. Pure.
import { div, mul, round, signOf, sub, sum } from '#kernel/money.ts'
import type { QuoteLine } from './quote.schema.ts'
import { isCounted } from './quote.totals.ts'

export type Earning = Pick<QuoteLine, 'unitQty' | 'unitCost' | 'net' | 'optional' | 'chosen'>

/** Of what is earned without tax, in per cent; null where no cost is known, and all is lost on what is given away. */
export function marginOf(lines: readonly Earning[]): string | null {
  const known = lines.filter(line => isCounted(line) && line.unitCost)
  if (known.length === 0) return null
  const earned = sum(known.map(line => line.net))
  const cost = sum(known.map(line => mul(line.unitCost ?? '0', line.unitQty)))
  if (signOf(earned) <= 0) return signOf(cost) > 0 ? '-100' : null
  return round(mul(div(sub(earned, cost), earned), '100'), 2)
}
