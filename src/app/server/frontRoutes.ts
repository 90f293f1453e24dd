// Deal follow-up up to the quote: what its features answer.
import type { FastifyInstance } from 'fastify'
import { assignmentApi } from '#features/assignment/assignment.api.ts'
import { assignmentHandlers } from '#features/assignment/server/assignment.routes.ts'
import { billingProfileApi } from '#features/billing/billing.api.ts'
import { billingProfileHandlers } from '#features/billing/server/billing.routes.ts'
import { campaignApi } from '#features/campaign/campaign.api.ts'
import { campaignHandlers } from '#features/campaign/server/campaign.routes.ts'
import { captureApi } from '#features/capture/capture.api.ts'
import { captureHandlers } from '#features/capture/server/capture.routes.ts'
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
import { paceApi } from '#features/insight/pace.api.ts'
import { paceHandlers, teamBoardHandlers } from '#features/insight/server/team.routes.ts'
import { teamBoardApi } from '#features/insight/team.api.ts'
import { leadApi } from '#features/lead/lead.api.ts'
import { leadHandlers } from '#features/lead/server/lead.routes.ts'
import { customerPoolApi, leadPoolApi, poolApi } from '#features/pool/pool.api.ts'
import {
  customerPoolHandlers,
  leadGivingHandlers,
  leadPoolHandlers,
  poolHandlers,
} from '#features/pool/server/pool.routes.ts'
import { registrationApi } from '#features/registration/registration.api.ts'
import { registrationHandlers } from '#features/registration/server/registration.routes.ts'
import { twinHandlers } from '#features/twin/server/twin.routes.ts'
import { twinApi } from '#features/twin/twin.api.ts'
import { answerFormApi } from '#journeys/answerForm.api.ts'
import { answerFormHandlers } from '#journeys/answerForm.ts'
import { changeCustomerApi } from '#journeys/changeCustomer.api.ts'
import { changeCustomerHandlers } from '#journeys/changeCustomer.ts'
import { convertLeadApi } from '#journeys/convertLead.api.ts'
import { convertLeadHandlers } from '#journeys/convertLead.ts'
import { handOverApi } from '#journeys/handOver.api.ts'
import { handOverHandlers } from '#journeys/handOver.ts'
import { mergeRecordsApi } from '#journeys/mergeRecords.api.ts'
import { mergeRecordsHandlers } from '#journeys/mergeRecords.ts'
import { receiveLead } from '#journeys/receiveLead.ts'
import { registrationConflictApi } from '#journeys/registrationConflict.api.ts'
import { registrationConflictHandlers } from '#journeys/registrationConflict.ts'
import { mountFollowups } from './followUps.ts'
import { type MountContext, mount } from './mount.ts'

export function mountFront(app: FastifyInstance, context: MountContext): void {
  mountCustomers(app, context)
  mountLeads(app, context)
  mountPools(app, context)
  mountFollowups(app, context)
  mount(app, convertLeadApi, context, convertLeadHandlers)
  mountTwins(app, context)
  mountDeals(app, context)
  mountRegistrations(app, context)
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

/** What looks alike, and two that become one. */
function mountTwins(app: FastifyInstance, context: MountContext): void {
  mount(app, strictnessApi, context, strictnessHandlers)
  mount(app, twinApi, context, twinHandlers)
  mount(app, mergeRecordsApi, context, mergeRecordsHandlers)
}

/** Who has whom to themselves, and what came of the team's work. */
function mountRegistrations(app: FastifyInstance, context: MountContext): void {
  mount(app, registrationApi, context, registrationHandlers)
  mount(app, registrationConflictApi, context, registrationConflictHandlers)
  mount(app, teamBoardApi, context, teamBoardHandlers)
  mount(app, paceApi, context, paceHandlers)
}

function mountDeals(app: FastifyInstance, context: MountContext): void {
  mount(app, dealApi, context, dealHandlers)
  mount(app, handOverApi, context, handOverHandlers)
  mount(app, partApi, context, partHandlers)
  mount(app, forecastApi, context, forecastHandlers)
  mount(app, changeCustomerApi, context, changeCustomerHandlers)
}
