// Goods lie at the customer's: a site is made in place, the goods go there, what was used is settled with its invoice,
// the rest comes back, and the order is over. In Chinese at a desk; the way back in English on a phone.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { consignText } from '#features/consignment/screen.text.ts'
import type { WholeSettlement } from '#features/consignment/settlement.schema.ts'
import { settlementText } from '#features/consignment/settlement.text.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { orderText } from '#features/order/order.text.ts'
import { shipmentText } from '#features/shipment/shipment.text.ts'
import { siteText } from '#features/shipment/site.text.ts'
import { type Label, type Lang, render, type TextValues } from '#kernel/text.ts'
import { uiText } from '#ui/ui.text.ts'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown } from './person.ts'
import { isTooWide } from './walk.ts'
import { foreignWords } from './words.ts'

const patient = { timeout: 15_000 }
const machine = '动态检重秤'
type Who = Parameters<typeof sitDown>[1]
const say = (label: Label, values?: TextValues, lang: Lang = 'zh') => render(label, lang, values)

let stage: Stage
const seats = new Map<string, Seat>()
let orderId: string
beforeAll(async () => {
  stage = await openStage()
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [who, one] of seats) await one.page.screenshot({ path: `${stage.shots}/failed-consign-${who}.png` })
})
afterAll(async () => {
  for (const one of seats.values()) await one.leave()
  await stage.close()
})

async function seat(who: Who): Promise<Seat> {
  const taken = seats.get(who) ?? (await sitDown(stage, who))
  seats.set(who, taken)
  return taken
}
/** What a program would ask as that person. */
async function api<T>(who: Who, method: string, path: string, data?: object): Promise<T> {
  const { page } = await seat(who)
  const headers = { origin: stage.url }
  const answer = await page.request.fetch(`/api${path}`, { method, headers, ...(data && { data }) })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return (await answer.json()) as T // what that path answers
}
const order = () => api<WholeOrder>('gu', 'GET', `/orders/${orderId}`)
const press = async ({ page }: Seat, label: Label, lang: Lang = 'zh') =>
  page
    .getByRole('button', { name: say(label, undefined, lang), exact: true })
    .first()
    .click()

test('a consignment order asks for the site, and one is made where one stands', async () => {
  const company = { name: '德清莫干茶饮有限公司', address: '浙江省湖州市德清县' }
  const customer = await api<{ id: string }>('shen', 'POST', '/customers', company)
  const found = await api<{ items: { id: string }[] }>('shen', 'GET', '/products?limit=1&q=JZ-300')
  const productId = found.items[0]?.id
  await api('gu', 'PATCH', `/products/${productId}`, { taxCode: '1090229990000000000' })
  const buyer = { kind: 'person', name: '莫先生', taxKind: 'plain' }
  await api('gu', 'POST', '/billing-profiles', { customerId: customer.id, ...buyer })
  const came = { kind: 'receipt', lines: [{ productId, unitQty: '5' }] }
  const { id: paper } = await api<{ id: string }>('he', 'POST', '/stock-documents', came)
  await api('he', 'POST', `/stock-documents/${paper}/moves/post`, {})
  const lines = [{ productId, unitQty: '5', price: '50000' }]
  const draft = await api<{ id: string }>('zheng', 'POST', '/orders', {
    ...{ customerId: customer.id, type: 'consignment', lines },
  })
  orderId = draft.id
  const zheng = await seat('zheng')
  await zheng.goTo(`/orders/${orderId}`)
  await press(zheng, consignText['consign.newSite'])
  const sheet = zheng.page.getByRole('dialog')
  await sheet.getByLabel(say(consignText['consign.siteName'])).fill('德清二号库')
  await sheet.getByLabel(say(consignText['consign.siteCode'])).fill('JS-DQ2')
  await zheng.shoot('consign-site')
  await press(zheng, uiText['ui.save'])
  await expect.poll(async () => (await order()).siteName, patient).toBe('德清二号库')
  await api('zheng', 'POST', `/orders/${orderId}/moves/submit`, {})
  for (const who of ['lu', 'he'] as const) {
    const inbox = await api<{ items: { id: string; recordId: string }[] }>(who, 'GET', '/approvals?mine=true')
    const mine = inbox.items.find(one => one.recordId === orderId)
    if (mine) await api(who, 'POST', `/approvals/${mine.id}/moves/approve`, {})
  }
  expect((await order()).state).toBe('confirmed')
})

