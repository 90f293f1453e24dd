import { expect, test } from 'vitest'
import { orderText } from '#features/order/order.text.ts'
import { answers } from '#test/answers.ts'
import { draw, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { handoffText } from '../handoff.text.ts'
import { PacketPart } from './PacketPart.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const order = { id, number: 'SO1', state: 'confirmed', completedAt: null, gross: '100', currency: 'CNY' }
const axes = {
  supply: { value: 'full', share: 100 },
  fulfilment: { value: 'part', share: 40 },
  billing: { value: 'none', share: 0 },
  payment: { value: 'over', share: 100 },
}
const asked = { required: true, ok: true, say: null, fileId: null, from: null, kind: 'text' }
const items = [
  { ...asked, key: 'a', label: { en: 'Unloading', zh: '卸货条件' }, objection: '几吨的叉车？' },
  { ...asked, key: 'b', label: { en: 'Drawing', zh: '图纸' }, ok: false, objection: null },
]
const packet = {
  ...{ id, orderId: id, state: 'sent_back', reason: '卸货条件：几吨的叉车？', since: '2026-11-27T02:00:00.000Z' },
  ...{ acceptedByName: null, items },
}

async function open(grants: Record<string, 'all'>, orders: readonly object[] = [order]) {
  const routes = answers({
    'GET /orders': () => ({ items: orders, nextCursor: null }),
    [`GET /orders/${id}`]: () => ({ ...order, axes }),
    'GET /handoffs': () => ({ items: [packet], nextCursor: null }),
  })
  const org = { id, name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: id, name: '沈', lang: 'zh' as const, roles: ['sales' as const], grants, org }
  const { body } = await draw(
    <SessionProvider value={session}>
      <PacketPart entity="deal" id={id} />
    </SessionProvider>,
    { lang: 'zh', texts: { ...handoffText, ...orderText } },
  )
  return { body, routes }
}

test('a deal shows its packet with what was sent back and is missing, and how far the order is', async () => {
  const { body, routes } = await open({ 'handoff.read': 'all' })
  await until(() => body.querySelectorAll('.packetaxes dd').length === 4)
  expect(body.textContent).toContain('卸货条件: 几吨的叉车？')
  expect(body.textContent).toContain('还缺：图纸')
  const words = [...body.querySelectorAll('.packetaxes dd')].map(one => one.textContent)
  expect(words[1]).toBe('部分发货 40%')
  expect(body.querySelector('.packetaxes .meter.late')).not.toBeNull()
  expect(routes.find(one => one.route === 'GET /handoffs')?.query.get('filter')).toContain(id)
})

test('whoever may not read packets sees the orders alone', async () => {
  const { body, routes } = await open({})
  expect(routes.some(one => one.route === 'GET /handoffs')).toBe(false)
  expect(body.textContent).toContain('SO1')
})

test('a deal without an order says nothing', async () => {
  const { body } = await open({}, [])
  expect(body.querySelector('.packetpart')).toBeNull()
})
