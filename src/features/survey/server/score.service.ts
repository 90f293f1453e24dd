// What customers think by period, counted under the same rights as the list; and how the company asks them.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { scoreOf, surveySettingsOf } from '../survey.rules.ts'
import type { Period, Score, SurveySettings } from '../survey.schema.ts'
import { summariseSurveys } from './survey.service.ts'

/** Scores by the day they were given, the response rate of those asked in the period. */
export async function readScore(db: Db, actor: Actor, period: Period): Promise<Score> {
  const within = (field: string) => ({ field, op: 'within', value: period })
  const count = (...all: readonly object[]) => ({ filter: JSON.stringify({ all }) })
  const [given, asked, back] = await Promise.all([
    summariseSurveys(db, actor, { ...count(within('answeredAt')), group: 'score' }),
    summariseSurveys(db, actor, count(within('sentAt'))),
    summariseSurveys(db, actor, count(within('sentAt'), { field: 'answeredAt', op: 'notEmpty' })),
  ])
  const scores = given.groups.flatMap(({ value, count: n }) =>
    value === null ? [] : [{ score: Number(value), count: n }],
  )
  return scoreOf({ asked: asked.count, back: back.count, scores: scores.toSorted((a, b) => a.score - b.score) })
}

export const readSurveySettings = (actor: Actor): SurveySettings => surveySettingsOf(actor.org.settings)

/** For what is over from now on. */
export async function setSurveySettings(tx: Tx, actor: Actor, next: SurveySettings): Promise<SurveySettings> {
  const { before, after } = changes(readSurveySettings(actor), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'survey', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'survey.set', before, after })
  return next
}
