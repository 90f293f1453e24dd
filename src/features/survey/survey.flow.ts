import type { Flow } from '#kernel/flow.ts'
import type { SurveyState } from './survey.schema.ts'

export type SurveyMove = 'send' | 'answer' | 'expire' | 'review'
type SurveyPermission = 'survey.send' | 'survey.review'

/** `send` comes with a link, `answer` with the customer's form, `expire` with the clock: people move `review` alone. */
// prettier-ignore
export const surveyFlow = {
  send:   { from: ['ready', 'sent'], to: 'sent',     may: 'survey.send',   by: 'journey' },
  answer: { from: ['sent'],          to: 'answered', may: 'survey.send',   by: 'journey' },
  expire: { from: ['ready', 'sent'], to: 'expired',  may: 'survey.send',   by: 'journey' },
  review: { from: ['answered'],      to: 'reviewed', may: 'survey.review' },
} as const satisfies Flow<SurveyState, SurveyMove, { readonly state: SurveyState }, SurveyPermission>
