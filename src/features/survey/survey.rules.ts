// What a survey may, what an answer must be, and what it comes to. Pure.
import { addWorkdays, type WorkCalendar } from '#kernel/calendar.ts'
import type { Day } from '#kernel/clock.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Score, SurveySettings, SurveyState } from './survey.schema.ts'

const usualSettings: SurveySettings = {
  afterDelivery: true,
  afterTicket: true,
  byMail: false,
  days: 30,
  low: 2,
  handler: 'nobody',
  reviewDays: 3,
}

/** An organisation's own as its setting keeps them; what is not there is usual. */
export function surveySettingsOf(settings: Readonly<Record<string, unknown>>): SurveySettings {
  const own = settings.survey
  return typeof own === 'object' && own !== null ? { ...usualSettings, ...own } : usualSettings
}

export const isOpen = (state: SurveyState): boolean => state === 'ready' || state === 'sent'
export const isAnswered = (state: SurveyState): boolean => state === 'answered' || state === 'reviewed'
export const isLow = (score: number, { low }: Pick<SurveySettings, 'low'>): boolean => score <= low
export const scores = [1, 2, 3, 4, 5] as const
const mostWords = 2000

type Answer = { readonly score: number; readonly comment: string | null }

/** As a form sends it: everything is text, and may be anything. */
export function readAnswer(form: Readonly<Record<string, string>>): Answer | Reason[] {
  const score = scores.find(one => String(one) === form.score)
  // a browser sends line ends as two signs, and counts one
  const comment = (form.comment ?? '').replaceAll('\r\n', '\n').replaceAll('\0', '').toWellFormed().trim()
  const reasons: Reason[] = []
  if (score === undefined) reasons.push(reason('survey.noScore', 'score'))
  if ([...comment].length > mostWords) reasons.push(reason('survey.tooLong', 'comment', { most: mostWords }))
  return score === undefined || reasons.length > 0 ? reasons : { score, comment: comment || null }
}

export const reviewDay = (today: Day, { reviewDays }: SurveySettings, calendar: WorkCalendar): Day =>
  addWorkdays(today, reviewDays, calendar)

type Counted = { readonly asked: number; readonly back: number; readonly scores: Score['scores'] }
const percent = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part * 100) / whole))

/** CSAT: scores of 4 and 5 among all scores, the response rate beside it. */
export function scoreOf({ asked, back, scores: given }: Counted): Score {
  const sum = (rows: Score['scores']) => rows.reduce((all, row) => all + row.count, 0)
  const good = sum(given.filter(row => row.score >= 4))
  return { asked, back, scores: given, csat: percent(good, sum(given)), response: percent(back, asked) }
}
