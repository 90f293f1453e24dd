// The registry: every invariant built so far, by feature.
import type { Check } from './check.ts'
import { approvalChecks } from './checks/approval.ts'
import { calendarChecks } from './checks/calendar.ts'
import { captureChecks } from './checks/capture.ts'
import { changeChecks } from './checks/change.ts'
import { collectionChecks } from './checks/collection.ts'
import { consignmentChecks } from './checks/consignment.ts'
import { contentChecks } from './checks/content.ts'
import { contractChecks } from './checks/contract.ts'
import { creditChecks } from './checks/credit.ts'
import { customerChecks } from './checks/customer.ts'
import { dealChecks } from './checks/deal.ts'
import { fieldChecks } from './checks/fields.ts'
import { fileChecks } from './checks/file.ts'
import { followupChecks } from './checks/followup.ts'
import { handoffChecks } from './checks/handoff.ts'
import { importChecks } from './checks/import.ts'
import { invoiceChecks } from './checks/invoice.ts'
import { jobChecks } from './checks/jobs.ts'
import { kernelChecks } from './checks/kernel.ts'
import { leadChecks } from './checks/lead.ts'
import { orderChecks } from './checks/order.ts'
import { orderTypeChecks } from './checks/orderType.ts'
import { peopleChecks } from './checks/people.ts'
import { poolChecks } from './checks/pool.ts'
import { priceChecks } from './checks/price.ts'
import { quoteChecks } from './checks/quote.ts'
import { recordChecks } from './checks/records.ts'
import { registrationChecks } from './checks/registration.ts'
import { shipmentChecks } from './checks/shipment.ts'
import { standingChecks } from './checks/standing.ts'
import { stockChecks } from './checks/stock.ts'
import { supplyChecks } from './checks/supply.ts'
import { surveyChecks } from './checks/survey.ts'
import { ticketChecks } from './checks/ticket.ts'
import { twinChecks } from './checks/twin.ts'
import { viewChecks } from './checks/view.ts'

export const checks: readonly Check[] = [
  ...kernelChecks,
  ...jobChecks,
  ...peopleChecks,
  ...recordChecks,
  ...fieldChecks,
  ...viewChecks,
  ...calendarChecks,
  ...creditChecks,
  ...customerChecks,
  ...leadChecks,
  ...captureChecks,
  ...poolChecks,
  ...twinChecks,
  ...followupChecks,
  ...dealChecks,
  ...quoteChecks,
  ...contractChecks,
  ...priceChecks,
  ...stockChecks,
  ...approvalChecks,
  ...orderChecks,
  ...orderTypeChecks,
  ...standingChecks,
  ...shipmentChecks,
  ...consignmentChecks,
  ...invoiceChecks,
  ...changeChecks,
  ...collectionChecks,
  ...supplyChecks,
  ...ticketChecks,
  ...surveyChecks,
  ...registrationChecks,
  ...contentChecks,
  ...handoffChecks,
  ...fileChecks,
  ...importChecks,
]
