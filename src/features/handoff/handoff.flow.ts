import type { Flow } from '#kernel/flow.ts'
import { type HandoffFacts, incomplete, noReason, orderGone, stale, unknownItem } from './handoff.rules.ts'
import type { HandoffState } from './handoff.schema.ts'

export type HandoffMove = 'accept' | 'sendBack' | 'resubmit'

/** Accepting is when the ball changes hands. */
export const handoffFlow = {
  accept:   { from: ['complete'],  to: 'accepted',  may: 'handoff.accept',   unless: [stale, orderGone] },
  sendBack: { from: ['complete'],  to: 'sent_back', may: 'handoff.accept',   unless: [stale, orderGone, noReason, unknownItem] },
  resubmit: { from: ['sent_back'], to: 'complete',  may: 'handoff.resubmit', unless: [stale, orderGone, incomplete] },
} as const satisfies Flow<HandoffState, HandoffMove, HandoffFacts>
