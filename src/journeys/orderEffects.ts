// What the features after an order do at its moves, in the order of its flow row (domain §6). A missing one does not compile.

import { settlePlan } from '#features/collection/server/plan.service.ts'
import { withdrawRequestsOf } from '#features/invoice/server/withdraw.service.ts'
import type { JourneyEffects } from '#features/order/server/move.service.ts'
import { cancelShipmentsOf } from '#features/shipment/server/arrival.service.ts'

export const journeyEffects: JourneyEffects = {
  /** Drafts and ready ones go with the order. */
  async cancelShipments(tx, actor, at) {
    await cancelShipmentsOf(tx, actor, at.row)
    return at
  },

  /** Made at confirming; afterwards it follows what is due. */
  async planCollection(tx, actor, { row, lines }, { creditDays }) {
    return { row: { ...row, nextDue: await settlePlan(tx, actor, { row, lines }, creditDays) }, lines }
  },

  /** What was asked for and has not gone out ends with the order. */
  async cancelRequests(tx, actor, at) {
    await withdrawRequestsOf(tx, actor, at.row)
    return at
  },
}
