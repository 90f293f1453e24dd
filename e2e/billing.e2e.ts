// Finance bills an order by hand and takes part of it back, on a desk and on a phone.
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { bothWidths, type Seat, sitDown } from './person.ts'
import { foreignWords } from './words.ts'

const patient = { timeout: 15_000 }
const code = '1090511030000000000'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

type Row = { id: string; number: string; state: string; billing: string }
type Line = { name: string; unitQty: string | null }

/** An order that nobody has billed and whose first line can be taken back in part. */
async function orderToBill({ page }: Seat): Promise<{ id: string; number: string; line: Line }> {
  const orders = (await (await page.request.get('/api/orders?limit=100')).json()) as { items: Row[] } // the shape of every list
  for (const { id, number, state, billing } of orders.items) {
    if (state !== 'confirmed' || billing !== 'none') continue
    const lines = (await (await page.request.get(`/api/invoices/billable?orders=${id}`)).json()) as Line[] // as the endpoint answers
    const [line] = lines
    if (line && Number(line.unitQty) > 1 && lines.every(one => Number(one.unitQty) > 0)) return { id, number, line }
  }
  throw new Error('the demo has no order to bill')
}

describe.each(bothWidths)('finance at the %s', width => {
  let seat: Seat
  let order: Awaited<ReturnType<typeof orderToBill>>
  let original: string
  const button = (name: string, exact = false) => seat.page.getByRole('button', { name, exact }).first()
  const dialog = () => seat.page.getByRole('dialog')
  const main = () => seat.page.locator('main')
  const says = (place: Locator, text: string | RegExp) => expect.poll(() => place.textContent(), patient).toMatch(text)
  const record = async (number: string) => {
    await dialog().getByLabel('发票号码').fill(number)
    await dialog().getByRole('button', { name: '登记发票号码' }).click()
    await says(main(), new RegExp(number))
  }

  beforeAll(async () => {
    seat = await sitDown(stage, 'lu', width)
    order = await orderToBill(seat)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await seat.page.screenshot({ path: `${stage.shots}/failed-billing-${width}.png` })
  })
  afterAll(() => seat.leave())

  test('she asks for all that is left of an order', async () => {
    await seat.goTo(`/orders/${order.id}`)
    await button('申请开票').click()
    await says(dialog(), /价税合计¥/)
    await button('提交申请').click()
    await seat.page.waitForURL(/\/invoices\/[0-9a-f-]{36}/)
    original = new URL(seat.page.url()).pathname
    await says(main(), /待开票/)
  })

  test('what the tax platform would refuse stands at its place, and can be put right', async () => {
    await button('修改', true).click()
    await dialog().getByLabel('纳税人识别号').fill('91110108551385082Q')
    await dialog().getByRole('button', { name: '保存' }).click()
    await says(main(), /91110108551385082Q/)
    await button('修改明细').click()
    for (const input of await dialog().getByLabel('税收分类编码').all()) await input.fill(code)
    await dialog().getByRole('button', { name: '保存' }).click()
    await expect.poll(() => main().locator('.invlines .bad').count(), patient).toBe(0)
    await says(main().locator('.invlines'), new RegExp(code))
  })

  test('she issues it by hand and writes down the number', async () => {
    await button('开票', true).click()
    await seat.shoot(`${width}-billing-number`)
    await record(width === 'desk' ? '26332000000000000001' : '26332000000000000002')
    await says(main(), /已开票/)
  })

  test('one piece comes back: the red letter is confirmed, issued and linked with what it takes back', async () => {
    await button('红冲').click()
    await dialog().getByLabel(`${order.line.name} 数量`).fill('1')
    await seat.shoot(`${width}-billing-red`)
    await button('起草红字发票').click()
    await seat.page.waitForURL(url => url.pathname !== original && url.pathname.startsWith('/invoices/'))
    await button('发起确认').click()
    await button('对方已确认').click()
    await button('开票', true).click()
    await record(width === 'desk' ? '26332000000000000003' : '26332000000000000004')
    await seat.goTo(original)
    await says(main(), /部分红冲/)
    await says(main(), /红字发票/)
    await seat.shoot(`${width}-billing-part`)
  })

  test('the order says line by line what was invoiced and what was taken back', async () => {
    await seat.goTo(`/orders/${order.id}`)
    const row = main().locator('.orderlines tbody tr').first()
    await says(row.locator('[data-title="已红冲"]'), /^1$/)
    await says(row.locator('[data-title="已开票"]'), new RegExp(`^${order.line.unitQty}$`))
    await says(main().locator('.creditrow'), /额度/)
    expect(await seat.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)).toBe(false)
    expect(await foreignWords(seat.page, 'zh')).toEqual([])
    expect(await shutOut(seat)).toEqual([])
    expect(seat.troubles).toEqual([])
    await seat.shoot(`${width}-billing-order`)
  })
})
