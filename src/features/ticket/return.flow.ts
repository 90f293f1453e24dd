import type { Flow } from '#kernel/flow.ts'
import { beforeShipped, inFuture, noPlace, notPayable, notSettled, orderNotLive, periodClosed, type ReturnFacts, splitOpen, tooMuchDecided, undecided } from './return.rules.ts'
import type { ReturnState } from './return.schema.ts'

export type ReturnMove = 'approve' | 'reject' | 'send' | 'receive' | 'inspect' | 'close' | 'cancel' | 'lapse'
export type ReturnEffect = 'goodsIn' | 'decided' | 'ended'
type ReturnPermission = 'goodsReturn.approve' | 'goodsReturn.edit' | 'goodsReturn.receive' | 'goodsReturn.decide' | 'goodsReturn.cancel'

// prettier-ignore
export const returnFlow = {
  approve: { from: ['requested'],                           to: 'approved',   may: 'goodsReturn.approve' },
  reject:  { from: ['requested'],                           to: 'rejected',   may: 'goodsReturn.approve',                                                                             then: ['ended'] },
  send:    { from: ['approved'],                            to: 'in_transit', may: 'goodsReturn.edit' },
  receive: { from: ['approved', 'in_transit'],              to: 'received',   may: 'goodsReturn.receive', unless: [splitOpen, noPlace, inFuture, beforeShipped, periodClosed],        then: ['goodsIn'] },
  inspect: { from: ['received'],                            to: 'inspected',  may: 'goodsReturn.decide',  unless: [undecided, tooMuchDecided, orderNotLive, notPayable], then: ['decided'] },
  close:   { from: ['inspected'],                           to: 'closed',     may: 'goodsReturn.decide',  unless: [notSettled],                                                       then: ['ended'] },
  cancel:  { from: ['requested', 'approved', 'in_transit'], to: 'cancelled',  may: 'goodsReturn.cancel',                                                                              then: ['ended'] },
  lapse:   { from: ['approved', 'in_transit'],              to: 'lapsed',     may: 'goodsReturn.approve',                                                                             then: ['ended'] },
} as const satisfies Flow<ReturnState, ReturnMove, ReturnFacts, ReturnPermission, ReturnEffect>
