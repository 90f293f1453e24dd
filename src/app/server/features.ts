// The one list of what the server answers: each feature mounts its rows here and nowhere else.
import type { FastifyInstance } from 'fastify'
import { approvalApi } from '#features/approval/approval.api.ts'
import { approvalHandlers } from '#features/approval/server/approval.routes.ts'
import { assignmentApi } from '#features/assignment/assignment.api.ts'
import { assignmentHandlers } from '#features/assignment/server/assignment.routes.ts'
import { billingProfileApi } from '#features/billing/billing.api.ts'
import { billingProfileHandlers } from '#features/billing/server/billing.routes.ts'
import { campaignApi } from '#features/campaign/campaign.api.ts'
import { campaignHandlers } from '#features/campaign/server/campaign.routes.ts'
import { captureApi } from '#features/capture/capture.api.ts'
import { captureHandlers } from '#features/capture/server/capture.routes.ts'
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
import { contactApi } from '#features/contact/contact.api.ts'
import { contactHandlers } from '#features/contact/server/contact.routes.ts'
import { customerApi } from '#features/customer/customer.api.ts'
import { lifeApi } from '#features/customer/life.api.ts'
import { customerHandlers } from '#features/customer/server/customer.routes.ts'
import { lifeHandlers } from '#features/customer/server/life.routes.ts'
import { strictnessHandlers } from '#features/customer/server/strictness.routes.ts'
import { strictnessApi } from '#features/customer/strictness.api.ts'
import { dealApi } from '#features/deal/deal.api.ts'
import { forecastApi } from '#features/deal/forecast.api.ts'
import { partApi } from '#features/deal/part.api.ts'
import { dealHandlers } from '#features/deal/server/deal.routes.ts'
import { forecastHandlers } from '#features/deal/server/forecast.routes.ts'
import { partHandlers } from '#features/deal/server/part.routes.ts'
import type { EmailParts } from '#features/email/server/email.service.ts'
import { exportApi } from '#features/exchange/exchange.api.ts'
import { importApi } from '#features/exchange/import.api.ts'
import { exportHandlers } from '#features/exchange/server/export.routes.ts'
import { importHandlers } from '#features/exchange/server/import.routes.ts'
import { Runs } from '#features/exchange/server/run.service.ts'
import { fileApi } from '#features/file/file.api.ts'
import { fileHandlers } from '#features/file/server/file.routes.ts'
import { handoffApi } from '#features/handoff/handoff.api.ts'
import { overviewApi } from '#features/handoff/overview.api.ts'
import { handoffHandlers } from '#features/handoff/server/handoff.routes.ts'
import { overviewHandlers } from '#features/handoff/server/overview.routes.ts'
import { teamHandlers } from '#features/handoff/server/team.routes.ts'
import { teamApi } from '#features/handoff/team.api.ts'
import { paceApi } from '#features/insight/pace.api.ts'
import { paceHandlers, teamBoardHandlers } from '#features/insight/server/team.routes.ts'
import { teamBoardApi } from '#features/insight/team.api.ts'
import { invoiceApi } from '#features/invoice/invoice.api.ts'
import { invoiceHandlers, invoicePapers } from '#features/invoice/server/invoice.routes.ts'
import { leadApi } from '#features/lead/lead.api.ts'
import { leadHandlers } from '#features/lead/server/lead.routes.ts'
import type { BotParts } from '#features/notice/server/bot.service.ts'
import { countingApi } from '#features/order/counting.api.ts'
import { orderApi } from '#features/order/order.api.ts'
import { countingHandlers } from '#features/order/server/counting.routes.ts'
import { orderHandlers, orderPapers } from '#features/order/server/order.routes.ts'
import { calendarApi } from '#features/people/calendar.api.ts'
import { numbersApi } from '#features/people/numbers.api.ts'
import { peopleApi } from '#features/people/people.api.ts'
import { calendarHandlers } from '#features/people/server/calendar.routes.ts'
import type { SendLetter } from '#features/people/server/letter.service.ts'
import { numbersHandlers } from '#features/people/server/numbers.routes.ts'
import { peopleHandlers } from '#features/people/server/people.routes.ts'
import { customerPoolApi, leadPoolApi, poolApi } from '#features/pool/pool.api.ts'
import {
  customerPoolHandlers,
  leadGivingHandlers,
  leadPoolHandlers,
  poolHandlers,
} from '#features/pool/server/pool.routes.ts'
import { priceListApi } from '#features/product/priceList.api.ts'
import { productApi } from '#features/product/product.api.ts'
import { priceListHandlers, productHandlers } from '#features/product/server/product.routes.ts'
import { concessionApi } from '#features/quote/concession.api.ts'
import { quoteMailApi } from '#features/quote/mail.api.ts'
import { quoteApi } from '#features/quote/quote.api.ts'
import { replyApi } from '#features/quote/reply.api.ts'
import { concessionHandlers } from '#features/quote/server/concession.routes.ts'
import { quoteHandlers, quotePapers } from '#features/quote/server/quote.routes.ts'
import { replyHandlers } from '#features/quote/server/reply.routes.ts'
import { paperTemplateHandlers, quoteMailHandlers } from '#features/quote/server/template.routes.ts'
import { paperTemplateApi } from '#features/quote/template.api.ts'
import { registrationApi } from '#features/registration/registration.api.ts'
import { registrationHandlers } from '#features/registration/server/registration.routes.ts'
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
import { policyApi } from '#features/stock/policy.api.ts'
import { policyHandlers } from '#features/stock/server/policy.routes.ts'
import { stockDocumentHandlers, stockHandlers, warehouseHandlers } from '#features/stock/server/stock.routes.ts'
import { stockApi, stockDocumentApi, warehouseApi } from '#features/stock/stock.api.ts'
import { returnApi } from '#features/ticket/return.api.ts'
import { returnHandlers } from '#features/ticket/server/return.routes.ts'
import { ticketHandlers } from '#features/ticket/server/ticket.routes.ts'
import { ticketApi } from '#features/ticket/ticket.api.ts'
import { twinHandlers } from '#features/twin/server/twin.routes.ts'
import { twinApi } from '#features/twin/twin.api.ts'
import { answerFormApi } from '#journeys/answerForm.api.ts'
import { answerFormHandlers } from '#journeys/answerForm.ts'
import { cancelOrderApi } from '#journeys/cancelOrder.api.ts'
import { cancelOrderHandlers } from '#journeys/cancelOrder.ts'
import { changeCustomerApi } from '#journeys/changeCustomer.api.ts'
import { changeCustomerHandlers } from '#journeys/changeCustomer.ts'
import { closeOrderApi } from '#journeys/closeOrder.api.ts'
import { closeOrderHandlers } from '#journeys/closeOrder.ts'
import { closeTicketHandlers } from '#journeys/closeTicket.ts'
import { confirmOrderApi } from '#journeys/confirmOrder.api.ts'
import { confirmOrderHandlers } from '#journeys/confirmOrder.ts'
import { convertLeadApi } from '#journeys/convertLead.api.ts'
import { convertLeadHandlers } from '#journeys/convertLead.ts'
import { handOverApi } from '#journeys/handOver.api.ts'
import { handOverHandlers } from '#journeys/handOver.ts'
import { invoiceRecordHandlers } from '#journeys/issueInvoice.ts'
import { lastPricesApi } from '#journeys/lastPrices.api.ts'
import { lastPricesHandlers } from '#journeys/lastPrices.ts'
import { mergeRecordsApi } from '#journeys/mergeRecords.api.ts'
import { mergeRecordsHandlers } from '#journeys/mergeRecords.ts'
import { goodsHandlers } from '#journeys/moveGoods.ts'
import { promiseCheckApi } from '#journeys/promiseCheck.api.ts'
import { promiseCheckHandlers } from '#journeys/promiseCheck.ts'
import { receiveLead } from '#journeys/receiveLead.ts'
import { registrationConflictApi } from '#journeys/registrationConflict.api.ts'
import { registrationConflictHandlers } from '#journeys/registrationConflict.ts'
import { winDealApi } from '#journeys/winDeal.api.ts'
import { winDealHandlers } from '#journeys/winDeal.ts'
import { metaApi } from '#meta/meta.api.ts'
import { regionApi } from '#meta/region.api.ts'
import { allRegistered } from '#meta/registry.ts'
import { metaHandlers } from '#meta/server/meta.routes.ts'
import { regionHandlers } from '#meta/server/region.routes.ts'
import { viewHandlers } from '#meta/server/view.routes.ts'
import { viewApi } from '#meta/view.api.ts'
import { mountBatch } from './batch.ts'
import { mountContracts } from './contractRoutes.ts'
import { mountFollowups } from './followUps.ts'
import { importTexts } from './importTexts.ts'
import { type MountContext, mount } from './mount.ts'
import { openApi, openApiHandlers } from './openapi.ts'
import { permissionRows } from './permissions.ts'
import { mountTelling } from './tellingRoutes.ts'

