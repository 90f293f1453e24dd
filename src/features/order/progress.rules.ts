// What an order stands at once its lines or its money moved: credit it uses, axes, what came back, completion. Pure.
import { abs, add, cmp, div, max, mul, signOf, sub } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Order, OrderLine, OrderState, Progress } from './order.schema.ts'
import { axesOf, type CreditCounts, exposureOf } from './order.totals.ts'
import { isAllBack } from './orderType.rules.ts'

type Head = Pick<Order, 'state' | 'type' | 'noReturn' | 'currency' | 'rate' | 'paidAmount'> & Progress
export type Books = { readonly baseCurrency: string; readonly counts: CreditCounts; readonly now: string }
export type Standing = Pick<Progress, 'supply' | 'fulfilment' | 'billing' | 'payment' | 'returned' | 'completedAt'> & {
  readonly exposure: string
}

/** Before it is confirmed nothing is needed yet; after a cancel nothing is needed any more. */
const asleep: readonly OrderState[] = ['draft', 'in_review']

export function standingOf(row: Head, lines: readonly OrderLine[], books: Books): Standing {
  const money = { currency: row.currency, rate: row.rate, baseCurrency: books.baseCurrency, counts: books.counts }
  const exposure = exposureOf(row.state, lines, money)
  if (asleep.includes(row.state)) return { ...nothingYet, exposure }
  const axes = axesOf(row.state, lines, row)
  const { supply, fulfilment, billing, payment } = axes
  const words = { supply: supply.value, fulfilment: fulfilment.value, billing: billing.value, payment: payment.value }
  const isDone = isComplete({ ...row, ...words }, lines)
  return {
    ...words,
    returned: returnedOf(lines),
    exposure,
    completedAt: isDone ? (row.completedAt ?? books.now) : null,
  }
}

const nothingYet = {
  supply: 'notNeeded',
  fulfilment: 'notNeeded',
  billing: 'notNeeded',
  payment: 'notNeeded',
  returned: 'none',
  completedAt: null,
} as const

function returnedOf(lines: readonly OrderLine[]): Progress['returned'] {
  const out = lines.filter(line => signOf(line.delivered) > 0)
  if (out.every(line => signOf(line.returned) === 0)) return 'none'
  return out.every(line => cmp(line.returned, line.delivered) >= 0) ? 'full' : 'part'
}

const done: readonly string[] = ['notNeeded', 'full', 'delivered']

/** Every axis full or not needed and no live return; of an order that was never worth anything, closing is all. */
function isComplete(row: Head, lines: readonly OrderLine[]): boolean {
  if (row.state !== 'confirmed' && row.state !== 'closed') return false
  // sent is not yet arrived
  if (row.fulfilment === 'full' || row.liveReturns > 0) return false
  // what is lent is done with once it is back
  if (!isAllBack(row, lines)) return false
  const isSomething = lines.some(line => signOf(line.due) > 0 || signOf(line.delivered) > 0)
  return isSomething && [row.supply, row.fulfilment, row.billing, row.payment].every(axis => done.includes(axis))
}

/** What the customer keeps of a line for good, beside what is only promised. */
const keptOf = ({ shipped, reship }: OrderLine): string => sub(shipped, reship)
const openOf = ({ ordered, cancelled }: OrderLine): string => sub(ordered, cancelled)

/** More is invoiced than the line can stand for, by quantity or by amount: the checks of the table, said in words. */
function isBilledBeyond(line: OrderLine): boolean {
  const { invoiced, credited, invoicedAmount, creditedAmount, ordered, gross } = line
  const tolerated = add('1', line.billTolerance)
  if (cmp(sub(invoiced, credited), mul(max(openOf(line), keptOf(line)), tolerated)) > 0) return true
  // what was sent beyond the order is rounded to its currency, of which half a unit is the coarsest
  const sent = signOf(ordered) === 0 ? '0' : add(div(mul(abs(gross), keptOf(line)), ordered), '0.5')
  return cmp(abs(sub(invoicedAmount, creditedAmount)), mul(max(abs(gross), sent), tolerated)) > 0
}

/**
 * Why counters may not move so: what was sent beyond the order may have been invoiced, and cannot be taken from under
 * its invoice; while one is being issued nobody knows yet for how much it will stand.
 */
export function billingProblems(
  before: readonly OrderLine[],
  after: readonly OrderLine[],
  issuing: { readonly before: number; readonly after: number },
): Reason[] {
  const beyond = after.filter((line, i) => line !== before[i] && isBilledBeyond(line))
  if (beyond.length > 0)
    return [reason('order.invoicedBeyond', undefined, { lines: beyond.map(line => line.no).join(', ') })]
  const shrinks = after.some((line, i) => {
    const old = before[i]
    return old && cmp(keptOf(old), openOf(old)) > 0 && cmp(keptOf(line), keptOf(old)) < 0
  })
  return shrinks && issuing.after > 0 && issuing.after >= issuing.before ? [reason('order.issuingInvoice')] : []
}
