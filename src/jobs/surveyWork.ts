import type { SendLetter } from '#features/people/server/letter.service.ts'
import { mailSurveys } from '#features/survey/server/ask.service.ts'
import type { Work } from './work.ts'

/** Whoever is to be asked by mail; the mail itself leaves with the others. */
export const surveyWork = (send: SendLetter): Work => ({
  kind: 'mailSurveys',
  everySeconds: 60,
  run: mailSurveys(send),
})
