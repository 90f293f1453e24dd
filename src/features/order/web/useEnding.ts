import type { Reason } from '#kernel/refusal.ts'
import { orderCalls } from './useOrderCalls.ts'

/** What ends with an order that is cancelled or closed, or is left behind by it. */
export const endingOf =
  (id: string) =>
  async (move: string): Promise<readonly Reason[]> =>
    move === 'cancel' || move === 'close' ? (await orderCalls.previewMove({ id, move })).warnings : []
