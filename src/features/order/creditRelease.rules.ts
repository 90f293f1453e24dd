// A special release of a credit block (信用特批): when it lets an order pass, and what forbids its moves. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp } from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import type { Release, ReleaseState } from './creditRelease.schema.ts'
import type { OrderState } from './order.schema.ts'

/** Only the release of this very order, up to its amount and its last day. */
export const covers = (release: Release | null | undefined, over: string, day: string): boolean =>
  release !== null && release !== undefined && day <= release.until && cmp(over, release.amount) <= 0

/** Where something of the order may still be stopped by its payer's credit. */
const stoppable: readonly OrderState[] = ['in_review', 'confirmed', 'on_hold', 'closed']
export const isStoppable = (state: OrderState): boolean => stoppable.includes(state)

export type ReleaseFacts = {
  readonly state: ReleaseState
  readonly number: string
  readonly until: string
  readonly orderState: OrderState
  /** It is this very person's turn: by the approval, or where its policy asks nobody by right. */
  readonly isAsked: boolean
  /** Whoever asked does not grant. */
  readonly isOwn: boolean
  readonly isAsker: boolean
  readonly day: string
}

export const notTheirs: Guard<ReleaseFacts> = ({ isAsked, isOwn }) => {
  if (isAsked) return undefined
  return isOwn ? 'approval.ownRequest' : 'approval.notMyStep'
}
/** Its last day went by while it waited. */
export const isOver: Guard<ReleaseFacts> = ({ until, day }) =>
  day > until ? reason('creditRelease.past', 'until', { until }) : undefined
export const orderDone: Guard<ReleaseFacts> = ({ orderState }) =>
  isStoppable(orderState) ? undefined : reason('creditRelease.orderDone', 'orderId')
export const notAsker: Guard<ReleaseFacts> = ({ isAsker }) => (isAsker ? undefined : 'creditRelease.notAsker')

type Content = {
  readonly orderId: string
  readonly amount: string
  readonly until: string
  readonly reason: string
}
/** What was put to approval: another amount or day would be another release. */
export const contentOf = ({ orderId, amount, until, reason: why }: Content): string =>
  JSON.stringify([orderId, add(amount, '0'), until, why])
