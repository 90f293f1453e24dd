// A customer gets a quote by link, reads it on the phone, asks, signs with a finger; sales sees all of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quotePageText } from '#features/quote/page.text.ts'
import type { Quote } from '#features/quote/quote.schema.ts'
import { quoteText } from '#features/quote/quote.text.ts'
import { replyText } from '#features/quote/reply.text.ts'
import { type Label, type Lang, render } from '#kernel/text.ts'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { openSeat, type Seat, sitDown } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe.each<{ locale: string; lang: Lang }>([
  { locale: 'zh-CN', lang: 'zh' },
  { locale: 'en-US', lang: 'en' },
])('in $lang', ({ locale, lang }) => {
  const say = (label: Label) => render(label, lang)
  const question = `${lang} 🙂 <b>`
  let sales: Seat
  let customer: Seat
  let link: string
  let quote: Quote

  beforeAll(async () => {
    sales = await sitDown(stage, 'gu', 'desk', locale)
    customer = await openSeat(stage, 'phone', locale)
    const filter = JSON.stringify({ field: 'state', op: 'is', value: 'sent' })
    const answer = await sales.page.request.get(`/api/quotes?filter=${encodeURIComponent(filter)}&limit=20`)
    const { items } = (await answer.json()) as { items: Quote[] } // what that path answers
    const open = items.find(one => one.dealState === 'open' && one.validUntil > new Date().toISOString().slice(0, 10))
    if (!open) throw new Error('the demo has no quote to answer')
    quote = open
  })
  afterAll(async () => {
    await sales.leave()
    await customer.leave()
  })

  test('sales makes the link, to copy or to scan', async () => {
    const { page } = sales
    await sales.goTo(`/quotes/${quote.id}`)
    await page.getByRole('button', { name: say(replyText['quote.side.give']) }).click()
    await page.getByRole('button', { name: say(replyText['quote.side.make']), exact: true }).click()
    await page.getByRole('img', { name: say(replyText['quote.side.code']) }).waitFor()
    link = (await page.locator('.givenlink').textContent())?.trim() ?? ''
    expect(link).toContain(`${stage.url}/p/`)
    await sales.shoot(`quote-link-${lang}`)
    expect(await shutOut(sales)).toEqual([])
  })

  test('the customer reads and asks, at 390 px and with less than 100 kB', async () => {
    const { page, troubles } = customer
    const answer = await page.goto(link)
    expect((await answer?.body())?.length).toBeLessThan(100_000)
    await page.getByRole('heading', { name: quote.number }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    expect(await shutOut(customer)).toEqual([])
    await customer.page.screenshot({ path: `${stage.shots}/quote-page-${lang}.png`, fullPage: true })
    await page.locator('#asker').fill('Lin')
    await page.locator('#question').fill(question)
    await page.getByRole('button', { name: say(quotePageText['quote.page.send']), exact: true }).click()
    await page.getByText(say(quotePageText['quote.page.waiting'])).waitFor()
    expect(troubles).toEqual([])
  })

  test('sales answers, and the customer signs with a finger', async () => {
    await sales.goTo(`/quotes/${quote.id}`)
    // the demo's customer has asked before
    await sales.page.getByLabel(say(replyText['quote.side.answerHere'])).last().fill('OK 35')
    await sales.page
      .getByRole('button', { name: say(replyText['quote.side.answer']), exact: true })
      .last()
      .click()
    await sales.page.getByText('OK 35').first().waitFor()
    const { page, troubles } = customer
    await page.reload()
    await page.getByText('OK 35').waitFor()
    await page.locator('#name').fill('林女士')
    const pad = page.locator('#pad')
    await pad.scrollIntoViewIfNeeded()
    const box = await pad.boundingBox()
    if (!box) throw new Error('nowhere to sign')
    await page.mouse.move(box.x + 30, box.y + 90)
    await page.mouse.down()
    for (const [x, y] of [
      [90, 30],
      [150, 110],
      [240, 50],
    ] as const)
      await page.mouse.move(box.x + x, box.y + y)
    await page.mouse.up()
    await page.locator('input[name=agree]').check()
    await page.getByRole('button', { name: new RegExp(`^${say(quotePageText['quote.page.accept'])} ·`) }).click()
    await page.getByText(say(quotePageText['quote.page.accepted'])).waitFor()
    expect(await shutOut(customer)).toEqual([])
    expect(troubles).toEqual([])
  })

  test('sales sees who signed, with the signature, and the deal has moved on', async () => {
    const { page } = sales
    await sales.goTo(`/quotes/${quote.id}`)
    await page.getByText(say(replyText['quote.side.accepted'])).waitFor()
    await page.getByText(say(quoteText['event.quote.accepted'])).first().waitFor()
    const drawn = page.locator('.quotesign')
    await drawn.waitFor()
    expect(await drawn.evaluate(node => (node as HTMLImageElement).naturalWidth)).toBe(600) // it is a picture
    const deal = await (await page.request.get(`/api/deals/${quote.dealId}`)).json()
    expect(deal).toMatchObject({ acceptedQuoteId: quote.id })
    await sales.shoot(`quote-side-${lang}`)
    expect(await shutOut(sales)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await drawn.scrollIntoViewIfNeeded()
    await sales.shoot(`quote-side-phone-${lang}`)
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    expect(sales.troubles).toEqual([])
  })
})