test('the warehouse ships it to the site: there it lies, and nobody can sign for it', async () => {
  const he = await seat('he')
  const { page } = he
  await he.goTo(`/orders/${orderId}`)
  await press(he, shipmentText['shipment.new'])
  await page.waitForURL(/\/shipments\/[0-9a-f-]{36}/)
  await press(he, shipmentText['move.shipment.ready'])
  await page.getByText(say(shipmentText['state.shipment.ready'])).first().waitFor()
  await press(he, shipmentText['move.shipment.ship'])
  await press(he, uiText['move.go'])
  await page.getByText(say(siteText['shipment.site.there'])).first().waitFor()
  await he.settle()
  expect(await page.getByRole('button', { name: say(shipmentText['move.shipment.deliver']) }).count()).toBe(0)
  await he.shoot('consign-shipped')
})

test('what the customer used is settled, and its invoice asked for in the same step', async () => {
  const zheng = await seat('zheng')
  const { page } = zheng
  await zheng.goTo(`/orders/${orderId}`)
  await zheng.shoot('consign-order')
  await page
    .getByRole('link', { name: say(consignText['consign.settle']), exact: true })
    .first()
    .click()
  await page.getByLabel(say(consignText['consign.qtyOf'], { name: machine })).fill('3')
  await page.getByLabel(say(consignText['consign.invoiceToo'])).check()
  await zheng.shoot('consign-typed')
  await page.locator('.settlefoot .pri').click()
  await page.waitForURL(/\/settlements\/[0-9a-f-]{36}/)
  await page.getByText(say(settlementText['state.settlement.posted'])).first().waitFor()
  await zheng.shoot('consign-settled')
  const { amount, invoices } = await api<WholeSettlement>('zheng', 'GET', new URL(page.url()).pathname)
  expect([Number(amount), invoices.map(one => [one.state, Number(one.gross)])]).toEqual([
    150_000,
    [['requested', 150_000]],
  ])
  const line = (await order()).lines[0]
  expect([line?.shipped, line?.delivered]).toEqual(['5', '3'])
})

test('the rest comes back, in English on a phone', async () => {
  const gu = await sitDown(stage, 'gu', 'phone', 'en-US')
  seats.set('gu-phone', gu)
  const { page } = gu
  await gu.goTo('/consigned')
  await gu.shoot('consign-phone-lying')
  expect(await isTooWide(gu)).toBe(false)
  expect(await foreignWords(page, 'en')).toEqual([])
  const [shipment] = await api<{ id: string }[]>('gu', 'GET', `/orders/${orderId}/shipments`)
  await gu.goTo(`/shipments/${shipment?.id}`)
  await press(gu, siteText['shipment.site.back'], 'en')
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel(`${machine} ${say(shipmentText['shipment.became.cameBack'], undefined, 'en')}`).fill('2')
  await gu.shoot('consign-phone-back')
  await press(gu, shipmentText['shipment.save'], 'en')
  await page
    .getByText(say(siteText['shipment.site.done'], undefined, 'en'))
    .first()
    .waitFor()
  expect(await foreignWords(page, 'en')).toEqual([])
  expect(gu.troubles).toEqual([])
})

test('billed and paid, the order is closed: the owner sees a finished thread', async () => {
  const { customerId } = await order()
  const [asked] = await api<{ id: string }[]>('lu', 'GET', `/orders/${orderId}/invoices`)
  await api('lu', 'POST', `/invoices/${asked?.id}/moves/issue`, {})
  await api('lu', 'POST', `/invoices/${asked?.id}/moves/record`, { taxNumber: '26442000000000000077' })
  const allocations = [{ orderId, amount: '150000' }]
  await api('lu', 'POST', '/receipts', { customerId, amount: '150000', state: 'received', allocations })
  await api('zheng', 'POST', `/orders/${orderId}/moves/close`, {})
  const gu = await seat('gu')
  await gu.goTo(`/orders/${orderId}`)
  await gu.page.getByText(say(orderText['order.completed'])).first().waitFor()
  await gu.page.getByText(say(orderText['order.fulfilment.delivered.site'])).first().waitFor()
  await gu.shoot('consign-closed')
  const { lines, fulfilment } = await order()
  expect([fulfilment, lines[0]?.delivered, lines[0]?.cancelled]).toEqual(['delivered', '3', '2'])
  type Legs = { legs: { step: string; state: string }[] }
  const { legs } = await api<Legs>('gu', 'GET', `/thread?entity=order&id=${orderId}`)
  expect(legs.filter(leg => leg.state !== 'done').map(leg => leg.step)).toEqual(['ticket'])
  const seen = await api<{ items: unknown[] }>('gu', 'GET', '/consigned?q=%E8%8E%AB%E5%B9%B2')
  expect(seen.items).toEqual([])
  for (const [who, one] of seats) expect(one.troubles, who).toEqual([])
})
