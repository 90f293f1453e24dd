import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle, type, until } from '#test/page.tsx'
import { uiText } from '#ui/ui.text.ts'
import { SessionProvider } from '#ui/useSession.tsx'
import { consignText } from '../screen.text.ts'
import { settlementEntity } from '../settlement.entity.ts'
import { settlementText } from '../settlement.text.ts'
import { SettlementPage } from './SettlementPage.tsx'

const line = {
  ...{ id: 'x', no: 1, shipmentLineId: '1', shipmentId: 'f1', shipmentNumber: 'FH1', shippedOn: '2026-11-01' },
  ...{
    orderId: 'o1',
    orderNumber: 'SO1',
    orderLineId: 'l',
    orderLineNo: 1,
    productId: 'p',
    code: 'M-1',
    name: 'Motor',
  },
  ...{
    spec: null,
    batch: null,
    qty: '2',
    baseUnit: 'pc',
    unit: 'pc',
    factor: '1',
    unitQty: '2',
    lying: '5',
    amount: '20',
  },
}
const draft = {
  ...{ id: '', version: 3, number: 'JS1', state: 'draft', customerId: 'c1', customerName: 'Acme', siteId: 's1' },
  ...{ siteName: 'East hall', date: '2026-11-20', periodFrom: null, periodTo: null, customerReference: 'L-7' },
  ...{
    orderNumbers: 'SO1',
    lineCount: 1,
    payerName: 'Acme',
    currency: 'CNY',
    amount: '20',
    postedAt: null,
    note: null,
  },
  ...{ ownerId: null, ownerName: null, deptId: null, createdAt: '2026-11-20T01:00:00Z', custom: {}, invoices: [] },
  ...{ updatedAt: '2026-11-20T01:00:00Z', lines: [line] },
}
const lying = {
  ...{ id: '1', siteId: 's1', siteName: 'East hall', customerId: 'c1', customerName: 'Acme', orderId: 'o1' },
  ...{ orderNumber: 'SO1', orderLineId: 'l', shipmentId: 'f1', shipmentNumber: 'FH1', productId: 'p', code: 'M-1' },
  ...{ name: 'Motor', spec: null, batch: null, qty: '5', unit: 'pc', drafted: '2', shippedOn: '2026-11-01', days: 19 },
  ...{ value: '50', currency: 'CNY', baseValue: '50' },
}

let now: object
let offers: object[]
let asked: Asked[]
beforeEach(() => {
  now = draft
  offers = [{ move: 'post', ok: true, reasons: [] }]
  asked = answers({
    'GET /entities': () => ({ items: [settlementEntity] }),
    'GET /settlements/': () => now,
    'GET /settlements//moves': () => offers,
    'GET /consigned': () => ({ items: [lying], nextCursor: null }),
    'PATCH /settlements/': () => ({ ...draft, version: 4 }),
    'POST /settlements//moves/post': () => ({ ...draft, state: 'posted', version: 5 }),
  })
})
async function open(grants: Readonly<Record<string, 'all'>> = { 'settlement.edit': 'all', 'invoice.create': 'all' }) {
  const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  return draw(
    <SessionProvider value={{ userId: 'u', name: 'Fay', lang: 'en', roles: ['finance'], grants, org }}>
      <SettlementPage />
    </SessionProvider>,
    { texts: { ...consignText, ...settlementText, ...uiText } },
  )
}
const quantity = (body: HTMLElement) => body.querySelector<HTMLInputElement>('input[aria-label="Settle of Motor"]')

test('a quantity that is typed and not saved is saved before it is settled, and the invoice is asked for where one says so', async () => {
  const { body } = await open()
  await until(() => quantity(body)?.value === '2')
  await type(quantity(body), '4')
  expect(body.querySelector('.settlesum')?.textContent).toContain('¥40.00')
  await press(button(body.querySelector('.movebar') ?? body, 'Settle'))
  await press(body.querySelector('.asks .seg button, .asks [role="switch"], .asks input[type="checkbox"]'))
  await press(body.querySelector('.asks button[type="submit"]'))
  await settle(100)
  expect(asked.find(one => one.route === 'PATCH /settlements/')?.body).toEqual({
    version: 3,
    lines: [{ shipmentLineId: '1', qty: '4' }],
  })
  expect(asked.find(one => one.route.endsWith('/moves/post'))?.body).toEqual({ version: 4, requestInvoice: true })
})

test('what was settled leads to its order, shipment and invoice; out of reach there is no way', async () => {
  offers = []
  const invoices = [
    { id: 'i1', number: 'KP1', state: 'requested', taxNumber: null, gross: '20', currency: 'CNY' },
    { id: null, number: null, state: 'issued', taxNumber: null, gross: null, currency: 'CNY' },
  ]
  now = { ...draft, state: 'posted', invoices }
  const { body } = await open()
  await until(() => body.querySelector('.settletbl') !== null)
  const ways = [...body.querySelectorAll('a')].map(one => one.getAttribute('href'))
  for (const way of ['/orders/o1', '/shipments/f1', '/invoices/i1', '/customers/c1']) expect(ways).toContain(way)
  expect(ways.filter(way => way?.startsWith('/invoices/'))).toHaveLength(1)
  expect(quantity(body)).toBe(null)
  expect(body.querySelector('a[href^="/api/settlements//pdf"]')?.getAttribute('href')).toContain('lang=en')
})

test('without the right to edit a draft is read', async () => {
  offers = []
  const { body } = await open({})
  await until(() => body.querySelector('.settletbl') !== null)
  expect(quantity(body)).toBe(null)
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Edit')
})
