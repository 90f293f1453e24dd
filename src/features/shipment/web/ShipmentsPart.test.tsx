import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { shipmentText } from '../shipment.text.ts'
import { ShipmentsPart } from './ShipmentsPart.tsx'

const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const grants = { 'shipment.read': 'all', 'shipment.create': 'all' } as const

const offersAcceptance = async (state: string, lines: readonly object[]) => {
  answers({ 'GET /orders/o': () => ({ id: 'o', state, lines }), 'GET /orders/o/shipments': () => [] })
  document.body.innerHTML = ''
  const { body } = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Ann', lang: 'en', roles: ['sales'], grants, org }}>
      <ShipmentsPart entity="order" id="o" />
    </SessionProvider>,
    { texts: shipmentText },
  )
  await settle(60)
  expect(body.textContent).toContain(shipmentText['shipment.noneYet'].en)
  return body.textContent?.includes(shipmentText['shipment.newAcceptance'].en)
}

test('an acceptance is offered where a confirmed order waits for one, and nowhere else', async () => {
  const work = { fulfil: 'accept', toShip: '1' }
  expect(await offersAcceptance('confirmed', [work])).toBe(true)
  expect(await offersAcceptance('confirmed', [{ ...work, toShip: '0' }])).toBe(false)
  expect(await offersAcceptance('confirmed', [{ fulfil: 'ship', toShip: '1' }])).toBe(false)
  for (const state of ['draft', 'in_review', 'on_hold', 'closed', 'cancelled'])
    expect(await offersAcceptance(state, [work])).toBe(false)
})
