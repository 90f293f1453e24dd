// What an order holds of the warehouses, and why it can hold no more. Pure.
import type { Guard } from '#kernel/flow.ts'
import { reason } from '#kernel/refusal.ts'
import type { OrderFacts } from './order.rules.ts'

/** All short lines in one reason: product, how many, in which unit. */
export const stockShort: Guard<OrderFacts> = ({ short }) =>
  short.length
    ? reason('order.stockShort', undefined, {
        count: short.length,
        lines: short.map(one => `${one.name} −${one.missing} ${one.unit}`).join('; '),
      })
    : undefined

export const nothingWaits: Guard<OrderFacts> = ({ waiting, canHold }) =>
  waiting.length > 0 || canHold ? undefined : 'order.nothingWaits'
/** Line by line, how much lacks. */
export const nothingFree: Guard<OrderFacts> = ({ waiting, canHold }) =>
  waiting.length === 0 || canHold
    ? undefined
    : reason('order.nothingFree', undefined, {
        lines: waiting.map(one => `${one.name} −${one.missing} ${one.unit}`).join('; '),
      })
