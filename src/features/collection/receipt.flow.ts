import type { Flow } from '#kernel/flow.ts'
import type { ReceiptState } from './collection.schema.ts'
import { inFuture, periodClosed, type ReceiptFacts, refundsStand } from './receipt.rules.ts'

export type ReceiptMove = 'receive' | 'fail' | 'bounce'
export type ReceiptEffect = 'useCredit' | 'takeBackAll' | 'freeCredit'

// prettier-ignore
export const receiptFlow = {
  receive: { from: ['pending'],  to: 'received', may: 'receipt.receive', unless: [inFuture, periodClosed], then: ['freeCredit'] },
  fail:    { from: ['pending'],  to: 'failed',   may: 'receipt.receive' },
  bounce:  { from: ['received'], to: 'bounced',  may: 'receipt.bounce',  unless: [refundsStand],           then: ['takeBackAll', 'useCredit'] },
} as const satisfies Flow<ReceiptState, ReceiptMove, ReceiptFacts, 'receipt.receive' | 'receipt.bounce', ReceiptEffect>
