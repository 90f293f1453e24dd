// One customer from the first call to a confirmed order, through the hands of four people, on a desk and on a phone.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { people } from '../src/app/demo/people.ts'
import { openStage, type Stage } from './app.ts'
import { bothWidths, openSeat, password, type Seat, sitDown } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const patient = { timeout: 15_000 }
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()

/** On a desk a date is typed, on a phone it comes from the phone's own wheel. */
async function fillDate(page: Page, label: string, date: string): Promise<void> {
  const input = page.getByLabel(label)
  await input.fill(date)
  if ((await input.getAttribute('type')) !== 'date') await input.press('Tab')
}

describe.each(bothWidths)('a day at the %s', width => {
  const seats: Seat[] = []
  const company = width === 'desk' ? '湖州竹溪笋业有限公司' : '安吉白茶坊有限公司'
  const deal = `${company}给袋线`
  let sales: Seat
  let dealPath: string
  let orderPath: string

  const seat = async (who: Parameters<typeof sitDown>[1]) => {
    const taken = await sitDown(stage, who, width)
    seats.push(taken)
    return taken
  }
  const path = (page: Page) => new URL(page.url()).pathname

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [i, one] of seats.entries())
      await one.page.screenshot({ path: `${stage.shots}/failed-${width}-${i}.png` })
  })
  afterAll(async () => {
    for (const one of seats) await one.leave()
  })

  test('沈若溪 signs in and finds what waits for her', async () => {
    sales = await openSeat(stage, width)
    seats.push(sales)
    const { page } = sales
    await sales.goTo('/')
    await page.waitForURL(/sign-in/)
    await page.getByLabel('邮箱').fill(people.shen.email)
    await page.getByLabel('密码').fill(password)
    await button(page, '登录').click()
    await page.getByText(/现在该做 \d+ 件事/).waitFor()
    await sales.shoot(`${width}-home`)
  })

  test('she writes down a lead', async () => {
    const { page } = sales
    await sales.goTo('/leads?new')
    await page.getByLabel('姓名').fill('竹先生')
    await page.getByLabel('公司').fill(company)
    await page.getByLabel('电话').fill(width === 'desk' ? '13957200101' : '13957200202')
    await page.locator('form').getByRole('button', { name: '保存' }).click()
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}/)
    await page.getByText('已分配').first().waitFor()
  })

  test('a lead that nobody has called cannot be converted, and says so', async () => {
    const { page } = sales
    await page.getByRole('button', { name: /^转化, / }).click({ force: true })
    await page.getByText('转化前请先记录一次跟进').first().waitFor()
    await page.keyboard.press('Escape')
  })

  test('she logs a call with a need, a promise and the next step', async () => {
    const { page } = sales
    const composer = page.locator('form.composer')
    await composer.getByLabel('聊了什么').fill('笋丝真空小袋，每分钟 35 袋，下月要样机。')
    await composer.getByRole('button', { name: '需求' }).click()
    await composer.getByLabel('客户需要什么').fill('每分钟 35 袋以上')
    await composer.getByRole('button', { name: '承诺' }).click()
    await composer.getByLabel('我们承诺了什么').fill('两周内寄样袋')
    await composer.getByRole('button', { name: '2小时后' }).click()
    await composer.getByLabel('下一步做什么').fill('打电话确认袋型')
    await composer.getByRole('button', { name: '记下' }).click()
    await page.getByText('跟进中').first().waitFor()
    await page.getByText('笋丝真空小袋').first().waitFor()
    await sales.shoot(`${width}-lead`)
  })

  test('the next step stands on her Home', async () => {
    const lead = path(sales.page)
    await sales.goTo('/')
    await sales.page.getByText('打电话确认袋型').first().waitFor()
    await sales.goTo(lead)
  })

  test('she converts the lead into customer, contact and deal', async () => {
    const { page } = sales
    await button(page, '转化').click()
    await page.getByLabel('商机名称').fill(deal)
    await page.getByRole('dialog').getByRole('button', { name: '转化' }).click()
    await page.waitForURL(/\/deals\/[0-9a-f-]{36}/)
    dealPath = path(page)
    await page.getByText('每分钟 35 袋以上').first().waitFor()
    await page.getByText('笋丝真空小袋').first().waitFor()
  })

  test('she moves the deal over the board', async () => {
    const { page } = sales
    await sales.goTo('/deals')
    const card = page.getByRole('article', { name: deal })
    await card.getByRole('button', { name: `${deal}的菜单` }).click()
    await page.getByRole('menuitem', { name: '方案报价' }).click()
    await expect.poll(() => page.getByRole('article', { name: deal }).count(), patient).toBe(1)
    await sales.shoot(`${width}-board`)
    await sales.goTo(dealPath)
    await expect.poll(() => page.locator('main').textContent(), patient).toContain('50%')
  })

  test('winning without a quote is refused with the reasons', async () => {
    const { page } = sales
    await page.getByRole('button', { name: /^赢单, / }).click({ force: true })
    await page.getByText('没有已接受的报价单').first().waitFor()
    await page.keyboard.press('Escape')
  })

  test('she draws up a quote in the line editor', async () => {
    const { page } = sales
    await page.getByRole('button', { name: '新建报价' }).click()
    await page.waitForURL(/\/quotes\/[0-9a-f-]{36}/)
    if (width === 'desk') {
      const add = page.getByRole('combobox', { name: /输入产品名/ })
      for (const [text, name] of [
        ['JZ-300', '动态检重秤'],
        ['azts', '安装调试'],
      ] as const) {
        await add.fill(text)
        const found = page.getByRole('option', { name })
        expect(await found.evaluate(isInSight)).toBe(true)
        await add.press('Enter')
        await page.getByRole('grid').getByText(name).waitFor()
      }
    } else {
      await button(page, '一次选多个').click()
      await page.getByLabel('名称、编码、拼音首字母').fill('JZ-300')
      await page.getByRole('checkbox').first().check()
      await page.getByLabel('名称、编码、拼音首字母').fill('安装')
      await page.locator('label', { hasText: '安装调试' }).click()
      await button(page, '加入2个').click()
    }
    await page.getByText('88,000').first().waitFor()
    await button(page, '发给客户').waitFor()
    await sales.shoot(`${width}-quote`)
  })

  test('she sends it, and records that the customer accepts', async () => {
    const { page } = sales
    await button(page, '发给客户').click()
    await button(page, '客户接受').click()
    await page.getByText('已接受').first().waitFor()
  })

  test('she wins the deal: what is missing is listed first', async () => {
    const { page } = sales
    await sales.goTo(dealPath)
    await page.getByRole('button', { name: /^赢单/ }).first().waitFor()
    const fill = page.getByRole('button', { name: '去补齐' }).first()
    const sheet = page.getByRole('dialog')
    // the reasons go by themselves when the offer is free meanwhile: then the button itself leads on
    await expect
      .poll(async () => {
        if (await sheet.getByText('还缺').isVisible()) return true
        const way = (await fill.isVisible()) ? fill : page.getByRole('button', { name: /^赢单/ }).first()
        await way.click({ force: true, timeout: 2000 }).catch(() => undefined)
        return sheet.getByText('还缺').isVisible()
      }, patient)
      .toBe(true)
    await sales.shoot(`${width}-win`)
    await sheet.getByLabel('收货地址').fill('浙江省湖州市安吉县竹溪路 8 号')
    // the address is there: so is every other field
    if (await sheet.getByLabel('预计成交日期').isVisible()) await fillDate(page, '预计成交日期', day(7))
    await fillDate(page, '承诺交期', day(30))
    await sheet.getByRole('button', { name: '确认赢单' }).click()
    await expect.poll(() => page.getByRole('dialog').count(), patient).toBe(0)
    await page.locator('main').getByText('赢单').first().waitFor()
  })

  test('郑砚 of the order desk accepts the packet and submits the order', async () => {
    const desk = await seat('zheng')
    const { page } = desk
    await desk.goTo('/handoff')
    await desk.shoot(`${width}-handoff`)
    await page.getByRole('link', { name: deal }).first().click()
    await page.waitForURL(/\/handoffs?\/[0-9a-f-]{36}/)
    await page.getByText('每分钟 35 袋以上').first().waitFor()
    await desk.shoot(`${width}-packet`)
    await button(page, '接收').click()
    await page.locator('main').getByText('已接收').first().waitFor()
    await page
      .getByRole('link', { name: /^SO\d{8}-/ })
      .first()
      .click()
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
    orderPath = path(page)
    await button(page, '提交审核').click()
    await page.getByText('审核中').first().waitFor()
    await desk.shoot(`${width}-order`)
  })

  test('陆嘉言 of finance and 何守田 of the warehouse approve, each from what Home shows', async () => {
    for (const who of ['lu', 'he'] as const) {
      const reviewer = await seat(who)
      const { page } = reviewer
      await reviewer.goTo('/')
      await reviewer.shoot(`${width}-home-${who}`)
      await page.locator('main').getByText(company).first().waitFor()
      await reviewer.goTo(orderPath)
      await button(page, '同意').click()
      // in the bar and in the card of the review
      await button(page, '同意').waitFor({ state: 'detached' })
    }
  })

  test('the order is confirmed and its stock reserved', async () => {
    const desk = seats.find(one => one.page.url().endsWith(orderPath))
    await desk?.goTo(orderPath)
    await desk?.page.getByText('已确认').first().waitFor()
    const answer = await desk?.page.request.get(`/api${orderPath}`)
    // as: what GET /orders/:id answers
    const order = (await answer?.json()) as { state: string; lines: { code: string; reserved: string }[] }
    expect(order.state).toBe('confirmed')
    expect(order.lines.map(line => [line.code, Number(line.reserved)])).toContainEqual(['JZ-300', 1])
  })

  test('sales sees it on the strip of her deal', async () => {
    const { page } = sales
    await sales.goTo(dealPath)
    await sales.settle()
    const strip = page.getByRole('navigation', { name: '全程' }).or(page.locator('[aria-label="全程"]')).first()
    await strip.getByText('订单').first().waitFor()
    await sales.shoot(`${width}-deal-won`)
  })

  test('nobody met an error on the way, and nothing was asked of another host', () => {
    expect(seats.flatMap(one => one.troubles)).toEqual([])
  })
})

/** Nothing lies over it and no box cuts it off. */
function isInSight(element: Element): boolean {
  const { x, y } = element.getBoundingClientRect()
  return element.contains(document.elementFromPoint(x + 4, y + 4))
}
