import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { CarrierTrace } from '../carrier.schema.ts'
import { carrierText } from '../carrier.text.ts'
import type { WholeShipment } from '../shipment.schema.ts'
import { TracePart } from './TracePart.tsx'

const id = '00000000-0000-7000-8000-000000000070'
const trace = (n: number, more: Partial<CarrierTrace>): CarrierTrace =>
  ({ id: `00000000-0000-7000-8000-00000000010${n}`, place: null, text: null, byName: null, ...more }) as CarrierTrace // what is drawn of one
const items = [
  trace(2, { state: 'problem', at: '2026-06-09T02:00:00.000Z', text: '电话不通', source: 'interface' }),
  trace(1, { state: 'in_transit', at: '2026-06-08T02:00:00.000Z', place: '杭州', source: 'person', byName: 'Wei' }),
]
let asked: { method: string; body: unknown }[] = []
let answer: { items: CarrierTrace[]; pageUrl: string | null }
beforeEach(() => {
  asked = []
  answer = { items, pageUrl: 'https://carrier.example/DPK1' }
  vi.stubGlobal('fetch', async (_url: string, { method = 'GET', body }: RequestInit) => {
    asked.push({ method, body: body ? JSON.parse(String(body)) : undefined })
    return new Response(JSON.stringify(answer), { status: 200, headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

const open = async (may: boolean, trackingNumber: string | null = 'DPK1') => {
  const org = { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const grants = may ? { 'shipment.track': 'all' as const } : {}
  // as: what the part reads of a shipment
  const shipment = { id, carrier: '德邦', trackingNumber } as WholeShipment
  const { body } = await draw(
    <SessionProvider value={{ userId: id, name: 'Wei', lang: 'en', roles: ['warehouse'], grants, org }}>
      <TracePart shipment={shipment} />
    </SessionProvider>,
    { texts: carrierText },
  )
  await settle(60)
  return body
}

test('the newest word comes first, trouble is marked, the carrier’s own page is a link away', async () => {
  const body = await open(false)
  const rows = [...body.querySelectorAll('li')]
  expect(rows.map(one => one.className)).toEqual(['trouble', ''])
  expect(rows[0]?.textContent).toContain('电话不通')
  expect(rows[1]?.textContent).toContain('杭州')
  expect(rows[1]?.textContent).toContain('Wei')
  expect(body.querySelector('a.link')?.getAttribute('href')).toBe('https://carrier.example/DPK1')
  expect(body.textContent).not.toContain(carrierText['shipment.trace.add'].en)
})

test('without a word it says so; without a number it asks for one', async () => {
  answer = { items: [], pageUrl: null }
  expect((await open(true)).textContent).toContain(carrierText['shipment.trace.none'].en)
  expect((await open(true, null)).textContent).toContain(carrierText['shipment.trace.noNumber'].en)
})

test('whoever follows parcels writes down what the carrier said', async () => {
  const body = await open(true)
  await press(button(body, carrierText['shipment.trace.add'].en))
  await settle(60)
  expect(body.textContent).toContain(carrierText['shipment.trace.state'].en)
  expect(asked.every(one => one.method === 'GET')).toBe(true)
})
