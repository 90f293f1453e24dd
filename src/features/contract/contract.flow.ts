import type { Flow } from '#kernel/flow.ts'
import { amendmentMoot, type ContractFacts, datesWrong, inactiveCustomer, linesBelowCalled, noEnd, noReason, noSigningDay, nothingAgreed, notPast, ordersWaiting, signedTooEarly, termsOpen } from './contract.rules.ts'
import type { ContractState } from './contract.schema.ts'

export type ContractMove = 'submit' | 'approve' | 'sendBack' | 'withdraw' | 'sign' | 'merge' | 'complete' | 'terminate' | 'expire' | 'cancel'

/** `approve` and `sendBack` belong to its approval; `merge` is how a supplementary agreement is signed, `expire` is the clock's. */
export const contractFlow = {
  submit:    { from: ['draft'],                  to: 'in_approval', may: 'contract.submit',  unless: [nothingAgreed, inactiveCustomer, termsOpen, datesWrong, noEnd, amendmentMoot, linesBelowCalled] },
  approve:   { from: ['in_approval'],            to: 'to_sign',     may: 'contract.approve' },
  sendBack:  { from: ['in_approval'],            to: 'draft',       may: 'contract.approve' },
  withdraw:  { from: ['in_approval', 'to_sign'], to: 'draft',       may: 'contract.submit' },
  sign:      { from: ['to_sign'],                to: 'effective',   may: 'contract.sign',    unless: [noSigningDay, signedTooEarly, inactiveCustomer] },
  merge:     { from: ['to_sign'],                to: 'completed',   may: 'contract.sign',    unless: [noSigningDay, signedTooEarly, amendmentMoot, linesBelowCalled] },
  complete:  { from: ['effective'],              to: 'completed',   may: 'contract.end',     unless: [ordersWaiting],                                                                          by: 'journey' },
  terminate: { from: ['effective'],              to: 'terminated',  may: 'contract.end',     unless: [noReason, ordersWaiting],                                                                by: 'journey' },
  expire:    { from: ['effective'],              to: 'expired',     may: 'contract.end',     unless: [notPast] },
  cancel:    { from: ['draft'],                  to: 'cancelled',   may: 'contract.edit' },
} as const satisfies Flow<ContractState, ContractMove, ContractFacts>
