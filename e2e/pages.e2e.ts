// What pages do when things go wrong, and with many rows at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { openSeat, type Seat, sitDown } from './person.ts'
import { addressOf, isTooWide } from './walk.ts'
import { foreignWords } from './words.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const patient = { timeout: 15_000 }

describe('when things go wrong', () => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sitDown(stage, 'shen')
  })
  afterAll(() => seat.leave())

  test('without a network the page says so and keeps what was typed', async () => {
    const { page } = seat
    await seat.goTo(await addressOf(seat, '/deals/$id'))
    await page.locator('form.composer').getByLabel('聊了什么').fill('断网时写下的话')
    await page.context().setOffline(true)
    await page.locator('form.composer').getByRole('button', { name: '记下' }).click()
    await page.locator('form.composer').getByRole('alert').waitFor()
    expect(await page.locator('form.composer textarea').inputValue()).toBe('断网时写下的话')
    await page.context().setOffline(false)
    await page.reload()
    await expect.poll(() => page.locator('form.composer textarea').inputValue(), patient).toBe('断网时写下的话')
    await page.locator('form.composer').getByRole('button', { name: '记下' }).click()
    await expect.poll(() => page.locator('form.composer textarea').inputValue(), patient).toBe('')
  })

  test('a record out of reach is not there', async () => {
    const owner = await sitDown(stage, 'song')
    const theirs = await addressOf(owner, '/deals/$id')
    await owner.leave()
    await seat.goTo(theirs)
    await seat.page.getByText('没有找到').first().waitFor()
  })

  test('a page that does not exist leads home', async () => {
    await seat.goTo('/nowhere/at/all')
    await seat.page
      .getByRole('link', { name: '回工作台' })
      .or(seat.page.getByRole('button', { name: '回工作台' }))
      .first()
      .click()
    await seat.page.getByText(/现在该做 \d+ 件事/).waitFor()
  })

  test('a probe that names no kind of answer finds the page at the root, and no page elsewhere', async () => {
    const status = async (path: string, method: string) => (await fetch(`${stage.url}${path}`, { method })).status
    expect([await status('/', 'GET'), await status('/', 'HEAD'), await status('/nowhere.js', 'GET')]).toEqual([
      200, 200, 404,
    ])
  })

  test('a wrong password is refused in words, on the sign-in page and in both languages', async () => {
    const stranger = await openSeat(stage, 'desk', 'en-US')
    await stranger.goTo('/sign-in')
    await stranger.page.getByLabel('E-mail').fill('nobody@lihe.example')
    await stranger.page.getByLabel('Password').fill('wrong horse battery')
    await stranger.page.getByRole('button', { name: 'Sign in' }).click()
    await stranger.page.getByRole('alert').first().waitFor()
    expect(await foreignWords(stranger.page, 'en')).toEqual([])
    await stranger.shoot('desk-en-sign-in')
    await stranger.page.getByRole('button', { name: '中文' }).click()
    await stranger.page.getByRole('button', { name: '登录' }).waitFor()
    expect(await foreignWords(stranger.page, 'zh')).toEqual([])
    expect(await shutOut(stranger)).toEqual([])
    await stranger.leave()
  })
})

describe('many rows at once', () => {
  const chosen = (seat: Seat) => seat.page.locator('.bulk')
  const ended = (seat: Seat) => seat.page.locator('.bulkend')

  test('the order desk puts all orders on hold: those that cannot be say why, and stay chosen', async () => {
    const seat = await sitDown(stage, 'zheng')
    await seat.goTo('/orders')
    await seat.page.locator('thead input[type=checkbox]').check()
    await chosen(seat).getByRole('button', { name: '挂起' }).click()
    await seat.page.locator('.bulkask button[type=submit]').click()
    await expect.poll(() => ended(seat).textContent(), patient).toMatch(/挂起：\d+条成功，\d+条未成功/)
    await ended(seat).locator('summary').click()
    expect(await ended(seat).locator('li').first().textContent()).toMatch(
      /在“(草稿|审核中|已作废|已关闭|已挂起)”状态下不能这样做/,
    )
    expect(await foreignWords(seat.page, 'zh')).toEqual([])
    expect(await shutOut(seat)).toEqual([])
    await seat.shoot('desk-zh-bulk')
    expect(seat.troubles).toEqual([])
    await seat.leave()
  })

  test('on a phone the manager blocks two customers', async () => {
    const seat = await sitDown(stage, 'fang', 'phone', 'en-US')
    await seat.goTo('/customers')
    await seat.page.getByRole('button', { name: 'Select', exact: true }).click()
    for (const n of [0, 1]) await seat.page.locator('.cardpick').nth(n).click()
    await chosen(seat).getByRole('button', { name: 'Block' }).click()
    await seat.page.locator('.ant-drawer button[type=submit]').click()
    await expect.poll(() => ended(seat).textContent(), patient).toContain('Block: 2 done')
    expect(await isTooWide(seat)).toBe(false)
    expect(await shutOut(seat)).toEqual([])
    await seat.shoot('phone-en-bulk')
    expect(seat.troubles).toEqual([])
    await seat.leave()
  })
})

test('every cell of a long table is looked at, and the one that shuts somebody out is found', async () => {
  const seat = await openSeat(stage, 'desk')
  const table = (odd: string) => {
    const row = (n: number) =>
      `<tr><th scope="row">Row ${n}</th><td><select aria-label="Choice ${n}"></select></td></tr>`
    const rows = Array.from({ length: 60 }, (_, n) => (n === 40 ? odd : row(n)))
    return `<html lang="en"><title>t</title><main><h1>t</h1><table><tbody>${rows.join('')}</tbody></table></main></html>`
  }
  await seat.page.setContent(table('<tr><th scope="row">Odd</th><td><select></select></td></tr>'))
  expect(await shutOut(seat)).toEqual([expect.stringContaining('select-name')])
  for (const odd of ['<select aria-label=""></select>', '<span style="color:#eee">pale</span>']) {
    await seat.page.setContent(table(`<tr><th scope="row">Odd</th><td>${odd}</td></tr>`))
    expect(await shutOut(seat), odd).toHaveLength(1)
  }
  await seat.leave()
})
