// Every table of sentences: a reason from the server finds its words here. Features add theirs.
import { approvalText } from '#features/approval/approval.text.ts'
import { assignmentText } from '#features/assignment/assignment.text.ts'
import { billingProfileText } from '#features/billing/billing.text.ts'
import { campaignText } from '#features/campaign/campaign.text.ts'
import { capturedText } from '#features/capture/captured.text.ts'
import { changeText } from '#features/change/change.text.ts'
import { collectionText } from '#features/collection/collection.text.ts'
import { receivableText } from '#features/collection/receivable.text.ts'
import { writeOffText } from '#features/collection/writeOff.text.ts'
import { consignText } from '#features/consignment/screen.text.ts'
import { settlementText } from '#features/consignment/settlement.text.ts'
import { contactText } from '#features/contact/contact.text.ts'
import { contractText } from '#features/contract/contract.text.ts'
import { templateText } from '#features/contract/template.text.ts'
import { customerText } from '#features/customer/customer.text.ts'
import { lifeText } from '#features/customer/life.text.ts'
import { strictnessText } from '#features/customer/strictness.text.ts'
import { dealText } from '#features/deal/deal.text.ts'
import { forecastText } from '#features/deal/forecast.text.ts'
import { partText } from '#features/deal/part.text.ts'
import { pipelineText } from '#features/deal/pipeline.text.ts'
import { rateText } from '#features/deal/rate.text.ts'
import { emailText } from '#features/email/email.text.ts'
import { refusedText } from '#features/exchange/refused.text.ts'
import { fileText } from '#features/file/file.text.ts'
import { followupText } from '#features/followup/followup.text.ts'
import { homeText } from '#features/followup/home.text.ts'
import { taskText } from '#features/followup/task.text.ts'
import { handedOffText } from '#features/handoff/handedOff.text.ts'
import { overviewText } from '#features/handoff/overview.text.ts'
import { teamText } from '#features/handoff/team.text.ts'
import { insightText } from '#features/insight/insight.text.ts'
import { answersText } from '#features/invoice/answers.text.ts'
import { billedText } from '#features/invoice/billed.text.ts'
import { invoiceText } from '#features/invoice/invoice.text.ts'
import { invoicingText } from '#features/invoice/invoicing.text.ts'
import { requestText } from '#features/invoice/request.text.ts'
import { leadText } from '#features/lead/lead.text.ts'
import { linkText } from '#features/link/link.text.ts'
import { noticeText } from '#features/notice/notice.text.ts'
import { countingText } from '#features/order/counting.text.ts'
import { creditReleaseText } from '#features/order/creditRelease.text.ts'
import { orderText } from '#features/order/order.text.ts'
import { orderTypeText } from '#features/order/orderType.text.ts'
import { calendarText } from '#features/people/calendar.text.ts'
import { handoverText } from '#features/people/handover.text.ts'
import { numbersText } from '#features/people/numbers.text.ts'
import { peopleText } from '#features/people/people.text.ts'
import { settingsText } from '#features/people/settings.text.ts'
import { poolText } from '#features/pool/pool.text.ts'
import { kitText } from '#features/product/kit.text.ts'
import { priceListText } from '#features/product/priceList.text.ts'
import { productText } from '#features/product/product.text.ts'
import { taxText } from '#features/product/tax.text.ts'
import { quoteMailText } from '#features/quote/mail.text.ts'
import { promiseText } from '#features/quote/promise.text.ts'
import { quoteText } from '#features/quote/quote.text.ts'
import { registrationText } from '#features/registration/registration.text.ts'
import { shipmentText } from '#features/shipment/shipment.text.ts'
import { spotCheckText } from '#features/spotcheck/spotCheck.text.ts'
import { statementText } from '#features/statement/statement.text.ts'
import { backorderText } from '#features/stock/backorder.text.ts'
import { policyText } from '#features/stock/policy.text.ts'
import { stockText } from '#features/stock/stock.text.ts'
import { supplyScreenText } from '#features/supply/screen.text.ts'
import { supplyText } from '#features/supply/supply.text.ts'
import { surveyText } from '#features/survey/survey.text.ts'
import { returnText } from '#features/ticket/return.text.ts'
import { ticketText } from '#features/ticket/ticket.text.ts'
import { alikeText } from '#features/twin/alike.text.ts'
import { kernelText } from '#kernel/kernel.text.ts'
import { mailWordsText } from '#kernel/mailWords.text.ts'
import { termsText } from '#kernel/terms.text.ts'
import type { Texts } from '#kernel/text.ts'
import { batchText } from '#meta/batch.text.ts'
import { metaText } from '#meta/meta.text.ts'
import { fieldSettingsText } from './fieldSettings.text.ts'
import { rulesText } from './rules.text.ts'
import { shellText } from './shell.text.ts'

export const texts: Texts = {
  ...kernelText,
  ...mailWordsText,
  ...termsText,
  ...metaText,
  ...batchText,
  ...shellText,
  ...rulesText,
  ...fieldSettingsText,
  ...peopleText,
  ...calendarText,
  ...handoverText,
  ...numbersText,
  ...settingsText,
  ...customerText,
  ...lifeText,
  ...strictnessText,
  ...alikeText,
  ...contactText,
  ...billingProfileText,
  ...leadText,
  ...poolText,
  ...assignmentText,
  ...campaignText,
  ...capturedText,
  ...followupText,
  ...taskText,
  ...homeText,
  ...spotCheckText,
  ...dealText,
  ...forecastText,
  ...partText,
  ...pipelineText,
  ...rateText,
  ...quoteMailText,
  ...quoteText,
  ...promiseText,
  ...contractText,
  ...changeText,
  ...templateText,
  ...approvalText,
  ...orderText,
  ...orderTypeText,
  ...countingText,
  ...shipmentText,
  ...invoiceText,
  ...billedText,
  ...answersText,
  ...requestText,
  ...invoicingText,
  ...collectionText,
  ...writeOffText,
  ...creditReleaseText,
  ...settlementText,
  ...consignText,
  ...supplyText,
  ...supplyScreenText,
  ...receivableText,
  ...ticketText,
  ...statementText,
  ...surveyText,
  ...registrationText,
  ...insightText,
  ...linkText,
  ...returnText,
  ...handedOffText,
  ...overviewText,
  ...teamText,
  ...productText,
  ...kitText,
  ...priceListText,
  ...taxText,
  ...stockText,
  ...policyText,
  ...backorderText,
  ...refusedText,
  ...fileText,
  ...noticeText,
  ...emailText,
}
