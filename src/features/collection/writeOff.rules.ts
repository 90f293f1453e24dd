// What forbids writing off, each guard named for the problem it finds; what passes without anybody's approval. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp } from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import type { WriteOffKind, WriteOffState } from './writeOff.schema.ts'

export type WriteOffFacts = {
  readonly state: WriteOffState
  /** The step of the approval is this very person's. */
  readonly isAsked: boolean
  readonly amount: string
  readonly currency: string
  readonly orderNumber: string
  /** What is open of the order now, in its currency. */
  readonly open: string
  /** When it happens. */
  readonly day: string
  readonly booksClosedUntil: string | null
}

export const notTheirs: Guard<WriteOffFacts> = ({ isAsked }) => (isAsked ? undefined : 'approval.notMyStep')
/** Money may have come meanwhile. */
export const overOpen: Guard<WriteOffFacts> = ({ amount, open, currency, orderNumber: number }) =>
  cmp(amount, open) > 0 ? reason('collection.overOrder', 'amount', { number, open, currency }) : undefined
export const periodClosed: Guard<WriteOffFacts> = ({ day, booksClosedUntil }) =>
  booksClosedUntil !== null && day <= booksClosedUntil
    ? reason('collection.periodClosed', 'date', { until: booksClosedUntil })
    : undefined

type Small = { readonly kind: WriteOffKind; readonly base: string; readonly before: string; readonly limit: string }

/** A small difference passes by itself; many small ones of one order do not. All in the organisation's currency. */
export const isSmall = ({ kind, base, before, limit }: Small): boolean =>
  kind === 'rounding' && cmp(add(base, before), limit) <= 0
