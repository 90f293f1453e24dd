// A customer is asked by a link, answers on a phone without an account or a script, and sales sees what they said.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { feedbackText } from '#features/survey/feedback.text.ts'
import { surveyPageText } from '#features/survey/page.text.ts'
import type { Survey } from '#features/survey/survey.schema.ts'
import { type Label, type Lang, render } from '#kernel/text.ts'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { openSeat, type Seat, sitDown } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe.each<{ locale: string; lang: Lang; score: number }>([
  { locale: 'zh-CN', lang: 'zh', score: 5 },
  { locale: 'en-US', lang: 'en', score: 1 },
])('in $lang', ({ locale, lang, score }) => {
  const say = (label: Label) => render(label, lang)
  const comment = `${lang} 🙂 <b>`
  let desk: Seat
  let link: string
  let survey: Survey

  beforeAll(async () => {
    desk = await sitDown(stage, 'gu', 'phone', locale)
    const filter = JSON.stringify({ field: 'state', op: 'is', value: 'ready' })
    const answer = await desk.page.request.get(`/api/surveys?filter=${encodeURIComponent(filter)}&limit=1`)
    const { items } = (await answer.json()) as { items: Survey[] } // what that path answers
    if (!items[0]) throw new Error('the demo has no survey to send')
    survey = items[0]
  })
  afterAll(() => desk.leave())

  test('the link is made, to copy or to scan', async () => {
    const { page } = desk
    await desk.goTo(`/surveys/${survey.id}`)
    await page
      .getByRole('button', { name: say(feedbackText['survey.ask']) })
      .first()
      .click()
    await page.getByRole('button', { name: say(feedbackText['survey.makeLink']) }).click()
    await page.getByRole('img', { name: say(feedbackText['survey.qr']) }).waitFor()
    link = (await page.locator('.givenlink').textContent())?.trim() ?? ''
    expect(link).toContain(`${stage.url}/p/`)
    expect(await shutOut(desk)).toEqual([])
  })

  test('the customer answers, at 390 px and without a script', async () => {
    const customer = await openSeat(stage, 'phone', locale)
    const { page, troubles } = customer
    await page.goto(link)
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    expect(await page.evaluate('document.scripts.length')).toBe(0)
    expect(await shutOut(customer)).toEqual([])
    await page.getByRole('radio', { name: new RegExp(`^${score}:`) }).check({ force: true })
    await page.locator('textarea').fill(comment)
    await page.getByRole('button', { name: say(surveyPageText['survey.page.send']) }).click()
    await page.getByRole('heading', { name: say(surveyPageText['survey.page.thanks']) }).waitFor()
    await page.goBack()
    await page.reload()
    await page.getByRole('heading', { name: say(surveyPageText['survey.page.thanks']) }).waitFor()
    expect(await shutOut(customer)).toEqual([])
    expect(troubles).toEqual([])
    await customer.leave()
  })

  test('what they said stands on the survey, with a complaint where it was bad', async () => {
    const { page } = desk
    await desk.goTo(`/surveys/${survey.id}`)
    await page.getByText(comment).first().waitFor()
    const answer = await page.request.get(`/api/surveys/${survey.id}`)
    const after = (await answer.json()) as Survey // what that path answers
    expect([after.state, after.score, after.complaintId !== null]).toEqual(['answered', score, score <= 2])
    expect(desk.troubles).toEqual([])
  })
})
