import type { Flow } from '#kernel/flow.ts'
import type { RefundState } from './collection.schema.ts'
import { beforeReceipt, inFuture, ownRequest, periodClosed, type RefundFacts } from './receipt.rules.ts'

export type RefundMove = 'approve' | 'process' | 'succeed' | 'fail' | 'cancel'
export type RefundEffect = 'paidBack' | 'giveBack'

// prettier-ignore
export const refundFlow = {
  approve: { from: ['requested'],              to: 'approved',   may: 'refund.approve', unless: [ownRequest] },
  process: { from: ['approved'],               to: 'processing', may: 'refund.pay' },
  succeed: { from: ['approved', 'processing'], to: 'succeeded',  may: 'refund.pay',     unless: [inFuture, periodClosed, beforeReceipt], then: ['paidBack'] },
  fail:    { from: ['processing'],             to: 'failed',     may: 'refund.pay',                                       then: ['giveBack'] },
  cancel:  { from: ['requested', 'approved'],  to: 'cancelled',  may: 'refund.create',                                    then: ['giveBack'] },
} as const satisfies Flow<RefundState, RefundMove, RefundFacts, 'refund.approve' | 'refund.pay' | 'refund.create', RefundEffect>
