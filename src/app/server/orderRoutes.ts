// From the order on, with the journeys between: what the order side answers.
import type { FastifyInstance } from 'fastify'
import { changeApi } from '#features/change/change.api.ts'
import { changeHandlers } from '#features/change/server/change.routes.ts'
import { collectingApi } from '#features/collection/collecting.api.ts'
import { receiptApi, refundApi } from '#features/collection/collection.api.ts'
import { receivableApi } from '#features/collection/receivable.api.ts'
import { collectingHandlers } from '#features/collection/server/collecting.routes.ts'
import { receiptHandlers, refundHandlers } from '#features/collection/server/collection.routes.ts'
import { receivableHandlers } from '#features/collection/server/receivable.routes.ts'
import { standingHandlers } from '#features/collection/server/standing.routes.ts'
import { writeOffHandlers } from '#features/collection/server/writeOff.routes.ts'
import { standingApi } from '#features/collection/standing.api.ts'
import { writeOffApi } from '#features/collection/writeOff.api.ts'
import {
  consignedHandlers,
  settlementHandlers,
  settlementPapers,
} from '#features/consignment/server/settlement.routes.ts'
import { consignedApi, settlementApi } from '#features/consignment/settlement.api.ts'
import { handoffApi } from '#features/handoff/handoff.api.ts'
import { overviewApi } from '#features/handoff/overview.api.ts'
import { handoffHandlers } from '#features/handoff/server/handoff.routes.ts'
import { overviewHandlers } from '#features/handoff/server/overview.routes.ts'
import { teamHandlers } from '#features/handoff/server/team.routes.ts'
import { teamApi } from '#features/handoff/team.api.ts'
import { invoiceApi } from '#features/invoice/invoice.api.ts'
import { invoiceHandlers, invoicePapers } from '#features/invoice/server/invoice.routes.ts'
import { creditReleaseApi } from '#features/order/creditRelease.api.ts'
import { orderApi } from '#features/order/order.api.ts'
import { orderTypeApi } from '#features/order/orderType.api.ts'
import { priorityApi } from '#features/order/priority.api.ts'
import { orderHandlers, orderPapers } from '#features/order/server/order.routes.ts'
import { orderTypeHandlers } from '#features/order/server/orderType.routes.ts'
import { priorityHandlers } from '#features/order/server/priority.routes.ts'
import { carrierApi } from '#features/shipment/carrier.api.ts'
import { carrierHandlers } from '#features/shipment/server/carrier.routes.ts'
import { shipmentHandlers, shipmentPapers } from '#features/shipment/server/shipment.routes.ts'
import { shippingHandlers } from '#features/shipment/server/shipping.routes.ts'
import { yardHandlers } from '#features/shipment/server/yard.routes.ts'
import { shipmentApi } from '#features/shipment/shipment.api.ts'
import { shippingApi } from '#features/shipment/shipping.api.ts'
import { yardApi } from '#features/shipment/yard.api.ts'
import { statementHandlers } from '#features/statement/server/statement.routes.ts'
import { statementApi } from '#features/statement/statement.api.ts'
import { supplyHandlers } from '#features/supply/server/supply.routes.ts'
import { supplyApi } from '#features/supply/supply.api.ts'
import { returnApi } from '#features/ticket/return.api.ts'
import { returnHandlers } from '#features/ticket/server/return.routes.ts'
import { ticketHandlers } from '#features/ticket/server/ticket.routes.ts'
import { ticketApi } from '#features/ticket/ticket.api.ts'
import { applyChangeApi } from '#journeys/applyChange.api.ts'
import { applyChangeHandlers } from '#journeys/applyChange.ts'
import { cancelOrderApi } from '#journeys/cancelOrder.api.ts'
import { cancelOrderHandlers } from '#journeys/cancelOrder.ts'
import { closeOrderApi } from '#journeys/closeOrder.api.ts'
import { closeOrderHandlers } from '#journeys/closeOrder.ts'
import { closeTicketHandlers } from '#journeys/closeTicket.ts'
import { confirmOrderApi } from '#journeys/confirmOrder.api.ts'
import { confirmOrderHandlers } from '#journeys/confirmOrder.ts'
import { directSupplyApi } from '#journeys/directSupply.api.ts'
import { directSupplyHandlers } from '#journeys/directSupply.ts'
import { invoiceRecordHandlers } from '#journeys/issueInvoice.ts'
import { goodsHandlers } from '#journeys/moveGoods.ts'
import { orderVersionApi } from '#journeys/orderVersion.api.ts'
import { orderVersionHandlers } from '#journeys/orderVersion.ts'
import { previewOrderHandlers } from '#journeys/previewOrder.ts'
import { releaseCreditApi } from '#journeys/releaseCredit.api.ts'
import { creditReleaseHandlers, releaseCreditHandlers } from '#journeys/releaseCredit.ts'
import { settleHandlers } from '#journeys/settleConsignment.ts'
import { winDealApi } from '#journeys/winDeal.api.ts'
import { winDealHandlers } from '#journeys/winDeal.ts'
import { type MountContext, mount } from './mount.ts'

export function mountOrders(app: FastifyInstance, context: MountContext, folder: string): void {
  mount(app, orderApi, context, { ...orderHandlers, ...orderPapers(folder), ...previewOrderHandlers })
  mount(app, priorityApi, context, priorityHandlers)
  mount(app, orderTypeApi, context, orderTypeHandlers)
  mount(app, creditReleaseApi, context, creditReleaseHandlers)
  mount(app, releaseCreditApi, context, releaseCreditHandlers)
  mount(app, confirmOrderApi, context, confirmOrderHandlers)
  mount(app, cancelOrderApi, context, cancelOrderHandlers)
  mount(app, closeOrderApi, context, closeOrderHandlers)
  mount(app, changeApi, context, changeHandlers)
  mount(app, applyChangeApi, context, applyChangeHandlers)
  mount(app, orderVersionApi, context, orderVersionHandlers(folder))
  mount(app, winDealApi, context, winDealHandlers)
  mount(app, directSupplyApi, context, directSupplyHandlers)
  mount(app, supplyApi, context, supplyHandlers)
  mount(app, yardApi, context, yardHandlers)
  mount(app, shippingApi, context, shippingHandlers)
  mount(app, carrierApi, context, carrierHandlers)
  mount(app, shipmentApi, context, { ...shipmentHandlers, ...shipmentPapers(folder), ...goodsHandlers })
  mount(app, settlementApi, context, { ...settlementHandlers, ...settlementPapers(folder), ...settleHandlers })
  mount(app, consignedApi, context, consignedHandlers)
  mount(app, statementApi, context, statementHandlers(folder))
  mount(app, invoiceApi, context, { ...invoiceHandlers, ...invoicePapers(folder), ...invoiceRecordHandlers })
  mount(app, receiptApi, context, receiptHandlers)
  mount(app, refundApi, context, refundHandlers)
  mount(app, writeOffApi, context, writeOffHandlers)
  mount(app, receivableApi, context, receivableHandlers)
  mount(app, standingApi, context, standingHandlers)
  mount(app, collectingApi, context, collectingHandlers)
  mount(app, ticketApi, context, { ...ticketHandlers, ...closeTicketHandlers })
  mount(app, returnApi, context, returnHandlers)
  mount(app, handoffApi, context, handoffHandlers)
  mount(app, teamApi, context, teamHandlers)
  mount(app, overviewApi, context, overviewHandlers)
}
