// What the features after an order do at its moves, in the order of its flow row (domain §6). A missing one does not compile.

import { cancelChangeOf } from '#features/change/server/cancel.service.ts'
import { settlePlan } from '#features/collection/server/plan.service.ts'
import { withdrawRequestsOf } from '#features/invoice/server/withdraw.service.ts'
import type { JourneyEffects } from '#features/order/server/move.service.ts'
import { cancelShipmentsOf } from '#features/shipment/server/arrival.service.ts'
import { askForShort } from '#features/supply/server/auto.service.ts'
import { freeSupplyOf } from '#features/supply/server/freed.service.ts'

export const journeyEffects: JourneyEffects = {
  /** Drafts and ready ones go with the order. */
  async cancelShipments(tx, actor, at) {
    await cancelShipmentsOf(tx, actor, at.row)
    return at
  },

  /** Where the company wants it: what is short is asked for at once. */
  async askSupply(tx, actor, at, { plan }) {
    await askForShort(tx, actor, at, plan.short)
    return at
  },

  /** What was asked for it and is needed no more is for others. */
  async releaseSupply(tx, actor, at) {
    await freeSupplyOf(tx, actor, at.row, at.lines)
    return at
  },

  /** Made at confirming; afterwards it follows what is due. */
  async planCollection(tx, actor, { row, lines }, { creditDays }) {
    return { row: { ...row, nextDue: await settlePlan(tx, actor, { row, lines }, creditDays) }, lines }
  },

  /** What was to be different about it ends with it. */
  async cancelChanges(tx, actor, at) {
    return { ...at, row: { ...at.row, liveChanges: await cancelChangeOf(tx, actor, at.row) } }
  },

  /** What was asked for and has not gone out ends with the order. */
  async cancelRequests(tx, actor, at) {
    await withdrawRequestsOf(tx, actor, at.row)
    return at
  },
}
