import { Type } from 'typebox'
import { endpoint, ListQuery, MoveBody, Offers, OneOf, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import {
  GivenLink,
  MailBody,
  MailTo,
  NewSurvey,
  periods,
  ReviewBody,
  Score,
  Survey,
  SurveySettings,
} from './survey.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'survey.read' } as const
const send = { method: 'POST', mode: 'write', access: 'survey.send' } as const

export const surveyApi = {
  list: endpoint({ ...read, path: '/surveys', query: ListQuery, reply: Page(Survey) }),
  summary: endpoint({ ...read, path: '/surveys/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  score: endpoint({
    ...read,
    path: '/survey-score',
    plan: 'free',
    query: shape({ period: OneOf(periods) }),
    reply: Score,
  }),
  create: endpoint({ ...send, path: '/surveys', body: NewSurvey, reply: Survey }),
  get: endpoint({ ...read, path: '/surveys/:id', reply: Survey }),
  offers: endpoint({ ...read, path: '/surveys/:id/moves', reply: Offers }),
  /** A fresh link; earlier ones go on opening until they expire. */
  link: endpoint({ ...send, path: '/surveys/:id/links', body: MoveBody, reply: GivenLink, secret: true }),
  mailTo: endpoint({ ...read, path: '/surveys/:id/mail-to', access: 'survey.send', reply: MailTo }),
  mail: endpoint({ ...send, path: '/surveys/:id/mail', body: MailBody, status: 200, reply: Survey }),
  review: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/surveys/:id/moves/review',
    access: 'survey.review',
    body: ReviewBody,
    reply: Survey,
  }),
  /** Of one customer, order or ticket, newest first: what its page shows. */
  ofCustomer: endpoint({ ...read, path: '/customers/:id/surveys', reply: Type.Array(Survey) }),
  ofOrder: endpoint({ ...read, path: '/orders/:id/surveys', reply: Type.Array(Survey) }),
  ofTicket: endpoint({ ...read, path: '/tickets/:id/surveys', reply: Type.Array(Survey) }),
  settings: endpoint({ ...read, path: '/survey-settings', access: 'signedIn', reply: SurveySettings }),
  setSettings: endpoint({
    method: 'PUT',
    mode: 'write',
    path: '/survey-settings',
    access: 'org.edit',
    body: SurveySettings,
    reply: SurveySettings,
  }),
}
