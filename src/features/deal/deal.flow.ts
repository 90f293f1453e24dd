import type { Flow } from '#kernel/flow.ts'
import { type DealFacts, liveOrders, noAmount, noCloseDate, noLostReason, noQuote } from './deal.rules.ts'
import type { DealState } from './deal.schema.ts'

export type DealMove = 'advance' | 'win' | 'lose' | 'reopen'

/** Where to is data (the stage); that it is another kind of standing is code. */
export const dealFlow = {
  advance: { from: ['open'],        to: 'open', may: 'deal.move' },
  win:     { from: ['open'],        to: 'won',  may: 'deal.win',    unless: [noAmount, noCloseDate, noQuote], by: 'journey' },
  lose:    { from: ['open'],        to: 'lost', may: 'deal.move',   unless: [noLostReason] },
  reopen:  { from: ['won', 'lost'], to: 'open', may: 'deal.reopen', unless: [liveOrders] },
} as const satisfies Flow<DealState, DealMove, DealFacts>
