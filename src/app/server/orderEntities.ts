// What the registry knows of the order side.
import { registerSubject } from '#features/approval/server/subject.service.ts'
import { changePermissions } from '#features/change/change.access.ts'
import { changeEntity } from '#features/change/change.entity.ts'
import { changeFlow } from '#features/change/change.flow.ts'
import { changeVerbs } from '#features/change/server/change.routes.ts'
import { collectionPermissions } from '#features/collection/collection.access.ts'
import { receiptEntity, refundEntity } from '#features/collection/receipt.entity.ts'
import { receiptFlow } from '#features/collection/receipt.flow.ts'
import { receivableEntity } from '#features/collection/receivable.entity.ts'
import { refundFlow } from '#features/collection/refund.flow.ts'
import { receiptVerbs, refundVerbs } from '#features/collection/server/collection.routes.ts'
import { receivableVerbs } from '#features/collection/server/receivable.routes.ts'
import { writeOffVerbs } from '#features/collection/server/writeOff.routes.ts'
import { writeOffReview } from '#features/collection/server/writeOffMove.service.ts'
import { writeOffEntity } from '#features/collection/writeOff.entity.ts'
import { writeOffFlow } from '#features/collection/writeOff.flow.ts'
import { consignedEntity } from '#features/consignment/consigned.entity.ts'
import { consignedVerbs, settlementVerbs } from '#features/consignment/server/settlement.routes.ts'
import { settlementPermissions } from '#features/consignment/settlement.access.ts'
import { settlementEntity } from '#features/consignment/settlement.entity.ts'
import { settlementFlow } from '#features/consignment/settlement.flow.ts'
import { handoffPermissions } from '#features/handoff/handoff.access.ts'
import { handoffEntity } from '#features/handoff/handoff.entity.ts'
import { handoffFlow } from '#features/handoff/handoff.flow.ts'
import { handoffVerbs } from '#features/handoff/server/handoff.routes.ts'
import { invoicePermissions } from '#features/invoice/invoice.access.ts'
import { invoiceEntity } from '#features/invoice/invoice.entity.ts'
import { invoiceFlow } from '#features/invoice/invoice.flow.ts'
import { invoiceVerbs } from '#features/invoice/server/invoice.routes.ts'
import { registerNudge } from '#features/notice/server/nudge.service.ts'
import { creditReleasePermissions } from '#features/order/creditRelease.access.ts'
import { creditReleaseEntity } from '#features/order/creditRelease.entity.ts'
import { releaseFlow } from '#features/order/creditRelease.flow.ts'
import { orderPermissions } from '#features/order/order.access.ts'
import { orderEntity } from '#features/order/order.entity.ts'
import { orderFlow } from '#features/order/order.flow.ts'
import { freeClaimsBy } from '#features/order/server/claims.service.ts'
import { releaseHome } from '#features/order/server/creditReleaseHome.service.ts'
import { orderLineHolder } from '#features/order/server/holding.service.ts'
import { orderVerbs } from '#features/order/server/order.routes.ts'
import { sampleHome, sampleNudges } from '#features/order/server/sampleDay.service.ts'
import { quoteReview } from '#features/quote/server/quoteApproval.service.ts'
import { shipmentVerbs } from '#features/shipment/server/shipment.routes.ts'
import { shipmentPermissions } from '#features/shipment/shipment.access.ts'
import { shipmentEntity } from '#features/shipment/shipment.entity.ts'
import { shipmentFlow } from '#features/shipment/shipment.flow.ts'
import { holdLinesBy } from '#features/stock/server/stock.service.ts'
import { freeSupplyOf } from '#features/supply/server/freed.service.ts'
import { supplyHome } from '#features/supply/server/home.service.ts'
import { supplyVerbs } from '#features/supply/server/supply.routes.ts'
import { supplyPermissions } from '#features/supply/supply.access.ts'
import { supplyEntity } from '#features/supply/supply.entity.ts'
import { supplyFlow } from '#features/supply/supply.flow.ts'
import { changeReview, moveChange } from '#journeys/applyChange.ts'
import { orderReview } from '#journeys/confirmOrder.ts'
import { moveSupplyNamed } from '#journeys/directSupply.ts'
import { moveInvoiceNamed } from '#journeys/issueInvoice.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { moveOrder } from '#journeys/moveOrder.ts'
import { creditReleaseReview, creditReleaseVerbs } from '#journeys/releaseCredit.ts'
import { moveConsigned } from '#journeys/settleConsignment.ts'
import { registerHome } from '#meta/home.ts'
import { register } from '#meta/registry.ts'
import { registerAfterSales } from './afterSales.ts'
import { registerContracts } from './contracting.ts'

export function registerOrders(): void {
  const verbs = { ...orderVerbs, move: moveOrder }
  register({ entity: orderEntity, verbs, flow: orderFlow, access: orderPermissions })
  const release = { verbs: creditReleaseVerbs, flow: releaseFlow, access: creditReleasePermissions }
  register({ entity: creditReleaseEntity, ...release })
  const change = { verbs: { ...changeVerbs, move: moveChange }, flow: changeFlow, access: changePermissions }
  register({ entity: changeEntity, ...change })
  registerGoods()
  register({
    entity: invoiceEntity,
    verbs: { ...invoiceVerbs, move: moveInvoiceNamed },
    flow: invoiceFlow,
    access: invoicePermissions,
  })
  register({ entity: receiptEntity, verbs: receiptVerbs, flow: receiptFlow, access: collectionPermissions })
  register({ entity: refundEntity, verbs: refundVerbs, flow: refundFlow, access: collectionPermissions })
  register({ entity: receivableEntity, verbs: receivableVerbs, access: collectionPermissions })
  register({ entity: writeOffEntity, verbs: writeOffVerbs, flow: writeOffFlow, access: collectionPermissions })
  register({ entity: handoffEntity, verbs: handoffVerbs, flow: handoffFlow, access: handoffPermissions })
  registerAfterSales()
  registerContracts()
  registerSubject(orderReview)
  registerSubject(creditReleaseReview)
  registerHome(releaseHome, sampleHome)
  registerSubject(changeReview)
  registerSubject(writeOffReview)
  registerSubject(quoteReview)
  holdLinesBy(orderLineHolder)
  freeClaimsBy(freeSupplyOf)
  registerNudge(...sampleNudges)
}

/** What brings goods in and sends them out. */
function registerGoods(): void {
  registerHome(...supplyHome)
  register({
    entity: supplyEntity,
    verbs: { ...supplyVerbs, move: moveSupplyNamed },
    flow: supplyFlow,
    access: supplyPermissions,
  })
  register({
    entity: shipmentEntity,
    verbs: { ...shipmentVerbs, move: moveGoods },
    flow: shipmentFlow,
    access: shipmentPermissions,
  })
  const settlement = { verbs: { ...settlementVerbs, move: moveConsigned }, flow: settlementFlow }
  register({ entity: settlementEntity, ...settlement, access: settlementPermissions })
  register({ entity: consignedEntity, verbs: consignedVerbs, access: settlementPermissions })
}
