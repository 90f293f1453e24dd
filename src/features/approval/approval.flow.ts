import type { Flow } from '#kernel/flow.ts'
import { type ApprovalFacts, contentChanged, notMyStep, notRequester, ownRequest, stale } from './approval.rules.ts'
import type { ApprovalState } from './approval.schema.ts'

export type ApprovalMove = 'approve' | 'sendBack' | 'withdraw' | 'void'

/** `approve` reaches its end with the last step; `void` is what a change of the content does. */
export const approvalFlow = {
  approve:  { from: ['pending'], to: 'approved',  may: 'approval.decide',  unless: [stale, notMyStep, ownRequest, contentChanged] },
  sendBack: { from: ['pending'], to: 'sent_back', may: 'approval.decide',  unless: [stale, notMyStep] },
  withdraw: { from: ['pending'], to: 'withdrawn', may: 'approval.request', unless: [stale, notRequester] },
  void:     { from: ['pending'], to: 'voided',    may: 'approval.request' },
} as const satisfies Flow<ApprovalState, ApprovalMove, ApprovalFacts>
