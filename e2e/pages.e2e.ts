// Every kind of page once: nothing that shuts anyone out, no error, no stranger, no word of the other language.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pages } from '../src/app/web/pages.ts'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { bothWidths, openSeat, type Seat, sitDown } from './person.ts'
import { foreignWords } from './words.ts'

// the page's own table: a new page is looked at without anyone adding it here
const paths = pages.filter(page => !page.bare).map(page => page.path)

/** Where a record for a page is found, when its list is not called like the page. */
const lists: Readonly<Record<string, string>> = {
  '/stock/documents/$id': '/stock-documents',
  '/settings/people/$id': '/users',
  '/settings/pools/$id': '/pools',
}

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function addressOf(seat: Seat, path: string): Promise<string> {
  if (!path.includes('$id')) return path.replace('$kind', 'receipt')
  const answer = await seat.page.request.get(`/api${lists[path] ?? path.replace('/$id', '')}?limit=1`)
  const { items } = (await answer.json()) as { items?: { id: string }[] } // the shape of every list
  if (!items?.[0]) throw new Error(`no record was found to open ${path} with`)
  return path.replace('$id', items[0].id)
}

/** The page itself never scrolls sideways: what is wide has a box of its own that does. */
const isTooWide = ({ page }: Seat): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)

describe.each(bothWidths)('the owner at the %s', width => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sitDown(stage, 'gu', width)
  })
  afterAll(() => seat.leave())

  test.each(paths)('%s shows itself to everyone', async path => {
    await seat.goTo(await addressOf(seat, path))
    await seat.settle()
    await seat.shoot(`${width}-zh${path.replaceAll(/[/$]/g, '-')}`)
    expect(await seat.page.locator('main').textContent()).not.toMatch(/没有找到|系统出错了|没有权限/)
    expect(await isTooWide(seat)).toBe(false)
    expect(await foreignWords(seat.page, 'zh')).toEqual([])
    expect(await shutOut(seat)).toEqual([])
    expect(seat.troubles.splice(0)).toEqual([])
  })
})

describe('in a browser that asks for English', () => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sitDown(stage, 'gu', 'desk', 'en-US')
  })
  afterAll(() => seat.leave())

  test.each(paths)('%s leaves no sentence in Chinese', async path => {
    await seat.goTo(await addressOf(seat, path))
    await seat.shoot(`desk-en${path.replaceAll(/[/$]/g, '-')}`)
    expect(await foreignWords(seat.page, 'en')).toEqual([])
    expect(seat.troubles.splice(0)).toEqual([])
  })
})

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
