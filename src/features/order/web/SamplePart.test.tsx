import { beforeEach, expect, test } from 'vitest'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, submit, type, until, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { orderTypeText } from '../orderType.text.ts'
import { SamplePart } from './SamplePart.tsx'

const texts = { ...orderText, ...orderTypeText }
const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const line = { fulfil: 'ship', shipped: '2', returned: '0' }
const lent = (more: object = {}) =>
  ({
    ...{ id: 'o', version: 5, type: 'sample', state: 'confirmed', confirmedAt: '2026-11-20T00:00:00Z', custom: {} },
    ...{ sampleId: null, sampleNumber: null, returnBy: '2026-12-01', noReturn: false, lines: [line] },
    ...more,
  }) as unknown as WholeOrder // the part reads no more of an order than this

let asked: Asked[]
let sold: object[]
let refusal: unknown
beforeEach(() => {
  localStorage.clear()
  sold = []
  refusal = undefined
  asked = answers({
    'GET /orders': () => ({ items: sold, nextCursor: null }),
    'POST /orders/o/keep': () => {
      if (refusal) throw refusal
      return { id: 'sale' }
    },
    'POST /orders/o/return-day': () => {
      if (refusal) throw refusal
      return lent()
    },
  })
})
type Grants = Readonly<Record<string, 'all'>>
const show = (order: WholeOrder, grants: Grants = { 'order.edit': 'all', 'order.create': 'all' }) =>
  draw(
    <SessionProvider value={{ userId: 'u', name: 'Oda', lang: 'en', roles: ['orderDesk'], grants, org }}>
      <SamplePart order={order} />
    </SessionProvider>,
    { texts },
  )
const buttons = (body: HTMLElement) => [...body.querySelectorAll('.samplepart button')].map(one => one.textContent)

test('a sample that is out says by when it is to be back, and how late it is', async () => {
  const { body } = await show(lent({ returnBy: addDays(today(systemClock, org.zone), -3) }))
  expect(body.querySelector('.samplepart')?.textContent).toContain('3 days late')
  expect(buttons(body)).toEqual(['Another day', 'Customer keeps it'])
  const { body: kept } = await show(lent({ returnBy: null, noReturn: true }))
  expect(kept.lastElementChild?.textContent).toContain('need not come back')
})

test.each([
  ['came back', lent({ lines: [{ ...line, returned: '2' }] })],
  ['was not confirmed', lent({ confirmedAt: null })],
  ['is cancelled', lent({ state: 'cancelled' })],
  ['is a usual order', lent({ type: 'standard' })],
])('one that %s says nothing', async (_, order) => {
  expect((await show(order)).body.querySelector('.samplepart')).toBe(null)
})

test('who may neither edit nor sell is offered nothing', async () => {
  expect(buttons((await show(lent(), {})).body)).toEqual([])
})

test('the customer keeps it: the order that sells it is made and opened; a refusal is said there', async () => {
  refusal = { status: 422, body: { reasons: [{ key: 'order.sampleReturning' }] } }
  const { body, href } = await show(lent())
  await press(button(body, 'Customer keeps it'))
  await until(() => body.querySelector('.samplepart [role="alert"]') !== null)
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(orderTypeText['order.sampleReturning'].en)
  refusal = undefined
  await press(button(body, 'Customer keeps it'))
  await until(() => href() === '/orders/sale')
})

test('once it is sold it is not sold again; the order that sells it leads back', async () => {
  sold = [{ id: 'sale', number: 'SO2', state: 'draft' }]
  const { body } = await show(lent())
  expect(buttons(body)).toEqual(['Another day'])
  expect(body.querySelector('.samplepart a')?.getAttribute('href')).toBe('/orders/sale')
  sold = [{ id: 'sale', number: 'SO2', state: 'cancelled' }]
  expect(buttons((await show(lent())).body)).toContain('Customer keeps it')
  const { body: sale } = await show(lent({ type: 'standard', sampleId: 'o', sampleNumber: 'SO1' }))
  expect(sale.lastElementChild?.querySelector('a')?.getAttribute('href')).toBe('/orders/o')
})

test('another day is asked for on the version that was read; what is refused stands at the day', async () => {
  windowOf(390)
  const { body } = await show(lent())
  await press(button(body, 'Another day'))
  await until(() => body.querySelector('[data-field="returnBy"] input') !== null)
  const day = body.querySelector<HTMLInputElement>('[data-field="returnBy"] input')
  expect(day?.value).toBe('2026-12-01')
  await type(day, '2026-12-20')
  refusal = {
    status: 422,
    body: { reasons: [{ key: 'order.backBefore', path: 'returnBy', values: { date: '2026-12-24' } }] },
  }
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => body.querySelector('[data-field="returnBy"] .wrong') !== null)
  refusal = undefined
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => asked.filter(one => one.route.endsWith('/return-day')).length === 2)
  expect(asked.findLast(one => one.route.endsWith('/return-day'))?.body).toEqual({ version: 5, returnBy: '2026-12-20' })
})
