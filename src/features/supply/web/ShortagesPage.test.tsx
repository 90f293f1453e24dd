import { expect, test } from 'vitest'
import { answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, type, until, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { supplyScreenText } from '../screen.text.ts'
import type { Shortage, Supply } from '../supply.schema.ts'
import { supplyText } from '../supply.text.ts'
import { ReceiveSheet } from './ReceiveSheet.tsx'
import { ShortagesPage } from './ShortagesPage.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const texts = { ...supplyText, ...supplyScreenText }
const lack: Shortage = {
  productId: id,
  productCode: 'FX-50',
  productName: 'Sealer',
  unit: 'pc',
  warehouseId: id,
  warehouseName: 'Main',
  waiting: '5',
  lacks: '4',
  coming: '1',
  open: '3',
  freeNow: '0',
  neededBy: '2026-12-01',
  kind: 'make',
  lines: [
    {
      orderLineId: id,
      orderId: id,
      orderNumber: 'SO1',
      lineNo: 2,
      customerName: 'Acme',
      promisedDate: '2026-12-01',
      lacks: '4',
      confirmed: false,
    },
  ],
}
const supply: Supply = {
  id,
  version: 2,
  number: 'BH1',
  kind: 'buy',
  direct: false,
  state: 'in_progress',
  productId: id,
  productCode: 'FX-50',
  productName: 'Sealer',
  unit: 'pc',
  qty: '10',
  received: '4',
  coming: '6',
  tolerance: '10',
  warehouseId: 'w1',
  warehouseName: 'Main',
  neededBy: null,
  expectedOn: null,
  progress: 0,
  supplier: null,
  assigneeId: null,
  assigneeName: null,
  orderId: null,
  orderNumber: null,
  note: null,
  startedAt: null,
  endedAt: null,
  ownerId: null,
  ownerName: null,
  deptId: null,
  createdAt: '2026-11-25T06:00:00Z',
  updatedAt: '2026-11-25T06:00:00Z',
  custom: {},
}

test('what lacks stands with who waits for it, and is asked for in one tap, as it was supplied last', async () => {
  const asked = answers({
    'GET /supplies/shortages': () => ({ items: [lack], direct: [] }),
    'POST /supplies/request': () => ({ items: [supply] }),
  })
  const org = { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const grants = { 'supply.create': 'all' } as const
  const { body } = await draw(
    <SessionProvider value={{ userId: id, name: 'Oda', lang: 'en', roles: ['orderDesk'], grants, org }}>
      <ShortagesPage />
    </SessionProvider>,
    { texts },
  )
  expect(body.textContent).toContain('SO1-2')
  expect(body.textContent).toContain('reviewed, not confirmed')
  await press(button(body, 'Make'))
  await settle(100)
  expect(asked.find(one => one.route === 'POST /supplies/request')?.body).toEqual({
    kind: 'make',
    items: [{ productId: id, warehouseId: id }],
  })
})

test('what lies free is held in one tap, of one product or of all; whoever may not is not offered it', async () => {
  const free = { ...lack, lacks: '0', open: '0', freeNow: '4' }
  const asked = answers({
    'GET /supplies/shortages': () => ({ items: [free], direct: [] }),
    'POST /supplies/hold-free': () => ({ count: 1, orders: [{ id, number: 'SO1' }] }),
  })
  const org = { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const page = (grants: Record<string, 'all'>) =>
    draw(
      <SessionProvider value={{ userId: id, name: 'Oda', lang: 'en', roles: ['orderDesk'], grants, org }}>
        <ShortagesPage />
      </SessionProvider>,
      { texts },
    )
  const { body: closed } = await page({ 'supply.create': 'all' })
  expect(closed.textContent).toContain('Free now')
  expect(closed.textContent).not.toContain('Hold free stock')
  const { body } = await page({ 'order.reserve': 'all' })
  await press(button(body, 'Hold free stock'))
  await settle(100)
  await press(button(body, 'Hold all free stock for those who wait'))
  await settle(100)
  const held = asked.filter(one => one.route === 'POST /supplies/hold-free').map(one => one.body)
  expect(held).toEqual([{ productIds: [id] }, {}])
})

test('what a supplier is to deliver stands apart, and is asked for in one tap', async () => {
  const line = {
    ...{ orderLineId: id, orderId: id, orderNumber: 'SO9', lineNo: 1, customerName: 'Acme', name: 'Sealer' },
    ...{ unit: 'pc', promisedDate: null, open: '3' },
  }
  const asked = answers({
    'GET /supplies/shortages': () => ({ items: [], direct: [line] }),
    'POST /supplies/request-direct': () => ({ items: [supply] }),
  })
  const org = { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const grants = { 'supply.create': 'all' } as const
  const { body } = await draw(
    <SessionProvider value={{ userId: id, name: 'Oda', lang: 'en', roles: ['orderDesk'], grants, org }}>
      <ShortagesPage />
    </SessionProvider>,
    { texts },
  )
  expect(body.textContent).toContain('SO9-1')
  await press(button(body, 'Ask the supplier to deliver'))
  await settle(100)
  expect(asked.find(one => one.route === 'POST /supplies/request-direct')?.body).toEqual({ orderLineIds: [id] })
})

test('on a phone: what is still to come stands there; more than may come is said at the quantity', async () => {
  windowOf(390)
  const asked = answers({
    'GET /warehouses': () => ({
      items: [{ id: 'w1', name: 'Main', state: 'active', isDefault: true }],
      nextCursor: null,
    }),
    [`POST /supplies/${id}/moves/receive`]: () => {
      const values = { left: '7', qty: '10', tolerance: '10', unit: 'pc' }
      throw { status: 422, body: { reasons: [{ key: 'supply.overTolerance', path: 'qty', values }] } }
    },
  })
  const { body } = await draw(<ReceiveSheet supply={supply} onDone={() => {}} onClose={() => {}} />, { texts })
  expect(body.textContent).toContain('At most 7 pc')
  const qty = body.querySelector<HTMLInputElement>('input[inputmode="decimal"]')
  expect(qty?.value).toBe('6')
  await type(qty, '9')
  await press(button(body, 'Receive'))
  await settle(100)
  expect(asked.findLast(one => one.route.startsWith('POST'))?.body).toMatchObject({
    version: 2,
    qty: '9',
    warehouseId: 'w1',
  })
  expect(body.textContent).toContain('only 7 more may come')
})

const other: Shortage = { ...lack, productId: 'q', productName: 'Cutter', lines: [], kind: 'buy' }
const done: Shortage = { ...lack, productId: 'z', productName: 'Scale', open: '0' }
const session = {
  ...{ userId: id, name: 'Oda', lang: 'en' as const, roles: ['orderDesk' as const] },
  grants: { 'supply.create': 'all' } as const,
  org: { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const page = async (request: () => unknown, items: () => Shortage[] = () => [lack, other, done]) => {
  const asked = answers({
    'GET /supplies/shortages': () => ({ items: items(), direct: [] }),
    'POST /supplies/request': request,
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <ShortagesPage />
    </SessionProvider>,
    { texts },
  )
  const sent = () => asked.filter(one => one.route === 'POST /supplies/request').map(one => one.body)
  return { body, sent }
}
const both = [
  { productId: id, warehouseId: id },
  { productId: 'q', warehouseId: id },
]

test('many are asked for at once, each as it was supplied last; what is on its way already is not offered', async () => {
  let items = [lack, other, done]
  const { body, sent } = await page(
    () => {
      items = [done]
      return { items: [supply, supply] }
    },
    () => items,
  )
  const boxes = [...body.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
  expect(boxes.map(box => box.getAttribute('aria-label'))).toEqual([null, 'Choose Sealer', 'Choose Cutter'])
  expect(button(body, 'Request').hasAttribute('disabled')).toBe(true)
  await press(boxes[0])
  await press(button(body, 'Request 2'))
  await until(() => body.querySelector('.supplybulk') === null)
  expect(sent()).toEqual([{ items: both }])
  expect(document.querySelector('.toast')?.textContent).toContain('2 requests are made')
})

test('one of them is left out again; a second press asks once', async () => {
  const { body, sent } = await page(() => ({ items: [supply] }))
  await press(body.querySelector('.supplybulk input'))
  await press(body.querySelector('[aria-label="Choose Sealer"]'))
  slowly()
  await press(button(body, 'Request 1'))
  await press(button(body, 'Request 1'))
  await settle(300)
  expect(sent()).toEqual([{ items: [both[1]] }])
})

test('the button of one product is pressed twice and asks once', async () => {
  const { body, sent } = await page(() => ({ items: [supply] }))
  slowly()
  await press(button(body, 'Make'))
  await press(button(body, 'Make'))
  await settle(300)
  expect(sent()).toHaveLength(1)
})

test('what somebody else asked for meanwhile is said; a refusal stands above the list and the choice stays', async () => {
  let answer: () => unknown = () => ({ items: [], direct: [] })
  const { body } = await page(() => answer())
  await press(body.querySelector('.supplybulk input'))
  await press(button(body, 'Request 2'))
  await until(() => document.querySelector('.toast') !== null)
  expect(document.querySelector('.toast')?.textContent).toContain('Somebody else has asked for it meanwhile')
  answer = () => {
    throw { status: 422, body: { reasons: [{ key: 'stock.unknownWarehouse', path: 'items.0.warehouseId' }] } }
  }
  await press(body.querySelector('.supplybulk input'))
  await press(button(body, 'Request 2'))
  await until(() => body.querySelector('.reasons') !== null)
  expect(button(body, 'Request 2')).toBeDefined()
})

test('where nothing lacks, the page says what would come up here', async () => {
  const { body } = await page(
    () => undefined,
    () => [],
  )
  expect(body.textContent).toContain(supplyScreenText['supply.noShortages'].en)
  expect(body.querySelector('.supplybulk')).toBe(null)
})