/** What features are given of the machine they run on. */
export type FeatureParts = {
  readonly filesFolder: string
  /** The host that mails leave through; null without one. */
  readonly mailServer: string | null
  readonly sendLetter: SendLetter
  readonly bots: BotParts
  readonly email: EmailParts
  /** Signs what this server says of itself. */
  readonly secret: string
}

export function mountFeatures(app: FastifyInstance, context: MountContext, parts: FeatureParts): void {
  mount(app, metaApi, context, metaHandlers)
  mount(app, regionApi, context, regionHandlers)
  mount(app, viewApi, context, viewHandlers)
  const { sendLetter: send, secret } = parts
  mount(app, peopleApi, context, peopleHandlers({ permissions: permissionRows, send, secret }))
  mount(app, calendarApi, context, calendarHandlers)
  mount(app, numbersApi, context, numbersHandlers)
  mountCustomers(app, context)
  mountGoods(app, context)
  mount(app, policyApi, context, policyHandlers)
  mountLeads(app, context)
  mountPools(app, context)
  mountFollowups(app, context)
  mount(app, convertLeadApi, context, convertLeadHandlers)
  mountTwins(app, context)
  mountDeals(app, context)
  mountRegistrations(app, context)
  mountQuotes(app, context, parts)
  mountContracts(app, context, parts)
  mount(app, approvalApi, context, approvalHandlers)
  mount(app, countingApi, context, countingHandlers)
  mountOrders(app, context, parts.filesFolder)
  mount(app, fileApi, context, fileHandlers(parts.filesFolder))
  mountTelling(app, context, parts)
  for (const row of allRegistered())
    if (Object.hasOwn(permissionRows, `${row.entity.key}.export`))
      mount(app, exportApi(row.entity.path, row.entity.key), context, exportHandlers(row))
  mountImports(app, context, parts.filesFolder)
  mountBatch(app, context)
  mount(app, openApi, context, openApiHandlers(context.rows))
}

