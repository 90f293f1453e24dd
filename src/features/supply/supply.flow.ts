import type { Flow } from '#kernel/flow.ts'
import { allCame, booksClosed, goesDirect, inactiveWarehouse, inFuture, noQty, notDirect, nothingCame, overTolerance, receiptClosed, type SupplyFacts, somethingCame, unknownReceipt, unpaid } from './supply.rules.ts'
import type { SupplyState } from './supply.schema.ts'

export type SupplyMove = 'start' | 'pause' | 'receive' | 'deliver' | 'takeBack' | 'finish' | 'reopen' | 'cancel'
export type SupplyEffect = 'takeIn' | 'takeOut' | 'shipOut'
type Permission = 'supply.plan' | 'supply.receive' | 'supply.cancel'

// prettier-ignore
export const supplyFlow = {
  start:    { from: ['planned'],                to: 'in_progress', may: 'supply.plan',    unless: [unpaid] },
  pause:    { from: ['in_progress'],            to: 'planned',     may: 'supply.plan',    unless: [somethingCame] },
  // a receipt that makes it whole ends it, too
  receive:  { from: ['planned', 'in_progress'], to: 'in_progress', may: 'supply.receive', unless: [goesDirect, noQty, overTolerance, unpaid, inactiveWarehouse, inFuture, booksClosed], then: ['takeIn'] },
  // by the supplier, to the customer: a shipment of the order's lines
  deliver:  { from: ['planned', 'in_progress'], to: 'in_progress', may: 'supply.receive', unless: [notDirect, noQty, overTolerance, unpaid, inFuture, booksClosed], then: ['shipOut'], by: 'journey' },
  takeBack: { from: ['in_progress', 'received'], to: 'in_progress', may: 'supply.receive', unless: [goesDirect, unknownReceipt, receiptClosed],                                         then: ['takeOut'] },
  finish:   { from: ['in_progress'],            to: 'received',    may: 'supply.plan',    unless: [nothingCame] },
  reopen:   { from: ['received'],               to: 'in_progress', may: 'supply.plan',    unless: [allCame] },
  cancel:   { from: ['planned', 'in_progress'], to: 'cancelled',   may: 'supply.cancel',  unless: [somethingCame] },
} as const satisfies Flow<SupplyState, SupplyMove, SupplyFacts, Permission, SupplyEffect>
