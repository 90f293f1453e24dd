// By how much an order is over its payer's limit, and what whoever decides should know of the payer.
import type { Because, FactValues, SubjectFact } from '#features/approval/approval.schema.ts'
import type { Actor } from '#kernel/access.ts'
import { add, max, sub } from '#kernel/money.ts'
import { exposureOf, withCancelled } from '../order.totals.ts'
import type { ReleaseRow } from './creditRelease.table.ts'
import type { HeldOrder } from './progress.service.ts'

/** What the payer would use with all of it: confirmed, reopened, shipped. */
function usedAfter(actor: Actor, { row, lines, credit }: HeldOrder): string {
  const standing =
    row.state === 'closed' ? lines.map(line => withCancelled(line, sub(line.cancelled, line.closedRest))) : lines
  const money = { currency: row.currency, rate: row.rate, baseCurrency: actor.org.currency, counts: 'due' } as const
  return add(sub(credit?.used ?? '0', row.exposure), exposureOf('confirmed', standing, money))
}

/** Nothing where it is within the limit. */
export function neededFor(actor: Actor, held: HeldOrder): string {
  const limit = held.credit?.limit ?? null
  return limit === null ? '0' : max(sub(usedAfter(actor, held), limit), '0')
}

const closed = { needs: 'customer.credit', field: 'customer.creditLimit' } as const
export const releaseFacts: readonly SubjectFact[] = [
  { key: 'creditOver', kind: 'money', ...closed },
  { key: 'overdueDays', kind: 'days', ...closed },
]

export type ReleaseTold = { readonly values: FactValues; readonly details: readonly Because[] }
type Payer = { readonly name: string; readonly lateDays: number }
/** As it stands when it is asked for: the limit, what is used of it, how long the oldest debt is late. */
export function toldOf(actor: Actor, row: ReleaseRow, held: HeldOrder, payer: Payer): ReleaseTold {
  const { lateDays } = payer
  const used = held.credit?.used ?? '0'
  const values = {
    ...{ payer: payer.name, currency: actor.org.currency, over: row.amount, until: row.until },
    ...{ limit: held.credit?.limit ?? '0', used, own: sub(usedAfter(actor, held), used) },
    days: lateDays,
  }
  const over: Because = { key: 'approval.because.release', values, ...closed, plain: 'approval.fact.creditOver' }
  const late: Because = { key: 'approval.because.payerLate', values, ...closed, plain: 'approval.fact.overdueDays' }
  return {
    values: { creditOver: row.amount, overdueDays: String(lateDays) },
    details: lateDays > 0 ? [over, late] : [over],
  }
}
