import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, windowOf } from '#test/page.tsx'
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
    'GET /supplies/shortages': () => ({ items: [lack] }),
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
