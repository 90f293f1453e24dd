import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { carrierText } from '../carrier.text.ts'
import { type Yard, type YardCard, type YardColumn, yardColumns } from '../yard.schema.ts'
import { yardText } from '../yard.text.ts'
import { WarehouseBoardPage } from './WarehouseBoardPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const card = (n: number, more: Partial<YardCard> = {}): YardCard => ({
  key: `shipment:${id(n)}`,
  entity: 'shipment',
  recordId: id(n),
  number: `FH${n}`,
  customerName: `客户${n}`,
  orderNumbers: `SO${n}`,
  warehouses: '主仓',
  lines: 2,
  checked: 2,
  since: '2026-06-08T02:00:00.000Z',
  days: 3,
  late: false,
  short: null,
  carrier: null,
  carrierState: null,
  ...more,
})
const cards: Partial<Record<YardColumn, YardCard[]>> = {
  plan: [card(1, { entity: 'order', key: `order:${id(1)}`, number: 'SO1', orderNumbers: null, short: '阀 2' })],
  pick: [card(2, { late: true })],
  ready: [card(3), card(4, { checked: 1 })],
  problem: [card(5, { carrierState: 'problem' })],
}
const yard: Yard = {
  columns: yardColumns.map(key => ({ key, count: cards[key]?.length ?? 0, cards: cards[key] ?? [] })),
  warehouses: [
    { id: id(8), name: '主仓' },
    { id: id(9), name: '备件库' },
  ],
}

let asked: { method: string; url: string; body: unknown }[] = []
let refused = false
beforeEach(() => {
  asked = []
  refused = false
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: RequestInit) => {
    asked.push({ method, url, body: body ? JSON.parse(String(body)) : undefined })
    const no = refused && method === 'POST'
    const answer = no ? { reasons: [{ key: 'yard.none' }] } : method === 'POST' ? { id: id(70) } : yard
    return new Response(JSON.stringify(answer), {
      status: no ? 422 : 200,
      headers: { 'content-type': 'application/json' },
    })
  })
})
afterEach(() => vi.unstubAllGlobals())

const all = { 'shipment.create': 'all', 'shipment.ready': 'all', 'shipment.ship': 'all' } as const
const open = async (grants: Readonly<Record<string, 'all'>> = all) => {
  const org = { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const drawn = await draw(
    <SessionProvider value={{ userId: id(6), name: 'Wei', lang: 'en', roles: ['warehouse'], grants, org }}>
      <WarehouseBoardPage />
    </SessionProvider>,
    { texts: { ...yardText, ...carrierText }, at: '/warehouse' },
  )
  await settle(60)
  return drawn
}
const column = (body: HTMLElement, key: YardColumn) => body.querySelector<HTMLElement>(`#yard-${key}`) ?? body
const posts = () => asked.filter(one => one.method === 'POST').map(one => one.url)

test('six columns with their counts; what is late, short or in trouble is said in words', async () => {
  const { body } = await open()
  expect(column(body, 'plan').textContent).toContain('Short: 阀 2')
  expect(column(body, 'pick').textContent).toContain('late')
  expect(column(body, 'ready').querySelector('header')?.textContent).toContain('2')
  expect(column(body, 'today').textContent).toContain('Nothing here')
  expect(column(body, 'problem').className).toContain('bad')
  expect(column(body, 'problem').textContent).toContain(carrierText['state.carrier.problem'].en)
})

test('one tap to the next step: planned, made ready, shipped when it is checked, else checked first', async () => {
  const drawn = await open()
  await press(button(column(drawn.body, 'pick'), 'Make ready'))
  await press(button(column(drawn.body, 'ready'), 'Ship'))
  expect(posts()).toEqual([`/api/shipments/${id(2)}/moves/ready`, `/api/shipments/${id(3)}/moves/ship`])
  await press(button(column(drawn.body, 'plan'), 'Plan'))
  expect(asked.find(one => one.url === '/api/shipments')?.body).toEqual({ orderIds: [id(1)] })
  expect(drawn.href()).toBe(`/shipments/${id(70)}`)
})

test('what is not checked is opened, nothing is sent; a refusal is told in words', async () => {
  const drawn = await open({ ...all, 'shipment.edit': 'all' })
  await press(button(column(drawn.body, 'ready'), 'Check'))
  expect(posts()).toEqual([])
  expect(drawn.href()).toBe(`/shipments/${id(4)}`)
  refused = true
  await press(button(column(drawn.body, 'pick'), 'Make ready'))
  expect(drawn.body.querySelector('[role="status"], [role="alert"], .toast')?.textContent).toContain('Nothing here')
})

test('without the right there is no button; a warehouse narrows what is asked', async () => {
  const { body } = await open({})
  expect(column(body, 'pick').querySelector('.btn')).toBe(null)
  await press([...body.querySelectorAll('.chip')].find(one => one.textContent === '备件库'))
  expect(asked.at(-1)?.url).toContain(`warehouseId=${id(9)}`)
})
