// What of the warehouses an order would hold now, by its state and the company's rule.
import { planOver, stockPolicyOf } from '#features/stock/server/stock.service.ts'
import type { StockPlan, StockPolicy } from '#features/stock/stock.schema.ts'
import type { Actor } from '#kernel/access.ts'
import { sub } from '#kernel/money.ts'
import type { OrderState } from '../order.schema.ts'
import { withCancelled } from '../order.totals.ts'
import { ranked, wantsOf } from './again.service.ts'
import type { Held } from './move.service.ts'
import type { LineRow } from './order.table.ts'

/** For what waits; or for these lines of it alone. */
export function planFor(actor: Actor, { row, lines, parts, stock }: Held, lineIds?: readonly string[]): StockPlan {
  const standing = row.state === 'closed' ? lines.map(restored) : [...lines, ...parts]
  const wants = wantsOf(row, standing).filter(one => lineIds === undefined || lineIds.includes(one.orderLineId))
  return planOver(ranked(stock), wants, policyIn(row.state, stockPolicyOf(actor.org.settings.reservePolicy)))
}

/** What was promised once is taken up again as far as it is there; what is asked for by hand, whatever the company's rule. */
const policyIn = (state: OrderState, policy: StockPolicy): StockPolicy => {
  if (state === 'confirmed') return 'partial'
  return (state === 'closed' || state === 'on_hold') && policy !== 'none' ? 'partial' : policy
}

/** What closing took is there again. */
export const restored = (line: LineRow): LineRow => withCancelled(line, sub(line.cancelled, line.closedRest))
