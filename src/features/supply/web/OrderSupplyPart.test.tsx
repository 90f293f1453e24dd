import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { supplyScreenText } from '../screen.text.ts'
import type { LineSupply } from '../supply.schema.ts'
import { supplyText } from '../supply.text.ts'
import { OrderSupplyPart } from './OrderSupplyPart.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const texts = {
  ...supplyText,
  ...supplyScreenText,
  'order.nothingFree': { en: 'Nothing of what it waits for lies free: {lines}.', zh: '{lines}' },
}
const line: LineSupply = {
  orderLineId: id,
  lineNo: 1,
  productId: id,
  name: 'Sealer',
  unit: 'pc',
  warehouseId: null,
  direct: false,
  lacks: '5',
  free: '0',
  unasked: '5',
  coming: [],
}
const page = (grants: Record<string, 'all'> = { 'order.reserve': 'all' }) => {
  const org = { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  return draw(
    <SessionProvider value={{ userId: id, name: 'Oda', lang: 'en', roles: ['orderDesk'], grants, org }}>
      <OrderSupplyPart entity="order" id={id} />
    </SessionProvider>,
    { texts },
  )
}

test('where something lies free for what waits, one tap holds it; somebody was faster: that is said', async () => {
  const asked = answers({
    [`GET /orders/${id}/supply`]: () => ({ lines: [{ ...line, free: '3' }], setting: 'stock' }),
    [`POST /orders/${id}/moves/reserve`]: () => {
      throw { status: 422, body: { reasons: [{ key: 'order.nothingFree', values: { lines: 'Sealer −5 pc' } }] } }
    },
  })
  const { body } = await page()
  expect(body.textContent).toContain('3 pc lie free')
  await press(button(body, 'Hold free stock'))
  await settle(100)
  expect(asked.find(one => one.route.startsWith('POST'))?.body).toEqual({})
  expect(body.textContent).toContain('lies free: Sealer −5 pc')
})

test('what a supplier is to deliver is asked for in one tap, and ends with its order', async () => {
  const way = {
    ...{ supplyId: id, number: 'BH1', kind: 'buy' as const, state: 'planned' as const, qty: '2', progress: 0 },
    ...{ expectedOn: null, assigneeName: null, may: true },
  }
  const asked = answers({
    [`GET /orders/${id}/supply`]: () => ({
      lines: [{ ...line, direct: true, unasked: '3', coming: [way] }],
      setting: 'stock',
    }),
    'POST /supplies/request-direct': () => ({ items: [{}] }),
  })
  const { body } = await page({ 'supply.create': 'all' })
  expect(body.textContent).toContain('5 pc to be delivered by a supplier')
  expect(body.textContent).toContain('asked for ends with it')
  expect(body.textContent).not.toContain('becomes stock')
  await press(button(body, 'Ask the supplier to deliver'))
  await settle(100)
  expect(asked.find(one => one.route.startsWith('POST'))?.body).toEqual({ orderLineIds: [id] })
})

test('where nothing lies free there is nothing to tap', async () => {
  answers({ [`GET /orders/${id}/supply`]: () => ({ lines: [line], setting: 'stock' }) })
  const { body } = await page()
  expect(body.textContent).toContain('lacks 5 pc')
  expect(body.textContent).not.toContain('Hold free stock')
})
