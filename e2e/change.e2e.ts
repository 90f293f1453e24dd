// A deal's order that is over its payer's limit and short of stock: let through, supplied in two parts, changed after all
// and sent. By the hands of five people, in Chinese at a desk and in English on a phone.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { approvalText } from '#features/approval/approval.text.ts'
import type { ChangeLine } from '#features/change/change.schema.ts'
import { changeText } from '#features/change/change.text.ts'
import { changePageText } from '#features/change/changePage.text.ts'
import type { OrderRelease } from '#features/order/creditRelease.schema.ts'
import { creditReleaseText } from '#features/order/creditRelease.text.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { orderText } from '#features/order/order.text.ts'
import { shipmentText } from '#features/shipment/shipment.text.ts'
import { supplyScreenText } from '#features/supply/screen.text.ts'
import type { OrderSupply, WholeSupply } from '#features/supply/supply.schema.ts'
import { supplyText } from '#features/supply/supply.text.ts'
import { type Label, type Lang, render, type TextValues } from '#kernel/text.ts'
import { uiText } from '#ui/ui.text.ts'
import type { people } from '../src/app/demo/people.ts'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown, type Width } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const patient = { timeout: 15_000 }
type Who = keyof typeof people

describe.each<{ width: Width; locale: string; lang: Lang; n: number }>([
  { width: 'desk', locale: 'zh-CN', lang: 'zh', n: 1 },
  { width: 'phone', locale: 'en-US', lang: 'en', n: 2 },
])('an order is let through, supplied, changed and sent in $lang at the $width', ({ width, locale, lang, n }) => {
  const seats = new Map<Who, Seat>()
  const say = (label: Label, values?: TextValues) => render(label, lang, values)
  const company = `桐乡沐川乳品有限公司${n}`
  let orderId: string
  const ids: Record<string, string> = {}

  const seat = async (who: Who): Promise<Seat> => {
    const taken = seats.get(who) ?? (await sitDown(stage, who, width, locale))
    seats.set(who, taken)
    return taken
  }
  /** What a program would ask as that person. */
  const api = async <T>(who: Who, method: string, path: string, data?: object): Promise<T> => {
    const { page } = await seat(who)
    const headers = { origin: stage.url }
    const answer = await page.request.fetch(`/api${path}`, { method, headers, ...(data && { data }) })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return (await answer.json()) as T // what that path answers
  }
  const order = () => api<WholeOrder>('gu', 'GET', `/orders/${orderId}`)
  const approve = async (who: Who, recordId: string) => {
    const { items } = await api<{ items: { id: string; recordId: string }[] }>(who, 'GET', '/approvals?mine=true')
    await api(who, 'POST', `/approvals/${items.find(one => one.recordId === recordId)?.id}/moves/approve`, {})
  }
  const press = ({ page }: Seat, label: Label) =>
    page
      .getByRole('button', { name: say(label), exact: true })
      .first()
      .click()
  const inSheet = ({ page }: Seat, label: Label) =>
    page
      .getByRole('dialog')
      .getByRole('button', { name: say(label), exact: true })
      .click()

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [who, { page }] of seats)
      await page.screenshot({ path: `${stage.shots}/failed-change-${lang}-${who}.png`, fullPage: true })
  })
  afterAll(async () => {
    for (const one of seats.values()) await one.leave()
  })

  test('what a deal sold is reviewed, and its payer’s limit stops it', async () => {
    await api('gu', 'PUT', '/stock/policy', { reservePolicy: 'partial' })
    const product = async (key: string, name: string) => {
      const made = await api<{ id: string }>('gu', 'POST', '/products', { code: `E2E-${key}${n}`, name, price: '1000' })
      ids[key] = made.id
    }
    await product('A', `灌装阀${n}`)
    await product('B', `输送带${n}`)
    await product('C', `密封圈${n}`)
    const came = { kind: 'receipt', lines: [ids.B, ids.C].map(productId => ({ productId, unitQty: '5' })) }
    const paper = await api<{ id: string }>('he', 'POST', '/stock-documents', came)
    await api('he', 'POST', `/stock-documents/${paper.id}/moves/post`, {})
    const customer = await api<{ id: string }>('shen', 'POST', '/customers', { name: company, address: '浙江省桐乡市' })
    await api('lu', 'PATCH', `/customers/${customer.id}/credit`, { creditLimit: '2000', policy: 'block' })
    const deal = await api<{ id: string }>('shen', 'POST', '/deals', {
      name: `${company}改造`,
      customerId: customer.id,
    })
    const lines = [
      { productId: ids.A, unitQty: '5' },
      { productId: ids.B, unitQty: '2' },
    ]
    const quote = await api<{ id: string }>('shen', 'POST', '/quotes', { dealId: deal.id, lines })
    for (const move of ['send', 'accept']) await api('shen', 'POST', `/quotes/${quote.id}/moves/${move}`, {})
    const person = { name: '沐先生', phone: `1395730000${n}`, customerId: customer.id }
    const contact = await api<{ id: string }>('shen', 'POST', '/contacts', person)
    const said = {
      contactId: contact.id,
      address: '浙江省桐乡市',
      expectedClose: '2027-01-05',
      promisedDate: '2027-03-01',
    }
    const won = await api<{ orderId: string; handoffId: string }>('shen', 'POST', `/deals/${deal.id}/moves/win`, said)
    orderId = won.orderId
    await api('zheng', 'POST', `/handoffs/${won.handoffId}/moves/accept`, {})
    await api('zheng', 'POST', `/orders/${orderId}/moves/submit`, {})
    for (const who of ['lu', 'he'] as const) await approve(who, orderId)
    expect(await order()).toMatchObject({ state: 'in_review', reviewed: true })
  })

  test('沈若溪 of sales asks for a special release where the limit is said', async () => {
    const shen = await seat('shen')
    await shen.goTo(`/orders/${orderId}`)
    await shen.shoot(`change-${lang}-blocked`)
    await press(shen, creditReleaseText['creditRelease.ask'])
    const sheet = shen.page.getByRole('dialog')
    await sheet.getByLabel(say(creditReleaseText['creditRelease.amount'])).fill('20000')
    await sheet.getByLabel(say(creditReleaseText['creditRelease.reason'])).fill('老客户，月底付清')
    await shen.shoot(`change-${lang}-ask`)
    await inSheet(shen, creditReleaseText['creditRelease.send'])
    await shen.page.locator('.releaserow .link').first().waitFor()
    await shen.shoot(`change-${lang}-asked`)
    const { release } = await api<OrderRelease>('shen', 'GET', `/orders/${orderId}/credit-release`)
    expect(release).toMatchObject({ standing: 'asked', amount: '20000' })
  })

  test('陆嘉言 of finance finds it on Home, and grants it: the order is confirmed with what is there', async () => {
    const lu = await seat('lu')
    await lu.goTo('/')
    await lu.shoot(`change-${lang}-home`)
    await lu.page.locator('main').getByText(company).first().waitFor()
    await lu.goTo(`/orders/${orderId}`)
    await lu.shoot(`change-${lang}-decide`)
    await lu.page
      .locator('.releaseasked')
      .getByRole('button', { name: say(orderText['order.review.approve']), exact: true })
      .click()
    await lu.page.getByText(say(orderText['state.order.confirmed'])).first().waitFor()
    await lu.shoot(`change-${lang}-confirmed`)
    const { lines } = await order()
    expect(lines.map(line => line.reserved)).toEqual(['0', '2'])
  })

  test('郑砚 asks for what it lacks, and a little more for stock', async () => {
    const zheng = await seat('zheng')
    await zheng.goTo(`/orders/${orderId}`)
    await zheng.shoot(`change-${lang}-lacks`)
    await press(zheng, supplyScreenText['supply.ask'])
    const sheet = zheng.page.getByRole('dialog')
    const qty = sheet.getByLabel(lang === 'zh' ? '数量' : 'Quantity', { exact: false }).first()
    await expect.poll(() => qty.inputValue(), patient).toBe('5')
    await qty.fill('7')
    await zheng.shoot(`change-${lang}-request`)
    await inSheet(zheng, uiText['ui.save'])
    await expect.poll(async () => (await coming())?.qty, patient).toBe('5')
    await zheng.page.getByRole('link', { name: /^BH/ }).first().waitFor()
    await zheng.shoot(`change-${lang}-coming`)
  })
  const coming = async () => (await api<OrderSupply>('zheng', 'GET', `/orders/${orderId}/supply`)).lines[0]?.coming[0]

  test('何守田 receives it in two parts; what comes is held for the order, the rest is free', async () => {
    const he = await seat('he')
    const id = (await coming())?.supplyId ?? ''
    await he.goTo(`/supplies/${id}`)
    for (const [part, qty] of [
      [1, '3'],
      [2, '4'],
    ] as const) {
      await press(he, supplyText['move.supply.receive'])
      const field = he.page.getByRole('dialog').getByLabel(say(supplyScreenText['supply.qty']))
      await field.fill(qty)
      await he.shoot(`change-${lang}-receive-${part}`)
      await inSheet(he, supplyScreenText['supply.receive'])
      await he.page
        .getByText(say(supplyScreenText['supply.receipt'], { no: part }))
        .first()
        .waitFor()
    }
    await he.page.getByText(say(supplyText['state.supply.received'])).first().waitFor()
    await he.shoot(`change-${lang}-received`)
    const supply = await api<WholeSupply>('he', 'GET', `/supplies/${id}`)
    expect(supply).toMatchObject({ state: 'received', received: '7', wants: [{ qty: '5', given: '5' }] })
    expect((await order()).supply).toBe('full')
  })

  test('the customer wants one more, and another part: it is changed, and seen before and after while one types', async () => {
    const zheng = await seat('zheng')
    const { page } = zheng
    await zheng.goTo(`/orders/${orderId}`)
    await page
      .getByRole('link', { name: say(changePageText['change.new']), exact: true })
      .first()
      .click()
    await page.getByLabel(say(changePageText['change.reason'])).fill('客户加一台，输送带改密封圈')
    await (width === 'desk' ? editAtDesk : editOnPhone)(zheng)
    await page.locator('table.chg tr.added').waitFor()
    await zheng.shoot(`change-${lang}-editor`)
    const how = await page.locator('table.chg tbody tr').evaluateAll(rows => rows.map(row => row.className))
    expect(how.toSorted()).toEqual(['added', 'changed', 'gone'] satisfies ChangeLine['how'][])
    await press(zheng, changePageText['change.saveSubmit'])
    await page.waitForURL(/\/changes\/[0-9a-f-]{36}/)
    await page.getByText(say(changeText['state.change.in_approval'])).first().waitFor()
    await zheng.shoot(`change-${lang}-change`)
  })

  /** Like a spreadsheet. */
  const editAtDesk = async ({ page }: Seat) => {
    const cell = (row: number, col: number) => page.locator(`tr[aria-rowindex="${row}"] [role="gridcell"]`).nth(col)
    await cell(1, 1).dblclick()
    await page.keyboard.type('6')
    await page.keyboard.press('Enter')
    // Enter went down to the next line
    await page.keyboard.press('Control+Backspace')
    const add = page.getByRole('combobox', { name: say(uiText['lines.add']) })
    await add.fill(`E2E-C${n}`)
    await page.getByRole('option').first().waitFor()
    await add.press('Enter')
    await cell(2, 0).getByText(`密封圈${n}`).waitFor()
  }
  /** A line is a card. */
  const editOnPhone = async (one: Seat) => {
    const { page } = one
    await page.locator('.lcards button').first().click()
    await page.locator('.lform input').first().fill('6')
    await page.locator('.lform .btn.pri').click()
    await page.locator('.lcards button').nth(1).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say(uiText['lines.remove'], { n: 2 }) })
      .click()
    await press(one, uiText['lines.pick'])
    await page.getByLabel(say(uiText['lines.pickSearch'])).fill(`E2E-C${n}`)
    await page.locator('label', { hasText: `密封圈${n}` }).click()
    await page.locator('.ant-drawer .btn.pri').last().click()
  }

  test('finance approves it, and it is applied: the order is version 2, and holds what it has now', async () => {
    const lu = await seat('lu')
    const { page } = await seat('zheng')
    await lu.goTo(new URL(page.url()).pathname)
    await press(lu, approvalText['move.approval.approve'])
    await lu.page.getByText(say(changeText['state.change.applied'])).first().waitFor()
    await lu.shoot(`change-${lang}-applied`)
    const now = await order()
    expect(now).toMatchObject({ state: 'confirmed', revision: 2, supply: 'full' })
    const held = now.lines.filter(line => Number(line.ordered) > Number(line.cancelled))
    expect(held.map(line => [line.name, line.reserved])).toEqual([
      [`灌装阀${n}`, '6'],
      [`密封圈${n}`, '1'],
    ])
  })

  test('it is sent, and its strip says so', async () => {
    const he = await seat('he')
    const { page } = he
    await he.goTo(`/orders/${orderId}`)
    await he.shoot(`change-${lang}-order`)
    await press(he, shipmentText['shipment.new'])
    await page.waitForURL(/\/shipments\/[0-9a-f-]{36}/)
    await press(he, shipmentText['move.shipment.ready'])
    await page.getByText(say(shipmentText['state.shipment.ready'])).first().waitFor()
    await he.settle()
    await press(he, shipmentText['move.shipment.ship'])
    await press(he, uiText['move.go'])
    await page.getByText(say(shipmentText['state.shipment.shipped'])).first().waitFor()
    const sent = await order()
    expect([sent.fulfilment, ...sent.lines.map(line => line.shipped)]).toEqual(['full', '6', '0', '1'])
    const shen = await seat('shen')
    await shen.goTo(`/orders/${orderId}`)
    await shen.shoot(`change-${lang}-sent`)
    await shen.page
      .getByText(say(changePageText['change.versionNo'], { no: 2 }))
      .first()
      .waitFor()
  })

  test('nobody met an error on the way, and nothing was asked of another host', () => {
    expect([...seats.values()].flatMap(one => one.troubles)).toEqual([])
  })
})
