// What the customer sees: five scores and a field for words, or thanks. A plain form that needs no script.
import { html, type Markup } from '#features/link/server/markup.service.ts'
import type { LinkPage, Refused, Visit } from '#features/link/server/scope.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { missing, type Reason } from '#kernel/refusal.ts'
import { surveyPageText } from '../page.text.ts'
import { isAnswered, scores } from '../survey.rules.ts'
import { type HeldSurvey, selectSurvey } from './survey.sql.ts'

export async function surveyPage(db: Db, _visitor: Actor, visit: Visit, refused?: Refused): Promise<LinkPage> {
  const row = await selectSurvey(db, visit.recordId)
  if (!row || !(row.state === 'sent' || isAnswered(row.state))) throw missing('survey')
  const { say } = visit
  if (isAnswered(row.state)) {
    const title = say(surveyPageText['survey.page.thanks'])
    const thanks = say(surveyPageText['survey.page.thanksSay'])
    return { title, body: html`<p class="big" aria-hidden="true">✓</p><h1>${title}</h1><p class="say">${thanks}</p>` }
  }
  return { title: say(surveyPageText['survey.page.title']), body: question(row, visit, refused) }
}

function question(row: HeldSurvey, { say, action }: Visit, refused: Refused | undefined): Markup {
  const about = row.ticketNumber
    ? say(surveyPageText['survey.page.ticket'], { number: row.ticketNumber })
    : say(surveyPageText['survey.page.order'], { number: row.orderNumber ?? '' })
  return html`<h1>${say(surveyPageText['survey.page.title'])}</h1>
<p class="say">${about}</p>
${wrongOf(refused).map(one => html`<p class="wrong" role="alert">${say(textOf(one), one.values)}</p>`)}
<form method="post" action="${action}">
<fieldset>
<legend>${say(surveyPageText['survey.page.score'])}</legend>
<div class="scores">${scores.map(score => choice(score, { say, chosen: refused?.form.score }))}</div>
<p class="ends"><span>${say(surveyPageText['survey.page.worst'])}</span><span>${say(surveyPageText['survey.page.best'])}</span></p>
</fieldset>
<div class="part">
<label class="name" for="comment">${say(surveyPageText['survey.page.comment'])}</label>
<textarea id="comment" name="comment" rows="4" maxlength="2000">${refused?.form.comment}</textarea>
</div>
<button type="submit">${say(surveyPageText['survey.page.send'])}</button>
</form>`
}

type Choice = { readonly say: Visit['say']; readonly chosen: string | undefined }
const choice = (score: (typeof scores)[number], { say, chosen }: Choice): Markup => {
  const name = `${score}: ${say(surveyPageText[`survey.page.score.${score}`])}`
  const checked = chosen === String(score) && html` checked`
  return html`<label><input type="radio" name="score" value="${score}" aria-label="${name}" required${checked}><span aria-hidden="true">${score}</span></label>`
}

const wrongOf = (refused: Refused | undefined): readonly Reason[] => refused?.reasons ?? []
const known = { 'survey.noScore': surveyPageText['survey.noScore'], 'survey.tooLong': surveyPageText['survey.tooLong'] }
const textOf = ({ key }: Reason) => known[key === 'survey.tooLong' ? key : 'survey.noScore']
