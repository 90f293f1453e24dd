import type { SendLetter } from '#features/people/server/letter.service.ts'
import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { surveyApi } from '../survey.api.ts'
import { NewSurvey, ReviewBody } from '../survey.schema.ts'
import { giveSurveyLink, mailSurvey, mailToOf } from './ask.service.ts'
import { readScore, readSurveySettings, setSurveySettings } from './score.service.ts'
import {
  createSurvey,
  getSurvey,
  listSurveys,
  reviewSurvey,
  summariseSurveys,
  surveyOffers,
  surveysAbout,
} from './survey.service.ts'

/** `server`: there is something that mails can leave through. */
type Ways = { readonly send: SendLetter; readonly server: boolean }

export const surveyHandlers = ({ send, server }: Ways): Handlers<typeof surveyApi> => ({
  list: (db, actor, query) => listSurveys(db, actor, query),
  summary: (db, actor, query) => summariseSurveys(db, actor, query),
  score: (db, actor, { period }) => readScore(db, actor, period),
  create: (tx, actor, input) => createSurvey(tx, actor, input),
  get: (db, actor, { id }) => getSurvey(db, actor, id),
  offers: (db, actor, { id }) => surveyOffers(db, actor, id),
  link: (tx, actor, { id }) => giveSurveyLink(tx, actor, id),
  mailTo: (db, actor, { id }) => mailToOf(db, actor, id, server),
  mail: (tx, actor, asked) => mailSurvey(tx, actor, asked, send),
  review: (tx, actor, { id, ...wish }) => reviewSurvey(tx, actor, id, wish),
  ofCustomer: (db, actor, { id }) => surveysAbout(db, actor, 'customer', id),
  ofOrder: (db, actor, { id }) => surveysAbout(db, actor, 'order', id),
  ofTicket: (db, actor, { id }) => surveysAbout(db, actor, 'ticket', id),
  settings: async (_db, actor) => readSurveySettings(actor),
  setSettings: (tx, actor, input) => setSurveySettings(tx, actor, input),
})

export const surveyVerbs: EntityVerbs = {
  list: listSurveys,
  summary: summariseSurveys,
  get: getSurvey,
  create: (tx, actor, input) => createSurvey(tx, actor, accept(NewSurvey, input)),
  move: (tx, actor, id, ...[name, input]) => {
    moveNameIn({ review: true }, name)
    return reviewSurvey(tx, actor, id, accept(ReviewBody, input))
  },
}
