// From the confirmed order to cash, on one thread: warehouse, finance and order desk, in Chinese at a desk and in
// English on a phone. How an order comes to be confirmed is `day.e2e.ts`.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { collectionText } from '#features/collection/collection.text.ts'
import { receiptEntity } from '#features/collection/receipt.entity.ts'
import { billingText } from '#features/invoice/billing.text.ts'
import { invoiceText } from '#features/invoice/invoice.text.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { orderText } from '#features/order/order.text.ts'
import type { Shipment } from '#features/shipment/shipment.schema.ts'
import { shipmentText } from '#features/shipment/shipment.text.ts'
import { returnText } from '#features/ticket/return.text.ts'
import { type Label, type Lang, render, type TextValues } from '#kernel/text.ts'
import { uiText } from '#ui/ui.text.ts'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown, type Width } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const patient = { timeout: 15_000 }
const deposit = { kind: 'deposit', percent: '30', on: 'confirmed' }
const balance = { kind: 'balance', percent: '70', on: 'delivered' }
const terms = { gates: { confirm: '0', supply: '0', ship: '0' }, instalments: [deposit, balance] }
const buyer = { kind: 'person', name: '竹先生' }
const amountLabel = receiptEntity.fields.find(field => field.key === 'amount')?.label ?? { en: '', zh: '' }

