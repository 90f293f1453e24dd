import type { Flow } from '#kernel/flow.ts'
import { blocked, type ChangeFacts, conflicting, noActions, notConflicting, nothingChanges, notPossible, orderNotLive } from './change.rules.ts'
import type { ChangeState } from './change.schema.ts'

export type ChangeMove = 'submit' | 'withdraw' | 'approve' | 'reject' | 'apply' | 'conflict' | 'cancel'
export type ChangeEffect = 'askApproval' | 'voidApproval' | 'amendOrder' | 'freeOrder'
type Permission = 'change.submit' | 'change.edit' | 'change.apply' | 'approval.decide'

/** `withdraw`, `approve` and `reject` are the approval's, as principal; `conflict` is what applying comes to where the order moved. */
export const changeFlow = {
  submit:   { from: ['draft'],                            to: 'in_approval', may: 'change.submit',   unless: [noActions, orderNotLive, conflicting, notPossible, nothingChanges],          then: ['askApproval'],                by: 'journey' },
  withdraw: { from: ['in_approval'],                      to: 'draft',       may: 'change.submit' },
  approve:  { from: ['in_approval'],                      to: 'approved',    may: 'approval.decide' },
  reject:   { from: ['in_approval'],                      to: 'rejected',    may: 'approval.decide',                                                                       then: ['freeOrder'] },
  apply:    { from: ['approved'],                         to: 'applied',     may: 'change.apply',    unless: [orderNotLive, conflicting, notPossible, nothingChanges, blocked],           then: ['amendOrder', 'freeOrder'],    by: 'journey' },
  conflict: { from: ['approved'],                         to: 'conflicted',  may: 'change.apply',    unless: [notConflicting],                                            then: ['freeOrder'],                  by: 'journey' },
  cancel:   { from: ['draft', 'in_approval', 'approved'], to: 'cancelled',   may: 'change.edit',                                                                           then: ['voidApproval', 'freeOrder'],  by: 'journey' },
} as const satisfies Flow<ChangeState, ChangeMove, ChangeFacts, Permission, ChangeEffect>
