// What an order holds of the warehouses, and why it can hold no more. Pure.
import type { Guard } from '#kernel/flow.ts'
import { reason } from '#kernel/refusal.ts'
import type { OrderFacts, ShortFacts } from './order.rules.ts'

/** Line by line as people know it: product, how many, in which unit. */
export const shortSaid = (short: readonly Omit<ShortFacts, 'holder'>[]): string =>
  short.map(one => `${one.name} −${one.missing} ${one.unit}`.trim()).join('; ')

/** All short lines in one reason: product, how many, in which unit. */
export const stockShort: Guard<OrderFacts> = ({ short }) =>
  short.length
    ? reason('order.stockShort', undefined, {
        count: short.length,
        lines: shortSaid(short),
      })
    : undefined

export const nothingWaits: Guard<OrderFacts> = ({ waiting, canHold }) =>
  waiting.length > 0 || canHold ? undefined : 'order.nothingWaits'
/** Line by line, how much lacks. */
export const nothingFree: Guard<OrderFacts> = ({ waiting, canHold }) =>
  waiting.length === 0 || canHold
    ? undefined
    : reason('order.nothingFree', undefined, {
        lines: shortSaid(waiting),
      })