type QuoteParts = Pick<FeatureParts, 'filesFolder' | 'mailServer' | 'sendLetter'>
function mountQuotes(app: FastifyInstance, context: MountContext, parts: QuoteParts): void {
  const { filesFolder, mailServer, sendLetter: send } = parts
  mount(app, paperTemplateApi, context, paperTemplateHandlers(filesFolder))
  mount(app, quoteMailApi, context, quoteMailHandlers)
  mount(app, quoteApi, context, { ...quoteHandlers, ...quotePapers(filesFolder) })
  mount(app, concessionApi, context, concessionHandlers)
  mount(app, replyApi, context, replyHandlers({ send, server: mailServer !== null }))
}

/** What there is to sell, at what price, and what of it lies where. */
function mountGoods(app: FastifyInstance, context: MountContext): void {
  mount(app, productApi, context, productHandlers)
  mount(app, priceListApi, context, priceListHandlers)
  mount(app, stockApi, context, stockHandlers)
  mount(app, stockDocumentApi, context, stockDocumentHandlers)
  mount(app, warehouseApi, context, warehouseHandlers)
  mount(app, lastPricesApi, context, lastPricesHandlers)
  mount(app, promiseCheckApi, context, promiseCheckHandlers)
}

/** Leads, who gets them, and the ways by which they come. */
function mountLeads(app: FastifyInstance, context: MountContext): void {
  mount(app, leadApi, context, { ...leadHandlers, ...leadGivingHandlers, create: receiveLead })
  mount(app, assignmentApi, context, assignmentHandlers)
  mount(app, captureApi, context, captureHandlers)
  mount(app, campaignApi, context, campaignHandlers)
  mount(app, answerFormApi, context, answerFormHandlers)
}

