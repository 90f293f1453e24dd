// Somebody scans a poster, fills in the form on a phone without an account or a script, and a seller has the lead with
// the reason and a notice.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formText } from '#features/capture/form.text.ts'
import { formPageText } from '#features/capture/page.text.ts'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { openSeat, type Seat, sitDown } from './person.ts'

let stage: Stage
let desk: Seat
beforeAll(async () => {
  stage = await openStage()
  desk = await sitDown(stage, 'wen', 'phone')
})
afterAll(() => stage.close())

const zh = (key: keyof typeof formText) => formText[key].zh

test('from the code on a poster to the lead of a seller', async () => {
  const { page } = desk
  await desk.goTo('/settings/forms')
  await page.getByRole('link', { name: '官网咨询' }).click()
  await page.getByRole('button', { name: zh('form.share'), exact: true }).click()
  await page.getByRole('img', { name: zh('form.qr') }).waitFor()
  const code = await page.getByRole('img', { name: zh('form.qr') }).getAttribute('src')
  expect(code).toContain('data:image/svg+xml')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: zh('form.png') }).click(),
  ])
  // its name is the form's, which a browser in a locale without Chinese does not write
  expect(
    readFileSync(await download.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
  const address = (await page.locator('.form-code').first().textContent())?.trim() ?? ''
  expect(address).toContain(`${stage.url}/f/`)
  expect(await shutOut(desk)).toEqual([])

  const visitor = await openSeat(stage, 'phone', 'zh-CN')
  await visitor.page.goto(address)
  expect(await visitor.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  expect(await visitor.page.evaluate('document.scripts.length')).toBe(0)
  expect(await shutOut(visitor)).toEqual([])
  const send = visitor.page.getByRole('button', { name: formPageText['form.page.send'].zh })
  await visitor.page.getByLabel('姓名').fill('陆小满 🙂')
  // level by level, without a script; what was typed stays
  await visitor.page.getByLabel('地区').selectOption('广东省')
  await visitor.page.getByRole('button', { name: formPageText['form.page.toCity'].zh }).click()
  await visitor.page.getByLabel(formPageText['form.page.city'].zh).selectOption('深圳市')
  expect(await visitor.page.getByLabel('姓名').inputValue()).toBe('陆小满 🙂')
  expect(await shutOut(visitor)).toEqual([])
  await send.click()
  await visitor.page.getByText(formPageText['form.page.wrong'].zh).waitFor()
  expect(await shutOut(visitor)).toEqual([])
  await visitor.page.getByLabel('电话').fill('137 6000 1234')
  await visitor.page.getByRole('checkbox').check()
  // faster than anybody can type it would be held back
  await visitor.page.waitForTimeout(3_200)
  await send.click()
  await visitor.page.getByRole('heading', { name: formPageText['form.page.thanks'].zh }).waitFor()
  expect(visitor.troubles).toEqual([])
  await visitor.leave()

  const seller = await sitDown(stage, 'song', 'phone')
  const found = await seller.page.request.get(`/api/leads?q=${encodeURIComponent('陆小满')}`)
  const { items } = (await found.json()) as {
    items: { id: string; ownerName: string; source: string; region: string }[]
  } // what that path answers
  expect(items).toMatchObject([{ ownerName: '宋知远', source: '官网表单', region: '广东省深圳市' }])
  const notices = (await (await seller.page.request.get('/api/notices?limit=5')).json()) as {
    items: { kind: string; recordId: string }[]
  } // what that path answers
  expect(notices.items.some(one => one.kind === 'leadAssigned' && one.recordId === items[0]?.id)).toBe(true)
  await seller.goTo(`/leads/${items[0]?.id}`)
  await seller.page.getByText('华东与华南').first().waitFor()
  await seller.page.getByText(zh('form.answers')).waitFor()
  await seller.shoot('form-lead')
  expect(seller.troubles).toEqual([])
  await seller.leave()
}, 120_000)
