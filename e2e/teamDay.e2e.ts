// What a sales manager does in a day, at a desk and in both languages: gives out what came in, reads the team's numbers,
// tries other rules of a pool before anybody feels them, says what is to be won, and approves.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { approvalText } from '#features/approval/approval.text.ts'
import { forecastText } from '#features/deal/forecast.text.ts'
import { homeText } from '#features/followup/home.text.ts'
import { teamText } from '#features/handoff/team.text.ts'
import { teamPageText } from '#features/insight/teamPage.text.ts'
import { poolPageText } from '#features/pool/poolPage.text.ts'
import type { Lang } from '#kernel/text.ts'
import { people } from '../src/app/demo/people.ts'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown } from './person.ts'
import { foreignWords } from './words.ts'

const langs = { zh: 'zh-CN', en: 'en-US' } as const satisfies Record<Lang, string>

describe.each(['zh', 'en'] as const)('a day of the manager in %s', lang => {
  let stage: Stage
  let seat: Seat
  let page: Page
  beforeAll(async () => {
    stage = await openStage()
    seat = await sitDown(stage, 'fang', 'desk', langs[lang])
    page = seat.page
    // the demo's people read Chinese until they say otherwise
    await page.request.patch('/api/me', { data: { lang }, headers: { origin: stage.url } })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page.screenshot({ path: `${stage.shots}/failed-team-${lang}.png` })
    else expect(await foreignWords(page, lang)).toEqual([])
  })
  afterAll(async () => {
    expect(seat.troubles).toEqual([])
    await seat.leave()
    await stage.close()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true }).first()

  test('Home shows who waits, who is late in the team, and gives a lead to somebody', async () => {
    await seat.goTo('/')
    await page.getByRole('heading', { name: teamText['team.title'][lang] }).waitFor()
    await seat.shoot(`team-${lang}-home`)
    const waits = page.locator('li', { hasText: homeText['home.unassigned'][lang] })
    const before = await waits.count()
    expect(before).toBeGreaterThan(0)
    const who = (await waits.first().locator('.b').first().textContent()) ?? ''
    await waits.first().getByRole('button', { name: homeText['home.action.assign'][lang] }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('combobox').first().fill(people.song.name)
    await page.locator('.ant-select-item-option', { hasText: people.song.name }).first().click()
    await sheet
      .locator('form')
      .getByRole('button', { name: /保存|Save/ })
      .click()
    await page.getByText(homeText['home.did.assign'][lang]).first().waitFor()
    await expect.poll(() => waits.filter({ hasText: who }).count(), { timeout: 15_000 }).toBe(0)
  })

  test('the team board counts the week before by person and by department', async () => {
    await seat.goTo('/team')
    await button(teamPageText['board.lastWeek'][lang]).click()
    await seat.settle()
    const days = page.locator('section', { hasText: teamPageText['board.contacts'][lang] }).first()
    await days.getByText(people.song.name).first().waitFor()
    const sums = await days.locator('tbody tr td:nth-child(2)').allTextContents()
    expect(sums.map(Number).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0)
    await seat.shoot(`team-${lang}-team`)
  })

  test('a stricter rule of a pool is tried before it is kept, and nothing moves', async () => {
    await seat.goTo('/settings/pools')
    await page.locator('main a[href^="/settings/pools/"]').first().click()
    await page.waitForURL(/\/settings\/pools\/[0-9a-f-]{36}/)
    await page.getByLabel(poolPageText['pool.ruleDays'][lang]).first().fill('1')
    await button(poolPageText['pool.simulate'][lang]).click()
    const said = page.getByText(lang === 'zh' ? /条将被回收|没有需要回收的/ : /would have moved/)
    await said.first().waitFor()
    await seat.shoot(`team-${lang}-simulator`)
  })

  test('a target that is set stands in the forecast', async () => {
    await seat.goTo('/settings/targets')
    const cell = page.getByRole('textbox').or(page.locator('main input')).first()
    await cell.fill('123456')
    await cell.press('Tab')
    await button(forecastText['target.save'][lang]).click()
    await page.getByText(forecastText['target.saved'][lang]).first().waitFor()
    await seat.goTo('/forecast')
    await page.getByText(people.song.name).first().waitFor()
    for (const by of ['dept', 'month'] as const) {
      await button(forecastText[`forecast.by.${by}`][lang]).click()
      await seat.settle()
      await page.getByText(forecastText['forecast.total'][lang]).first().waitFor()
    }
    await seat.shoot(`team-${lang}-forecast`)
  })

  test('what waits for approval is approved where it is listed', async () => {
    await seat.goTo('/approvals')
    const approve = page.locator('main').getByRole('button', { name: approvalText['move.approval.approve'][lang] })
    const before = await approve.count()
    expect(before).toBeGreaterThan(0)
    await approve.first().click()
    await expect.poll(() => approve.count(), { timeout: 15_000 }).toBe(before - 1)
  })
})
