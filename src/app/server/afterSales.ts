// What the registry holds of what comes after the sale: tickets, returns, surveys, and the links that customers open.
import { registerScope } from '#features/link/server/scope.service.ts'
import { registerLetter } from '#features/people/server/letter.service.ts'
import { surveyScope } from '#features/survey/server/answer.service.ts'
import { writeSurveyLetter } from '#features/survey/server/ask.service.ts'
import { surveyHome } from '#features/survey/server/home.service.ts'
import { surveyVerbs } from '#features/survey/server/survey.routes.ts'
import { surveySource } from '#features/survey/server/survey.sql.ts'
import { surveyPermissions } from '#features/survey/survey.access.ts'
import { surveyEntity } from '#features/survey/survey.entity.ts'
import { surveyFlow } from '#features/survey/survey.flow.ts'
import { returnEntity } from '#features/ticket/return.entity.ts'
import { returnFlow } from '#features/ticket/return.flow.ts'
import { ticketHome } from '#features/ticket/server/home.service.ts'
import { returnVerbs } from '#features/ticket/server/return.routes.ts'
import { returnSource } from '#features/ticket/server/return.sql.ts'
import { ticketVerbs } from '#features/ticket/server/ticket.routes.ts'
import { ticketSource } from '#features/ticket/server/ticket.sql.ts'
import { ticketPermissions } from '#features/ticket/ticket.access.ts'
import { ticketEntity } from '#features/ticket/ticket.entity.ts'
import { ticketFlow } from '#features/ticket/ticket.flow.ts'
import { closeTicketNamed } from '#journeys/closeTicket.ts'
import { register } from '#meta/registry.ts'
import { withJourneys } from '#meta/withJourneys.ts'

export const afterSalesSources = [ticketSource, returnSource, surveySource]
export const afterSalesHome = [...ticketHome, surveyHome]

export function registerAfterSales(): void {
  register({
    entity: ticketEntity,
    verbs: withJourneys(ticketVerbs, { close: closeTicketNamed }),
    flow: ticketFlow,
    access: ticketPermissions,
  })
  register({
    entity: surveyEntity,
    verbs: surveyVerbs,
    flow: surveyFlow,
    access: surveyPermissions,
    createAs: 'survey.send',
  })
  registerScope(surveyScope)
  registerLetter('survey', writeSurveyLetter)
  register({ entity: returnEntity, verbs: returnVerbs, flow: returnFlow, access: ticketPermissions })
}
