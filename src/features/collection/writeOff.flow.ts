import type { Flow } from '#kernel/flow.ts'
import { notTheirs, overOpen, periodClosed, type WriteOffFacts } from './writeOff.rules.ts'
import type { WriteOffState } from './writeOff.schema.ts'

export type WriteOffMove = 'approve' | 'reject' | 'cancel' | 'reverse'
export type WriteOffEffect = 'settle' | 'oweAgain'
type Permission = 'approval.decide' | 'writeOff.create' | 'writeOff.reverse'

// prettier-ignore
export const writeOffFlow = {
  approve: { from: ['requested'], to: 'approved',  may: 'approval.decide',  unless: [notTheirs, overOpen, periodClosed], then: ['settle'] },
  reject:  { from: ['requested'], to: 'rejected',  may: 'approval.decide',  unless: [notTheirs] },
  cancel:  { from: ['requested'], to: 'cancelled', may: 'writeOff.create' },
  reverse: { from: ['approved'],  to: 'reversed',  may: 'writeOff.reverse', unless: [periodClosed],                      then: ['oweAgain'] },
} as const satisfies Flow<WriteOffState, WriteOffMove, WriteOffFacts, Permission, WriteOffEffect>
