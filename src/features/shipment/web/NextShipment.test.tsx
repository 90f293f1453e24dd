import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, until } from '#test/page.tsx'
import { shipmentText } from '../shipment.text.ts'
import { NextShipment } from './NextShipment.tsx'

const order = (state: string, goods: string, work = '0') => ({
  id: 'o',
  state,
  lines: [
    { fulfil: 'ship', toShip: goods },
    { fulfil: 'accept', toShip: work },
    { fulfil: 'none', toShip: '1' },
  ],
})

test('a confirmed order goes on with its shipment, planned and opened by one press; what is refused is said beside it', async () => {
  let refused = true
  const asked = answers({
    'GET /orders/o': () => order('confirmed', '2', '1'),
    'POST /shipments': () => {
      if (refused) throw { status: 422, body: { reasons: [{ key: 'shipment.lineTwice' }] } }
      return { id: 's' }
    },
  })
  const drawn = await draw(<NextShipment entity="order" id="o" />, { texts: shipmentText })
  await until(() => drawn.body.querySelector('.btn.pri') !== null)
  await press(button(drawn.body, 'Plan a shipment'))
  expect(drawn.body.querySelector('[role=alert]')?.textContent).toBe(shipmentText['shipment.lineTwice'].en)
  refused = false
  await press(button(drawn.body, 'Plan a shipment'))
  expect(asked.findLast(one => one.route === 'POST /shipments')?.body).toEqual({ orderIds: ['o'], kind: 'delivery' })
  expect(drawn.href()).toBe('/shipments/s')
})

test('when the goods are out, what is left is accepted', async () => {
  const asked = answers({ 'GET /orders/o': () => order('confirmed', '0', '1'), 'POST /shipments': () => ({ id: 's' }) })
  const { body } = await draw(<NextShipment entity="order" id="o" />, { texts: shipmentText })
  await until(() => body.querySelector('.btn.pri') !== null)
  await press(button(body, shipmentText['shipment.newAcceptance'].en))
  const sent = asked.findLast(one => one.route === 'POST /shipments')
  expect(sent?.body).toEqual({ orderIds: ['o'], kind: 'acceptance' })
})

test.each([
  ['draft', '2'],
  ['confirmed', '0'],
  ['on_hold', '2'],
])('a %s order with %s to go out offers none', async (state, goods) => {
  const asked = answers({ 'GET /orders/o': () => order(state, goods) })
  const { body } = await draw(<NextShipment entity="order" id="o" />, { texts: shipmentText })
  await until(() => asked.length > 0)
  expect(body.querySelector('button')).toBe(null)
})