/** Customers and their people. */
function mountCustomers(app: FastifyInstance, context: MountContext): void {
  mount(app, customerApi, context, customerHandlers)
  mount(app, lifeApi, context, lifeHandlers)
  mount(app, contactApi, context, contactHandlers)
  mount(app, billingProfileApi, context, billingProfileHandlers)
}

/** What nobody works on, shared until one claims it. */
function mountPools(app: FastifyInstance, context: MountContext): void {
  mount(app, poolApi, context, poolHandlers)
  mount(app, leadPoolApi, context, leadPoolHandlers)
  mount(app, customerPoolApi, context, customerPoolHandlers)
}

/** Who has whom to themselves, and what came of the team's work. */
function mountRegistrations(app: FastifyInstance, context: MountContext): void {
  mount(app, registrationApi, context, registrationHandlers)
  mount(app, registrationConflictApi, context, registrationConflictHandlers)
  mount(app, teamBoardApi, context, teamBoardHandlers)
  mount(app, paceApi, context, paceHandlers)
}

/** What looks alike, and two that become one. */
function mountTwins(app: FastifyInstance, context: MountContext): void {
  mount(app, strictnessApi, context, strictnessHandlers)
  mount(app, twinApi, context, twinHandlers)
  mount(app, mergeRecordsApi, context, mergeRecordsHandlers)
}

/** From the order on, with the journeys between. */
function mountOrders(app: FastifyInstance, context: MountContext, folder: string): void {
  mount(app, orderApi, context, { ...orderHandlers, ...orderPapers(folder) })
  mount(app, confirmOrderApi, context, confirmOrderHandlers)
  mount(app, cancelOrderApi, context, cancelOrderHandlers)
  mount(app, closeOrderApi, context, closeOrderHandlers)
  mount(app, winDealApi, context, winDealHandlers)
  mount(app, yardApi, context, yardHandlers)
  mount(app, shippingApi, context, shippingHandlers)
  mount(app, carrierApi, context, carrierHandlers)
  mount(app, shipmentApi, context, { ...shipmentHandlers, ...shipmentPapers(folder), ...goodsHandlers })
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

/** What runs on when its request is long answered ends before the database is let go. */
function mountImports(app: FastifyInstance, context: MountContext, folder: string): void {
  const runs = new Runs(error => app.log.error({ err: error }, 'import'))
  app.addHook('onClose', () => runs.stop())
  mount(app, importApi, context, importHandlers({ runs, permissions: permissionRows, folder }, importTexts))
}

function mountDeals(app: FastifyInstance, context: MountContext): void {
  mount(app, dealApi, context, dealHandlers)
  mount(app, handOverApi, context, handOverHandlers)
  mount(app, partApi, context, partHandlers)
  mount(app, forecastApi, context, forecastHandlers)
  mount(app, changeCustomerApi, context, changeCustomerHandlers)
}
