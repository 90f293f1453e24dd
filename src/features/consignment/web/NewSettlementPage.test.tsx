import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, type, until, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { Consigned } from '../consigned.schema.ts'
import { consignText } from '../screen.text.ts'
import { settlementEntity } from '../settlement.entity.ts'
import { settlementText } from '../settlement.text.ts'
import { NewSettlementPage } from './NewSettlementPage.tsx'

const lies = (id: string, name: string, qty: string): Consigned => ({
  ...{ id, name, qty, productId: name, code: null, spec: null, unit: 'pc', batch: null, drafted: '0' },
  ...{ siteId: 's1', siteName: 'East hall', customerId: 'c1', customerName: 'Acme', orderId: 'o1', orderNumber: 'SO1' },
  ...{ orderLineId: 'l1', shipmentId: 'f1', shipmentNumber: `FH${id}`, shippedOn: '2026-11-01', days: 9 },
  ...{ value: `${Number(qty) * 10}`, currency: 'CNY', baseValue: '0' },
})
const site = (id: string, name: string) => ({ id, name, code: id, customerId: 'c1', state: 'active' })

let sites: object[]
let refused: unknown
let asked: Asked[]
beforeEach(() => {
  sites = [site('s1', 'East hall')]
  refused = undefined
  localStorage.clear()
  asked = answers({
    'GET /entities': () => ({ items: [settlementEntity] }),
    'GET /warehouses': () => ({ items: sites, nextCursor: null }),
    'GET /consigned': () => ({
      items: [lies('1', 'Motor', '3'), lies('2', 'Motor', '4'), lies('3', 'Pump', '2')],
      nextCursor: null,
    }),
    'GET /orders/o1': () => ({ id: 'o1', number: 'SO1' }),
    'POST /settlements': () => {
      if (refused) throw refused
      return { id: 'js', version: 1 }
    },
    'POST /settlements/js/moves/post': () => ({ id: 'js', version: 2 }),
  })
})

const all = { 'settlement.create': 'all', 'settlement.post': 'all', 'invoice.create': 'all' } as const
async function open(at = '/settlements/new?customer=c1', grants: Readonly<Record<string, 'all'>> = all) {
  const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const drawn = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Fay', lang: 'en', roles: ['orderDesk'], grants, org }}>
      <NewSettlementPage />
    </SessionProvider>,
    { texts: { ...consignText, ...settlementText }, at },
  )
  return drawn
}
const quantity = (body: HTMLElement, name: string) =>
  body.querySelector<HTMLInputElement>(`input[aria-label="Settle of ${name}"]`)
const sent = () => asked.findLast(one => one.route === 'POST /settlements')?.body

test('the only site is taken by itself; what is typed by product comes of the oldest shipments, is added up and settled with its invoice', async () => {
  const { body, href } = await open()
  await until(() => quantity(body, 'Motor') !== null)
  expect(body.querySelector('.settlefoot .pri')?.matches(':disabled')).toBe(true)
  await type(quantity(body, 'Motor'), '5')
  expect(body.querySelector('.settletbl .parts')?.textContent).toBe('FH1 × 3FH2 × 2')
  expect(body.querySelector('.settlesum')?.textContent).toBe('2 linesTotal¥50.00')
  await press(body.querySelector('.settlefoot input[type="checkbox"]'))
  await press(body.querySelector('.settlefoot .pri'))
  await settle(100)
  expect(sent()).toMatchObject({
    siteId: 's1',
    lines: [
      { shipmentLineId: '1', qty: '3' },
      { shipmentLineId: '2', qty: '2' },
    ],
  })
  expect(asked.findLast(one => one.route.endsWith('/moves/post'))?.body).toEqual({ version: 1, requestInvoice: true })
  expect(href()).toBe('/settlements/js')
})

test('more than lies there is said where it is typed, and nothing can be saved before it is put right', async () => {
  const { body } = await open()
  await until(() => quantity(body, 'Pump') !== null)
  await type(quantity(body, 'Pump'), '9')
  expect(body.querySelector('.settletbl .wrong')?.textContent).toContain('2 lie there')
  expect(button(body, 'Save as draft').matches(':disabled')).toBe(true)
  await type(quantity(body, 'Pump'), '1.')
  await type(quantity(body, 'Pump'), '1.5')
  expect(quantity(body, 'Pump')?.value).toBe('1.5')
  expect(button(body, 'Save as draft').matches(':disabled')).toBe(false)
})

test('on a phone: all that lies there in one tap, kept as a draft; a second press keeps one', async () => {
  windowOf(390)
  const { body, href } = await open()
  await until(() => quantity(body, 'Motor') !== null)
  await press(button(body, 'Fill all'))
  expect([quantity(body, 'Motor')?.value, quantity(body, 'Pump')?.value]).toEqual(['7', '2'])
  slowly()
  await press(button(body, 'Save as draft'))
  await press(button(body, 'Save as draft'))
  await settle(300)
  expect(asked.filter(one => one.route === 'POST /settlements')).toHaveLength(1)
  expect(asked.some(one => one.route.endsWith('/moves/post'))).toBe(false)
  expect(href()).toBe('/settlements/js')
})

test('what the server refuses stands at its field, and what was typed outlasts a closed tab', async () => {
  refused = {
    status: 422,
    body: {
      reasons: [
        { key: 'settlement.turned', path: 'periodTo' },
        { key: 'settlement.twoPayers', path: 'lines', values: { numbers: 'SO2' } },
      ],
    },
  }
  const { body } = await open()
  await until(() => quantity(body, 'Motor') !== null)
  await type(quantity(body, 'Motor'), '2')
  await press(button(body, 'Save as draft'))
  await settle(400)
  expect(body.querySelector('[data-field="periodTo"] .wrong')?.textContent).toContain('ends before it begins')
  expect(body.textContent).toContain('SO2 are paid by others')
  document.body.innerHTML = ''
  const again = await open()
  await until(() => quantity(again.body, 'Motor')?.value === '2')
})

test('of one order only what it brought is asked for; one tap shows all that lies there', async () => {
  const { body, href } = await open('/settlements/new?customer=c1&site=s1&order=o1')
  await until(() => body.textContent?.includes('SO1') === true)
  const filter = asked.find(one => one.route === 'GET /consigned')?.query.get('filter')
  expect(JSON.parse(filter ?? '{}').all).toContainEqual({ field: 'orderId', op: 'is', value: 'o1' })
  await press(button(body, 'Show all at the site'))
  expect(href()).toBe('/settlements/new?customer=c1&site=s1')
})

test('who may not settle keeps a draft; who may not invoice is not asked about one; a customer without a site is said', async () => {
  const { body } = await open(undefined, { 'settlement.create': 'all' })
  await until(() => quantity(body, 'Motor') !== null)
  expect(body.querySelector('.settlefoot')?.textContent).toBe('Save as draft')
  sites = []
  document.body.innerHTML = ''
  const none = await open()
  await until(() => none.body.textContent?.includes('has no site') === true)
})
