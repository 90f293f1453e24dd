// Guards of receipts and refunds, each named for the problem it finds. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, isZero } from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import type { ReceiptState, RefundState } from './collection.schema.ts'

type Dated = { readonly date: string; readonly today: string; readonly booksClosedUntil: string | null }
/** A bill is as good as money when it matures, where the company says so. */
export const countsAt = (day: string, bill: Bill, billsCount: 'received' | 'matured'): boolean =>
  bill.method !== 'bill' || billsCount === 'received' || bill.billDueDate === null || bill.billDueDate <= day
type Bill = { readonly method: string; readonly billDueDate: string | null }

export type ReceiptFacts = Dated & {
  readonly state: ReceiptState
  readonly refunding: string
  readonly refunded: string
}
export type RefundFacts = Dated & {
  readonly state: RefundState
  readonly isOwn: boolean
  /** When what goes back came. */
  readonly receivedOn: string
}

export const inFuture = ({ date, today }: Dated) => (date > today ? reason('collection.inFuture', 'date') : undefined)
export const periodClosed = ({ date, booksClosedUntil }: Dated) =>
  booksClosedUntil !== null && date <= booksClosedUntil
    ? reason('collection.periodClosed', 'date', { until: booksClosedUntil })
    : undefined
/** Nothing is done with money before it is there, nor undone before it was done. */
export const tooEarly = (date: string, since: string) =>
  date < since ? reason('collection.tooEarly', 'date', { date: since }) : undefined
/** What has gone back cannot bounce as well. */
export const refundsStand: Guard<ReceiptFacts> = ({ refunding, refunded }) =>
  isZero(add(refunding, refunded)) ? undefined : 'collection.refundsStand'
export const beforeReceipt: Guard<RefundFacts> = ({ date, receivedOn }) => tooEarly(date, receivedOn)
export const ownRequest: Guard<RefundFacts> = ({ isOwn }) => (isOwn ? 'collection.ownRefund' : undefined)
