// The very first visit: nobody has founded a company yet, so the door leads there, and the founder is in.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { openSeat, type Seat } from './person.ts'

let stage: Stage
let seat: Seat
beforeAll(async () => {
  stage = await openStage({ founded: false })
  seat = await openSeat(stage, 'desk')
})
afterAll(async () => {
  await seat?.leave()
  await stage?.close()
})

test('who comes first is led to founding the company, founds it, and is at work', async () => {
  const { page } = seat
  // over a slow line the page of founding is a while under way: meanwhile nobody is sent there again and again
  await page.route(/SignUpPage.*\.js/, async route => {
    await new Promise(done => setTimeout(done, 400))
    await route.continue()
  })
  await page.goto('/', { waitUntil: 'domcontentloaded' })
  await page.getByRole('button', { name: '创建公司' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-up')
  const back = await page.evaluate(() => history.length)
  expect(back).toBeLessThan(6)
  await page.getByLabel('公司').fill('苏州泓澄食品有限公司 🚀')
  await page.getByLabel('姓名').fill('付慧琳')
  await page.getByLabel('邮箱').fill('fu@hongcheng.example')
  await page.getByLabel('密码').fill('correct horse battery')
  await page.getByRole('button', { name: '创建公司' }).click()
  await page.locator('.rail').waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
  await seat.settle()
  expect(await page.locator('body').textContent()).toContain('苏州泓澄食品有限公司 🚀')
  expect(seat.troubles).toEqual([])
})
