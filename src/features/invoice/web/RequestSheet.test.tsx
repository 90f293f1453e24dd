// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { termsText } from '#kernel/terms.text.ts'
import { button, clear, draw, press, settle, type as typeIn } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { billingText } from '../billing.text.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { invoiceText } from '../invoice.text.ts'
import { requestText } from '../request.text.ts'
import { InvoicesPart } from './InvoicesPart.tsx'
import { NextInvoice } from './NextInvoice.tsx'
import { RedSheet } from './RedSheet.tsx'

afterEach(() => vi.unstubAllGlobals())

const id = '00000000-0000-7000-8000-000000000001'
const other = '00000000-0000-7000-8000-000000000002'
const texts = { ...invoiceText, ...billingText, ...requestText, ...termsText }
const counted = { ordered: '10', due: '8', gross: '1000', invoiced: '10', credited: '0' }
const order = {
  id,
  state: 'confirmed',
  billBasis: 'order',
  axes: { billing: { value: 'none', share: 0 }, fulfilment: { value: 'full', share: 100 } },
  payerId: 'p',
  currency: 'CNY',
  gross: '1000',
  advanceInvoiced: '0',
  lines: [{ ...counted, invoicedAmount: '1000', creditedAmount: '0' }],
}
const billable = {
  orderId: id,
  orderNumber: 'SO1',
  orderLineId: 'a',
  name: '给袋机',
  spec: null,
  unit: '台',
  qty: '3',
  unitQty: '3',
  amount: '300',
  roomAmount: '300',
  heldAmount: '0',
}
const preview = { buyer: null, currency: 'CNY', net: '1', tax: '2', gross: '3', lines: [], reasons: [], warnings: [] }

type Asked = { readonly call: string; readonly body: unknown }
function answering(more: Readonly<Record<string, unknown>> = {}): Asked[] {
  const asked: Asked[] = []
  const answers: Readonly<Record<string, unknown>> = {
    [`GET /orders/${id}`]: order,
    [`GET /orders/${id}/invoices`]: [],
    'GET /invoices/billable': [billable],
    'GET /orders': { items: [{ id: other, number: 'SO2', gross: '50', currency: 'CNY' }], nextCursor: null },
    'POST /invoices/preview': preview,
    'POST /invoices': { id: 'new' },
    ...more,
  }
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const [plain = '', query = ''] = path.split('?')
    const call = `${init.method} ${plain.replace('/api', '')}`
    asked.push({ call, body: init.body ? JSON.parse(String(init.body)) : query })
    return new Response(JSON.stringify(answers[call] ?? { items: [], nextCursor: null }))
  })
  return asked
}

const session: Session = {
  userId: 'a',
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'invoice.create': 'all', 'invoice.credit': 'all' },
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const page = (node: React.ReactNode) => draw(<SessionProvider value={session}>{node}</SessionProvider>, { texts })
const sent = (asked: readonly Asked[], call: string) => asked.findLast(one => one.call === call)?.body

async function opened() {
  const asked = answering()
  const drawn = await page(
    <>
      <NextInvoice entity="order" id={id} />
      <InvoicesPart entity="order" id={id} />
    </>,
  )
  await settle()
  await press(button(drawn.body, 'Invoice'))
  await settle(500)
  return { asked, ...drawn }
}

test('an order says what is invoiced and what is owed back', async () => {
  const { body } = await opened()
  expect(body.querySelector('.invsums')?.textContent).toBe('Invoiced¥1,000.00Left to invoice¥300.00Credit owed¥200.00')
})

test('it begins with all that is left, previews while one types, and asks for what was typed', async () => {
  const { asked, body, href } = await opened()
  expect(sent(asked, 'POST /invoices/preview')).toEqual({ lines: [{ orderLineId: 'a', unitQty: '3' }] })
  await typeIn(body.querySelector('[aria-label="给袋机 Quantities"]'), '２')
  await settle(500)
  const wish = { lines: [{ orderLineId: 'a', unitQty: '2' }] }
  expect(sent(asked, 'POST /invoices/preview')).toEqual(wish)
  await press(button(body, 'Special'))
  await press(button(body, 'Ask for it'))
  expect(sent(asked, 'POST /invoices')).toEqual({ ...wish, taxKind: 'special' })
  expect(href()).toBe('/invoices/new')
})

