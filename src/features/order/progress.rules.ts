// What an order stands at once its lines or its money moved: credit it uses, axes, what came back, completion. Pure.
import { cmp, signOf } from '#kernel/money.ts'
import type { Order, OrderLine, OrderState, Progress } from './order.schema.ts'
import { axesOf, type CreditCounts, exposureOf } from './order.totals.ts'

type Head = Pick<Order, 'state' | 'currency' | 'rate' | 'paidAmount'> & Progress
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
  const isSomething = lines.some(line => signOf(line.due) > 0 || signOf(line.delivered) > 0)
  return isSomething && [row.supply, row.fulfilment, row.billing, row.payment].every(axis => done.includes(axis))
}
