// What customers of the demo company think once their goods are there: asked by whoever sold, answered through the link.

import type { Visit } from '#features/link/server/scope.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import { surveyScope } from '#features/survey/server/answer.service.ts'
import { giveSurveyLink } from '#features/survey/server/ask.service.ts'
import { reviewSurvey, surveysAbout } from '#features/survey/server/survey.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { render } from '#kernel/text.ts'
import type { Act, Made } from './orderStory.ts'

const surveyOf = async (tx: Tx, actor: Actor, made: Made): Promise<string> =>
  (await surveysAbout(tx, actor, 'order', made.orderId)).find(one => one.ticketId === null)?.id ?? ''

type Asked = { linkId: string }

/** Asked, and nothing heard yet. */
export const asked = (made: Made, at: Asked = { linkId: '' }): Act => [
  'zheng',
  '17:50',
  async (tx, actor) => {
    at.linkId = (await giveSurveyLink(tx, actor, await surveyOf(tx, actor, made))).id
  },
]

const nowhere = { receiver: null, address: '', agent: '', folder: '' }

const answered = (made: Made, at: Asked, form: { readonly score: string; readonly comment: string }): Act => [
  'zheng',
  '18:20',
  async (tx, actor) => {
    const recordId = await surveyOf(tx, actor, made)
    const visitor = await visitorOf(tx, surveyScope.grants)
    const say: Visit['say'] = (label, values) => render(label, 'zh', values)
    const visit: Visit = { linkId: at.linkId, recordId, token: '', lang: 'zh', action: '', say, ...nowhere }
    await surveyScope.said?.[0]?.(tx, visitor, visit, form)
  },
]
const reviewed = (made: Made, note: string): Act => [
  'gu',
  '18:40',
  async (tx, actor) => reviewSurvey(tx, actor, await surveyOf(tx, actor, made), { note }),
]

export function pleased(made: Made): Act[] {
  const at = { linkId: '' }
  return [
    asked(made, at),
    answered(made, at, { score: '5', comment: '装机调试很顺利，师傅讲解清楚。' }),
    reviewed(made, '转给装机组表扬，三个月后回访。'),
  ]
}

export function content(made: Made): Act[] {
  const at = { linkId: '' }
  return [asked(made, at), answered(made, at, { score: '4', comment: '' })]
}

/** Opens a complaint. */
export function annoyed(made: Made): Act[] {
  const at = { linkId: '' }
  return [asked(made, at), answered(made, at, { score: '2', comment: '比约定晚到三天，安装前也没有电话联系。' })]
}
