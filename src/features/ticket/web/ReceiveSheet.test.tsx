import { act } from 'react'
import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, windowOf } from '#test/page.tsx'
import type { WholeReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { DecideSheet } from './DecideSheet.tsx'
import { ReceiveSheet } from './ReceiveSheet.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const nothing = { good: '0', damaged: '0', missing: '0', decision: null, decidedQty: '0', amount: '0' } as const
const motor = {
  id,
  no: 1,
  orderLineId: id,
  orderLineNo: 1,
  productId: id,
  stockKept: true,
  code: 'SX-1',
  name: 'Motor',
  spec: null,
  unit: 'pc',
  unitQty: '6',
  factor: '1',
  qty: '6',
  batch: null,
  ...nothing,
}
const back: WholeReturn = {
  id,
  version: 3,
  number: 'TH20261125-0001',
  state: 'approved',
  orderId: id,
  orderNumber: 'SO1',
  customerId: id,
  customerName: 'Acme',
  ticketId: null,
  ticketNumber: null,
  reason: 'damaged',
  lineCount: 1,
  currency: 'CNY',
  amount: '0',
  carrier: null,
  trackingNumber: null,
  warehouseId: null,
  warehouseName: null,
  damagedWarehouseId: null,
  damagedWarehouseName: null,
  date: null,
  receivedAt: null,
  inspectedAt: null,
  endedAt: null,
  note: null,
  ownerId: null,
  ownerName: null,
  deptId: null,
  createdAt: '2026-11-25T06:00:00Z',
  updatedAt: '2026-11-25T06:00:00Z',
  custom: {},
  lines: [motor],
  outcomes: [],
}
const places = () => ({ items: [{ id: 'w1', name: 'Main', state: 'active', isDefault: true }], nextCursor: null })
const field = (body: HTMLElement, label: string) => body.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)

test('on a phone: what is broken and missing is typed, the rest is good; what is wrong is said in place', async () => {
  windowOf(390)
  let isRight = false
  const asked = answers({
    'GET /warehouses': places,
    [`POST /goods-returns/${id}/moves/receive`]: () => {
      if (!isRight) throw { status: 422, body: { reasons: [{ key: 'goodsReturn.nothingCame' }] } }
      return { ...back, state: 'received' }
    },
  })
  let closed = 0
  const sheet = <ReceiveSheet goodsReturn={back} onClose={() => closed++} />
  const { body } = await draw(sheet, { texts: returnText })
  expect(field(body, 'Motor Good')?.value).toBe('6')
  await type(field(body, 'Motor Damaged'), '2')
  await type(field(body, 'Motor Missing'), '1')
  await settle()
  expect(field(body, 'Motor Good')?.value).toBe('3')
  await press(button(body, 'Received'))
  await settle(100)
  expect(body.textContent).toContain('Nothing came')
  expect(closed).toBe(0)
  isRight = true
  await press(button(body, 'Received'))
  await settle(100)
  expect(closed).toBe(1)
  expect(asked.at(-1)?.body ?? asked.findLast(one => one.route.startsWith('POST'))?.body).toEqual({
    version: 3,
    lines: [{ no: 1, damaged: '2', missing: '1' }],
    warehouseId: 'w1',
    damagedWarehouseId: null,
  })
})

test('deciding: each way says what it does; what came is asked about, what is missing is not', async () => {
  const received: WholeReturn = {
    ...back,
    state: 'received',
    lines: [
      { ...motor, good: '4', missing: '2' },
      { ...motor, no: 2, id: `${id.slice(0, -1)}2`, name: 'Belt', missing: '6' },
    ],
  }
  const worth = {
    ok: false,
    reasons: [],
    currency: 'CNY',
    lines: [{ no: 1, amount: '400' }],
    refund: '400',
    refundable: '150',
  }
  answers({ [`POST /goods-returns/${id}/moves/inspect/preview`]: () => worth })
  const { body } = await draw(<DecideSheet goodsReturn={received} onClose={() => {}} />, { texts: returnText })
  expect(body.textContent).toContain('Good 4 · Missing 2')
  expect(body.textContent).not.toContain('Belt')
  const select = body.querySelector<HTMLElement>('.ant-select')
  await act(async () => select?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })))
  await settle(100)
  const refund = [...body.querySelectorAll<HTMLElement>('.ant-select-item-option')].find(
    one => one.textContent === 'Refund',
  )
  await press(refund)
  await settle(200)
  expect(body.textContent).toContain('What was paid too much goes back')
  // worth 400, but no more than 150 was paid too much
  expect(body.textContent).toContain('¥400.00')
  expect(body.textContent).toContain('¥150.00')
})
