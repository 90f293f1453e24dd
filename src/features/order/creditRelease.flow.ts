import type { Flow } from '#kernel/flow.ts'
import { isOver, notAsker, notTheirs, orderDone, type ReleaseFacts } from './creditRelease.rules.ts'
import type { ReleaseState } from './creditRelease.schema.ts'

export type ReleaseMove = 'grant' | 'refuse' | 'withdraw' | 'revoke' | 'replace'
type Permission = 'approval.decide' | 'creditRelease.ask' | 'creditRelease.grant'

// prettier-ignore
export const releaseFlow = {
  grant:    { from: ['asked'],   to: 'granted',   may: 'approval.decide',     unless: [notTheirs, isOver, orderDone], by: 'journey' },
  refuse:   { from: ['asked'],   to: 'refused',   may: 'approval.decide',     unless: [notTheirs] },
  withdraw: { from: ['asked'],   to: 'withdrawn', may: 'creditRelease.ask',   unless: [notAsker] },
  revoke:   { from: ['granted'], to: 'revoked',   may: 'creditRelease.grant' },
  // nobody's move: another one was granted for the order
  replace:  { from: ['granted'], to: 'replaced',  may: 'creditRelease.grant', by: 'journey' },
} as const satisfies Flow<ReleaseState, ReleaseMove, ReleaseFacts, Permission>
