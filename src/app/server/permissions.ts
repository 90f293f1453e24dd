import { approvalPermissions } from '#features/approval/approval.access.ts'
import { assignmentPermissions } from '#features/assignment/assignment.access.ts'
import { billingPermissions } from '#features/billing/billing.access.ts'
import { campaignPermissions } from '#features/campaign/campaign.access.ts'
import { capturePermissions } from '#features/capture/capture.access.ts'
import { changePermissions } from '#features/change/change.access.ts'
import { collectionPermissions } from '#features/collection/collection.access.ts'
import { settlementPermissions } from '#features/consignment/settlement.access.ts'
import { contactPermissions } from '#features/contact/contact.access.ts'
import { contractPermissions } from '#features/contract/contract.access.ts'
import { customerPermissions } from '#features/customer/customer.access.ts'
import { dealPermissions } from '#features/deal/deal.access.ts'
import { importPermissions } from '#features/exchange/exchange.access.ts'
import { filePermissions } from '#features/file/file.access.ts'
import { followupPermissions } from '#features/followup/followup.access.ts'
import { taskPermissions } from '#features/followup/task.access.ts'
import { handoffPermissions } from '#features/handoff/handoff.access.ts'
import { insightPermissions } from '#features/insight/team.access.ts'
import { invoicePermissions } from '#features/invoice/invoice.access.ts'
import { leadPermissions } from '#features/lead/lead.access.ts'
import { noticePermissions } from '#features/notice/notice.access.ts'
import { creditReleasePermissions } from '#features/order/creditRelease.access.ts'
import { orderPermissions } from '#features/order/order.access.ts'
import { peoplePermissions } from '#features/people/people.access.ts'
import { poolPermissions } from '#features/pool/pool.access.ts'
import { productPermissions } from '#features/product/product.access.ts'
import { quotePermissions } from '#features/quote/quote.access.ts'
import { registrationPermissions } from '#features/registration/registration.access.ts'
import { shipmentPermissions } from '#features/shipment/shipment.access.ts'
import { spotCheckPermissions } from '#features/spotcheck/spotCheck.access.ts'
import { stockPermissions } from '#features/stock/stock.access.ts'
import { supplyPermissions } from '#features/supply/supply.access.ts'
import { surveyPermissions } from '#features/survey/survey.access.ts'
import { ticketPermissions } from '#features/ticket/ticket.access.ts'
import type { PermissionRows } from '#kernel/access.ts'
import { metaPermissions } from '#meta/meta.access.ts'

/** Every permission of every feature, with its default reach by role. */
export const permissionRows: PermissionRows = {
  ...metaPermissions,
  ...peoplePermissions,
  ...customerPermissions,
  ...contactPermissions,
  ...billingPermissions,
  ...productPermissions,
  ...stockPermissions,
  ...leadPermissions,
  ...poolPermissions,
  ...assignmentPermissions,
  ...campaignPermissions,
  ...capturePermissions,
  ...followupPermissions,
  ...taskPermissions,
  ...spotCheckPermissions,
  ...dealPermissions,
  ...quotePermissions,
  ...contractPermissions,
  ...changePermissions,
  ...approvalPermissions,
  ...orderPermissions,
  ...creditReleasePermissions,
  ...supplyPermissions,
  ...shipmentPermissions,
  ...settlementPermissions,
  ...invoicePermissions,
  ...collectionPermissions,
  ...ticketPermissions,
  ...surveyPermissions,
  ...registrationPermissions,
  ...insightPermissions,
  ...handoffPermissions,
  ...filePermissions,
  ...noticePermissions,
  ...importPermissions,
}