test('a quantity and an amount keep the point that a digit is to follow', async () => {
  const { asked, body } = await opened()
  const quantity = () => body.querySelector<HTMLInputElement>('[aria-label="给袋机 Quantities"]')
  for (const text of ['2', '2.', '2.5']) {
    await typeIn(quantity(), text)
    expect(quantity()?.value).toBe(text)
  }
  await settle(500)
  expect(sent(asked, 'POST /invoices/preview')).toEqual({ lines: [{ orderLineId: 'a', unitQty: '2.5' }] })
  await press(button(body, 'An advance'))
  const amount = () => body.querySelector<HTMLInputElement>('.askamount input')
  await typeIn(amount(), '1000.')
  expect(amount()?.value).toBe('1000.')
})

test('another order of the payer goes onto the same invoice', async () => {
  const { asked, body } = await opened()
  await press(button(body, 'SO2'))
  expect(decodeURIComponent(String(sent(asked, 'GET /invoices/billable')))).toBe(`orders=${id},${other}`)
})

test('an advance is an amount of the order, without a kind of tax', async () => {
  const { asked, body } = await opened()
  await press(button(body, 'An advance'))
  expect(button(body, 'Ask for it').matches(':disabled')).toBe(true)
  await typeIn(body.querySelector('.askamount input'), '500')
  await settle()
  expect(body.textContent).not.toContain('As last time')
  await press(button(body, 'Ask for it'))
  expect(sent(asked, 'POST /invoices')).toEqual({ kind: 'advance', orderIds: [id], amount: '500' })
})

const line = {
  id: 'l1',
  no: 1,
  lineKind: 'normal',
  isGoods: true,
  name: '给袋机',
  spec: null,
  unit: '台',
  qty: '3',
  unitQty: '3',
  gross: '339',
}
const red = { id: 'r1', state: 'draft', lines: [{ originalLineId: 'l1', unitQty: '-1', gross: '-113' }] }

test('a red letter offers no more than is left, and takes back what came back', async () => {
  const asked = answering({
    'GET /invoices': { items: [red], nextCursor: null },
    'GET /invoices/r1': red,
    [`POST /invoices/${id}/reds`]: { id: 'r2' },
  })
  const sample = { id, number: 'KP1', kind: 'normal', state: 'issued', currency: 'CNY', lines: [line] }
  const invoice = sample as unknown as WholeInvoice // the sheet reads no more of an invoice than this
  const { body, href } = await page(<RedSheet invoice={invoice} open onClose={() => {}} />)
  await settle(100)
  expect(body.textContent).toContain('left 2 台 · ¥226.00')
  await press(body.querySelector('.asklines button'))
  await press(button(body, 'Draft the red letter'))
  expect(sent(asked, `POST /invoices/${id}/reds`)).toEqual({ reason: 'return', lines: [{ no: 1 }] })
  expect(href()).toBe('/invoices/r2')
})

test('it is the next step once the goods are out, or for whoever does not ship; else it stands back', async () => {
  const looks = async (grants: Session['grants'], fulfilment: string, siteId: string | null = null) => {
    answering({
      [`GET /orders/${id}`]: { ...order, siteId, axes: { ...order.axes, fulfilment: { value: fulfilment, share: 0 } } },
    })
    const { body } = await draw(
      <SessionProvider value={{ ...session, grants }}>
        <NextInvoice entity="order" id={id} />
      </SessionProvider>,
      { texts },
    )
    await settle()
    const look = button(body, 'Invoice').className
    await clear()
    return look
  }
  const desk = { 'invoice.create': 'all', 'shipment.create': 'all' } as const
  expect(await looks(desk, 'part')).toBe('btn')
  expect(await looks(desk, 'full')).toBe('btn pri')
  expect(await looks({ 'invoice.create': 'all' }, 'part')).toBe('btn pri')
  // all that is out lies at a site: it is settled first
  expect(await looks(desk, 'full', 's')).toBe('btn')
  expect(await looks(desk, 'delivered', 's')).toBe('btn pri')
})
