import type { Flow, Guard } from '#kernel/flow.ts'
import { contractNotEffective, contractOver } from './callOff.rules.ts'
import type { Release } from './creditRelease.schema.ts'
import { creditBlocked, goodsInTransit, goodsOut, inactiveCustomer, invoicedAbove, invoicesStand, issuingInvoice, linesUnfit, liveChange, moneyUnsettled, noLines, type OrderFacts, packetNotAccepted, partyGone, periodClosed, prepaymentShort, releaseUsed, returnOpen, reviewNotCurrent, termsOpen, unpriced } from './order.rules.ts'
import type { OrderState } from './order.schema.ts'
import { siteOpen } from './orderType.rules.ts'
import { nothingFree, nothingWaits, stockShort } from './stockHold.rules.ts'

export type OrderMove = 'submit' | 'sendBack' | 'confirm' | 'hold' | 'resume' | 'reserve' | 'close' | 'reopen' | 'cancel'
/** What the order itself does; and what the features after it do, through the journey that knows them. */
export type OwnEffect = 'startReview' | 'voidReview' | 'freezeParts' | 'reserveStock' | 'setExposure' | 'cancelRest' | 'restoreRest' | 'releaseStock' | 'callOff'
export type JourneyEffect = 'cancelShipments' | 'askSupply' | 'releaseSupply' | 'planCollection' | 'cancelRequests' | 'cancelChanges'
export type OrderEffect = OwnEffect | JourneyEffect
type OrderPermission = 'order.submit' | 'order.review' | 'order.confirm' | 'order.hold' | 'order.reserve' | 'order.close' | 'order.reopen' | 'order.cancel'

export const orderFlow = {
  submit:   { from: ['draft'],                                       to: 'in_review', may: 'order.submit',  unless: [noLines, inactiveCustomer, partyGone, unpriced, linesUnfit, returnOpen, siteOpen, termsOpen, packetNotAccepted],  then: ['startReview'],                                          by: 'journey' },
  sendBack: { from: ['in_review'],                                   to: 'draft',     may: 'order.review',                                                                                then: ['voidReview'] },
  confirm:  { from: ['in_review'],                                   to: 'confirmed', may: 'order.confirm', unless: [reviewNotCurrent, partyGone, returnOpen, siteOpen, creditBlocked, prepaymentShort, stockShort, contractNotEffective, contractOver],     then: ['freezeParts', 'reserveStock', 'setExposure', 'callOff', 'planCollection', 'askSupply'],           by: 'journey' },
  hold:     { from: ['confirmed'],                                   to: 'on_hold',   may: 'order.hold' },
  resume:   { from: ['on_hold'],                                     to: 'confirmed', may: 'order.hold',    unless: [creditBlocked],                                        then: ['reserveStock'] },
  // what lies free is held for what waits; the order stays where it is
  reserve:  { from: ['confirmed'],                                   to: 'confirmed', may: 'order.reserve', unless: [nothingWaits, nothingFree],                            then: ['reserveStock'] },
  close:    { from: ['confirmed', 'on_hold'],                        to: 'closed',    may: 'order.close',   unless: [goodsInTransit, liveChange, issuingInvoice, invoicedAbove],           then: ['cancelShipments', 'cancelRest', 'releaseSupply', 'releaseStock', 'setExposure', 'callOff', 'planCollection', 'cancelRequests'],               by: 'journey' },
  reopen:   { from: ['closed'],                                      to: 'confirmed', may: 'order.reopen',  unless: [creditBlocked, periodClosed, contractOver],                          then: ['restoreRest', 'reserveStock', 'setExposure', 'callOff', 'planCollection'],              by: 'journey' },
  cancel:   { from: ['draft', 'in_review', 'confirmed', 'on_hold'],  to: 'cancelled', may: 'order.cancel',  unless: [goodsOut, invoicesStand, moneyUnsettled, issuingInvoice],            then: ['cancelShipments', 'cancelRest', 'releaseSupply', 'releaseStock', 'voidReview', 'cancelChanges', 'setExposure', 'callOff', 'planCollection', 'cancelRequests'], by: 'journey' },
} as const satisfies Flow<OrderState, OrderMove, OrderFacts, OrderPermission, OrderEffect>

/** The special release without which the payer's credit would stop the move. */
export const restsOn = (move: OrderMove, facts: OrderFacts): Release | undefined => {
  return problemsFor(move).includes(creditBlocked) ? releaseUsed(facts) : undefined
}
const problemsFor = (move: OrderMove): readonly Guard<OrderFacts>[] => {
  const row = orderFlow[move]
  return 'unless' in row ? row.unless : []
}
