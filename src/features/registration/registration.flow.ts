import type { Flow } from '#kernel/flow.ts'
import { contested, notContested, notTheirs, type RegistrationFacts, renewedBefore, tooEarly } from './registration.rules.ts'
import type { RegistrationState } from './registration.schema.ts'

export type RegistrationMove = 'approve' | 'refuse' | 'award' | 'uphold' | 'renew' | 'win' | 'release' | 'expire'
type Permission = 'approval.decide' | 'registration.create' | 'registration.decide'

/** `award` and `uphold` decide between two who want the same; `expire` comes with the clock. */
// prettier-ignore
export const registrationFlow = {
  approve: { from: ['requested'],              to: 'protected', may: 'approval.decide',     unless: [contested, notTheirs] },
  refuse:  { from: ['requested'],              to: 'refused',   may: 'approval.decide',     unless: [contested, notTheirs] },
  award:   { from: ['requested'],              to: 'protected', may: 'registration.decide', unless: [notContested] },
  uphold:  { from: ['requested'],              to: 'refused',   may: 'registration.decide', unless: [notContested] },
  renew:   { from: ['protected'],              to: 'protected', may: 'registration.create', unless: [renewedBefore, tooEarly] },
  win:     { from: ['protected'],              to: 'won',       may: 'registration.create' },
  release: { from: ['requested', 'protected'], to: 'released',  may: 'registration.create' },
  expire:  { from: ['protected'],              to: 'expired',   may: 'registration.create', by: 'journey' },
} as const satisfies Flow<RegistrationState, RegistrationMove, RegistrationFacts, Permission>
