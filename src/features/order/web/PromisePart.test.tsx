// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { button, draw, press, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { PromisePart } from './PromisePart.tsx'

afterEach(() => vi.unstubAllGlobals())

const line = {
  id: 'l1',
  productId: 'p',
  kind: 'goods',
  name: '灌装机',
  unit: '台',
  unitQty: '2',
  price: '85',
  discountKind: null,
  discountValue: null,
  taxRate: '13',
  parts: null,
}
const org = { id: 'o', name: 'Acme', zone: 'UTC', currency: 'CNY' }
const fix = { say: { key: 'order.lines' }, lineId: 'l1', price: '90' }

async function page(state: string, mayEdit = true) {
  const sent: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    sent.push({ path, body: init?.body ? JSON.parse(String(init.body)) : undefined })
    const say = { key: 'order.promise.title' }
    return new Response(JSON.stringify({ items: [{ kind: 'floor', ok: false, lineId: 'l1', say, fixes: [fix] }] }))
  })
  const order = { id: 'o1', version: 4, state, lines: [line] } as unknown as WholeOrder // the part reads no more of it
  const session = {
    userId: 'a',
    name: 'Ann',
    lang: 'en' as const,
    roles: [],
    grants: mayEdit ? { 'order.edit': 'all' as const } : {},
    org,
  }
  const part = <PromisePart order={order} />
  const { body } = await draw(<SessionProvider value={session}>{part}</SessionProvider>, { texts: orderText })
  return { body, sent }
}

test('an order that is not confirmed says what it promises, and one tap saves the change that passes', async () => {
  const { body, sent } = await page('draft')
  await until(() => body.textContent?.includes('1 open') ?? false)
  expect(sent.some(one => one.path.includes('/orders/o1/promise'))).toBe(true)
  await press(button(body, 'Lines'))
  await until(() => sent.some(one => one.path.includes('/lines')))
  expect(sent.find(one => one.path.includes('/lines'))?.body).toMatchObject({
    version: 4,
    lines: [{ id: 'l1', price: '90', unitQty: '2' }],
  })
})

test('who may not edit is offered no change; a confirmed order is not asked', async () => {
  const seen = await page('in_review', false)
  await until(() => seen.body.textContent?.includes('1 open') ?? false)
  expect(seen.body.querySelector('button')).toBeNull()
  const done = await page('confirmed')
  expect(done.sent.filter(one => one.path.includes('/promise'))).toEqual([])
})
