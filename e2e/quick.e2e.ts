// Just after a call: a follow-up with its next step is logged from Home with a thumb, counted in taps and in seconds.
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeText } from '../src/features/followup/home.text.ts'
import type { Lang } from '../src/kernel/text.ts'
import { uiText } from '../src/ui/ui.text.ts'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const most = { seconds: 15, taps: 5 }
/** Milliseconds between two signs: quicker than a thumb, slower than a script. */
const pace = 25

type Deal = { readonly id: string; readonly name: string }
/** An open deal of hers, whose name she begins to type. */
async function dealOf(seat: Seat): Promise<Deal> {
  const filter = JSON.stringify({ field: 'state', op: 'in', value: ['open'] })
  const answer = await seat.page.request.get(`/api/deals?limit=1&filter=${encodeURIComponent(filter)}`)
  const { items } = (await answer.json()) as { items: Deal[] } // the shape of every list
  const [deal] = items
  if (!deal) throw new Error('no open deal')
  return deal
}

describe.each([
  ['zh', 'zh-CN', '对方确认了袋型，下周来看样机。', '约时间'],
  ['en', 'en-US', 'Agreed on the bag.', 'Fix a day'],
] as const)('in %s, on a phone', (lang: Lang, locale, words, step) => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sitDown(stage, 'shen', 'phone', locale)
  })
  afterAll(() => seat.leave())

  // where the machine is busy with other things, the quickest of three counts
  test('a follow-up and its next step are logged from Home in 15 seconds', { retry: 2 }, async () => {
    const { page } = seat
    const deal = await dealOf(seat)
    await seat.goTo('/')
    let taps = 0
    const tap = async (target: Locator) => {
      taps++
      await target.tap()
    }
    const began = performance.now()
    await tap(page.getByPlaceholder(homeText['home.quick'][lang]))
    await page.keyboard.type(deal.name.slice(0, 6), { delay: pace })
    await tap(page.locator('.quick li button').filter({ hasText: deal.name }).first())
    const composer = page.locator('form.composer')
    await tap(composer.locator('textarea').first())
    await page.keyboard.type(words, { delay: pace })
    // a time chosen, what happens then is asked for at once
    await tap(composer.getByRole('button', { name: uiText['compose.tomorrow'][lang] }))
    await page.keyboard.type(step, { delay: pace })
    await tap(composer.getByRole('button', { name: uiText['compose.log'][lang], exact: true }))
    await page.getByText(homeText['home.logged'][lang]).first().waitFor()
    const seconds = (performance.now() - began) / 1000
    expect(taps, 'taps').toBeLessThanOrEqual(most.taps)
    expect(seconds, 'seconds').toBeLessThanOrEqual(most.seconds)
    await seat.shoot(`quick-${lang}`)
    // logged of the deal that was meant, with its next step
    const answer = await page.request.get(`/api/timeline?entity=deal&id=${deal.id}`)
    expect(await answer.text()).toContain(words)
    const after = await (await page.request.get(`/api/deals/${deal.id}`)).json()
    expect(after.nextStep).toBe(step)
    expect(seat.troubles).toEqual([])
  })
})