describe.each<{ width: Width; locale: string; lang: Lang; company: string }>([
  { width: 'desk', locale: 'zh-CN', lang: 'zh', company: '湖州苕溪豆制品有限公司' },
  { width: 'phone', locale: 'en-US', lang: 'en', company: 'Anji Bamboo Foods' },
])('an order becomes cash in $lang at the $width', ({ width, locale, lang, company }) => {
  const seats = new Map<string, Seat>()
  const say = (label: Label, values?: TextValues) => render(label, lang, values)
  let orderId: string

  const seat = async (who: Parameters<typeof sitDown>[1]): Promise<Seat> => {
    const taken = seats.get(who) ?? (await sitDown(stage, who, width, locale))
    seats.set(who, taken)
    return taken
  }
  /** What a program would ask as that person. */
  const api = async <T>(
    who: Parameters<typeof sitDown>[1],
    method: string,
    path: string,
    data?: object,
  ): Promise<T> => {
    const { page } = await seat(who)
    const answer = await page.request.fetch(`/api${path}`, {
      method,
      headers: { origin: stage.url },
      ...(data && { data }),
    })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return (await answer.json()) as T // what that path answers
  }
  const order = () => api<WholeOrder>('gu', 'GET', `/orders/${orderId}`)
  const press = async ({ page }: Seat, label: Label) =>
    page
      .getByRole('button', { name: say(label), exact: true })
      .first()
      .click()
  const goOn = (one: Seat) => press(one, uiText['move.go'])

  /** What is open of it, or less; from the order's page to the signature. */
  const shipOne = async (qty?: string) => {
    const he = await seat('he')
    const { page } = he
    await he.goTo(`/orders/${orderId}`)
    await press(he, shipmentText['shipment.new'])
    await page.waitForURL(/\/shipments\/[0-9a-f-]{36}/)
    if (qty) {
      // typed and not saved: making it ready saves it first
      await page.getByLabel(say(shipmentText['shipment.line.qtyOf'], { name: '动态检重秤' })).fill(qty)
    }
    await press(he, shipmentText['move.shipment.ready'])
    await page.getByText(say(shipmentText['state.shipment.ready'])).first().waitFor()
    await he.shoot(`cash-${lang}-ready`)
    await press(he, shipmentText['move.shipment.ship'])
    await goOn(he)
    await page.getByText(say(shipmentText['state.shipment.shipped'])).first().waitFor()
    await he.settle()
    await press(he, shipmentText['move.shipment.deliver'])
    await goOn(he)
    await page.getByText(say(shipmentText['state.shipment.delivered'])).first().waitFor()
    await he.shoot(`cash-${lang}-delivered`)
  }

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [who, one] of seats) await one.page.screenshot({ path: `${stage.shots}/failed-cash-${lang}-${who}.png` })
  })
  afterAll(async () => {
    for (const one of seats.values()) await one.leave()
  })

  test('a confirmed order of two machines lies before the warehouse', async () => {
    const customer = await api<{ id: string }>('shen', 'POST', '/customers', { name: company, address: '浙江省湖州市' })
    const found = await api<{ items: { id: string }[] }>('shen', 'GET', '/products?limit=1&q=JZ-300')
    const machine = found.items[0]?.id
    await api('gu', 'PATCH', `/products/${machine}`, { taxCode: '1090229990000000000' })
    // enough of them for both days
    const came = { kind: 'receipt', lines: [{ productId: machine, unitQty: '5' }] }
    const { id: paper } = await api<{ id: string }>('he', 'POST', '/stock-documents', came)
    await api('he', 'POST', `/stock-documents/${paper}/moves/post`, {})
    const lines = [{ productId: machine, unitQty: '2', price: '50000' }]
    const draft = await api<{ id: string }>('shen', 'POST', '/orders', { customerId: customer.id, terms, lines })
    orderId = draft.id
    await api('shen', 'POST', `/orders/${orderId}/moves/submit`, {})
    for (const who of ['lu', 'he'] as const) {
      const inbox = await api<{ items: { id: string; recordId: string }[] }>(who, 'GET', '/approvals?mine=true')
      const mine = inbox.items.find(one => one.recordId === orderId)
      await api(who, 'POST', `/approvals/${mine?.id}/moves/approve`, {})
    }
    expect((await order()).state).toBe('confirmed')
  })

  test.each([1, 2])('the warehouse ships part %i, and it arrives', async part => {
    await shipOne(part === 1 ? '1' : undefined)
    const line = (await order()).lines[0]
    expect([line?.shipped, line?.delivered]).toEqual([String(part), String(part)])
  })

  test('both shipments stand on the order, whole', async () => {
    const shipments = await api<Shipment[]>('he', 'GET', `/orders/${orderId}/shipments`)
    expect(shipments.map(one => one.state)).toEqual(['delivered', 'delivered'])
    expect((await order()).fulfilment).toBe('delivered')
  })

  test.each(['30000', '70000'])('finance records a receipt of %s and allocates it', async amount => {
    const lu = await seat('lu')
    const { page } = lu
    await lu.goTo('/receipts?new')
    const form = page.getByRole('dialog')
    await form.getByRole('combobox').first().fill(company)
    await page.locator('.ant-select-item-option', { hasText: company }).first().click()
    await form.getByLabel(say(amountLabel)).fill(amount)
    await press(lu, uiText['ui.save'])
    await page.waitForURL(/\/receipts\/[0-9a-f-]{36}/)
    await lu.settle()
    await lu.shoot(`cash-${lang}-receipt-${amount}`)
    await press(lu, collectionText['receipt.allocate'])
    await expect.poll(async () => (await order()).payment, patient).toBe(amount === '30000' ? 'part' : 'full')
  })

  test('finance issues the invoice that the order desk asked for, with the number the tax service gave', async () => {
    const asked = { orderId, taxKind: 'plain', buyer }
    const { id } = await api<{ id: string }>('zheng', 'POST', '/invoices/from-order', asked)
    const lu = await seat('lu')
    const { page } = lu
    await lu.goTo(`/invoices/${id}`)
    await lu.shoot(`cash-${lang}-invoice`)
    await press(lu, invoiceText['move.invoice.issue'])
    // by hand: what is typed there stands in a sheet, which waits for the number
    const sheet = page.getByRole('dialog')
    await sheet
      .getByLabel(say(billingText['billing.number']))
      .fill(`2644${'0'.repeat(14)}${lang === 'zh' ? '01' : '02'}`)
    await sheet.getByRole('button', { name: say(billingText['billing.record']) }).click()
    await page.getByText(say(invoiceText['state.invoice.issued'])).first().waitFor()
    await lu.shoot(`cash-${lang}-issued`)
    await expect.poll(async () => (await order()).billing, patient).toBe('full')
  })

  test('one machine comes back damaged: asked for by the order desk, received by the warehouse, to be sent again', async () => {
    const name = '动态检重秤'
    const zheng = await seat('zheng')
    await zheng.goTo(`/orders/${orderId}`)
    await press(zheng, returnText['goodsReturn.new'])
    const asking = zheng.page.getByRole('dialog')
    await asking.getByLabel(say(returnText['goodsReturn.qtyOf'], { name })).fill('1')
    await press(zheng, returnText['goodsReturn.ask'])
    await zheng.page.waitForURL(/\/goods-returns\/[0-9a-f-]{36}/)
    await press(zheng, returnText['move.goodsReturn.approve'])
    await zheng.page.getByText(say(returnText['state.goodsReturn.approved'])).first().waitFor()
    expect((await order()).completedAt).toBeNull()
    const he = await seat('he')
    await he.goTo(new URL(zheng.page.url()).pathname)
    await press(he, returnText['move.goodsReturn.receive'])
    await he.page.getByLabel(`${name} ${say(returnText['goodsReturn.part.damaged'])}`).fill('1')
    await he.shoot(`cash-${lang}-receive`)
    await press(he, returnText['goodsReturn.receiveAll'])
    await he.page.getByText(say(returnText['state.goodsReturn.received'])).first().waitFor()
    await zheng.goTo(new URL(zheng.page.url()).pathname)
    await press(zheng, returnText['move.goodsReturn.inspect'])
    await zheng.page.getByLabel(`${name} ${say(returnText['goodsReturn.decision'])}`).click()
    const again = say(returnText['goodsReturn.decision.send_again'])
    await zheng.page.locator('.ant-select-item-option', { hasText: again }).first().click()
    await zheng.page.getByText(say(returnText['goodsReturn.says.send_again'])).waitFor()
    await zheng.shoot(`cash-${lang}-decide`)
    const decide = say(returnText['goodsReturn.decide'])
    await zheng.page.getByRole('dialog').getByRole('button', { name: decide, exact: true }).click()
    await zheng.page.getByText(say(returnText['state.goodsReturn.inspected'])).first().waitFor()
    await zheng.settle()
    await press(zheng, returnText['move.goodsReturn.close'])
    await zheng.page.getByText(say(returnText['state.goodsReturn.closed'])).first().waitFor()
    const line = (await order()).lines[0]
    expect([line?.returned, line?.reship, line?.toShip]).toEqual(['1', '1', '1'])
  })

  test('it is sent once more, and arrives', async () => {
    await shipOne()
    const line = (await order()).lines[0]
    expect([line?.shipped, line?.delivered, line?.returned, line?.toShip]).toEqual(['3', '3', '1', '0'])
  })

  test('the owner sees one finished thread', async () => {
    const gu = await seat('gu')
    await gu.goTo(`/orders/${orderId}`)
    const done = await order()
    expect(done.completedAt).not.toBeNull()
    expect([done.supply, done.fulfilment, done.billing, done.payment]).toEqual(['full', 'delivered', 'full', 'full'])
    await gu.page.locator('main').getByText(say(orderText['order.completed']), { exact: true }).first().waitFor()
    await gu.shoot(`cash-${lang}-finished`)
  })

  test('nobody met an error on the way, and nothing was asked of another host', () => {
    expect([...seats.values()].flatMap(one => one.troubles)).toEqual([])
  })
})
