// What a campaign cost beside what it brought. Pure.
import { div, isZero, round, roundMoney, sub } from '#kernel/money.ts'
import type { ReportRow } from './campaign.schema.ts'

type Brought = Pick<ReportRow, 'leads' | 'won' | 'amount' | 'cost'>
type Ratios = Pick<ReportRow, 'costPerLead' | 'costPerWon' | 'roi'>

/** Nothing where nothing came, or nothing was spent. */
export function ratiosOf({ leads, won, amount, cost }: Brought, currency: string): Ratios {
  const each = (count: number) => (count === 0 || isZero(cost) ? null : roundMoney(div(cost, String(count)), currency))
  return {
    costPerLead: each(leads),
    costPerWon: each(won),
    roi: isZero(cost) ? null : round(div(sub(amount, cost), cost), 4),
  }
}
