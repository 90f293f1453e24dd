import { afterAll, beforeAll, expect, test } from 'vitest'
import { trashOrder } from '#features/order/server/edit.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { submitOrder } from '#journeys/confirmOrder.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { replaceAgain } from './replace.service.ts'
import { createReturn, exchangesOf } from './return.service.ts'
import { inspectReturn, moveReturn, receiveReturn } from './returnMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

test('a gift is exchanged for a gift: it keeps its price, costs nothing and can be submitted', async () => {
  const product = await world.stocked('9')
  const order = await world.confirmed([
    { productId: product.id, unitQty: '1' },
    { productId: product.id, unitQty: '2', discountKind: 'percent', discountValue: '100' },
  ])
  const sent = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  for (const name of ['ready', 'ship', 'deliver'])
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, sent.id, name, {}))
  const { id } = await world.write('oda', (tx, actor) =>
    createReturn(tx, actor, { orderId: order.id, lines: [{ orderLineId: order.lines[1]?.id ?? '', unitQty: '2' }] }),
  )
  await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'approve' }))
  await world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, {}))
  const made = await world.write('oda', (tx, actor) =>
    inspectReturn(tx, actor, id, { lines: [{ no: 1, decision: 'exchange' }] }),
  )
  const freshId = made.outcomes[0]?.recordId ?? ''
  expect(await world.get(freshId)).toMatchObject({ gross: '0', lines: [{ price: '100', gross: '0', unitQty: '2' }] })
  await world.write('oda', (tx, actor) => submitOrder(tx, actor, freshId, {}))
  expect(await world.get(freshId)).toMatchObject({ state: 'in_review' })
  // each says of the other what it is
  const exchanges = (orderId: string) => world.read('oda', (db, actor) => exchangesOf(db, actor, orderId))
  const from = { orderId: order.id, orderNumber: order.number, returnId: id, returnNumber: made.number }
  expect(await exchanges(freshId)).toEqual({ from: { ...from, ticketId: null, ticketNumber: null }, to: [] })
  expect(await exchanges(order.id)).toMatchObject({ from: null, to: [{ orderId: freshId }] })
  await expect(world.read('gus', (db, actor) => exchangesOf(db, actor, freshId))).rejects.toMatchObject({
    kind: 'missing',
  })
  expect(await doctor.findings()).toEqual([])
})

test('an exchange that was given up is made anew, once, worth what it was; two at once make one', async () => {
  const product = await world.stocked('9')
  const order = await world.confirmed([{ productId: product.id, unitQty: '3' }])
  const sent = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  for (const name of ['ready', 'ship', 'deliver'])
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, sent.id, name, {}))
  const { id } = await world.write('oda', (tx, actor) =>
    createReturn(tx, actor, { orderId: order.id, lines: [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '2' }] }),
  )
  const replace = () => world.write('oda', (tx, actor) => replaceAgain(tx, actor, id))
  expect(await refused(replace())).toEqual(['flow.notFromHere'])
  await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'approve' }))
  await world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, {}))
  const made = await world.write('oda', (tx, actor) =>
    inspectReturn(tx, actor, id, { lines: [{ no: 1, decision: 'exchange' }] }),
  )
  const first = made.outcomes[0]?.recordId ?? ''
  expect(await world.get(first)).toMatchObject({ type: 'replacement', gross: '200' })
  expect(await refused(replace())).toEqual(['goodsReturn.replacedAlready'])
  await world.write('oda', (tx, actor) => trashOrder(tx, actor, first))
  const both = await Promise.allSettled([replace(), replace()])
  expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
  const again = both.find(one => one.status === 'fulfilled')?.value
  expect(again?.outcomes).toMatchObject([{ entity: 'order', state: 'draft', amount: '200' }])
  const fresh = await world.get(again?.outcomes[0]?.recordId ?? '')
  expect(fresh).toMatchObject({
    type: 'replacement',
    gross: '200',
    threadId: order.threadId,
    lines: [{ unitQty: '2' }],
  })
  expect(await doctor.findings()).toEqual([])
})
