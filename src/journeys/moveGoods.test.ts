import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { readThread } from '#features/handoff/server/thread.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { moveGoods } from './moveGoods.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const strip = async (entity: string, id: string) => {
  const { legs } = await world.read('oda', (db, actor) => readThread(db, actor, { entity, id }))
  return Object.fromEntries(legs.map(leg => [leg.step, leg]))
}

test('the strip follows the goods and the money, on the order and on the shipment', async () => {
  const product = await world.stocked('10')
  const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
  expect((await strip('order', order.id)).shipment).toMatchObject({ state: 'here', holder: { role: 'warehouse' } })
  const { id, number } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  for (const move of ['ready', 'ship']) await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
  expect((await strip('order', order.id)).shipment).toMatchObject({ state: 'here', number, href: `/shipments/${id}` })
  await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'deliver', { signedBy: '周' }))
  expect(await strip('shipment', id)).toMatchObject({
    shipment: { state: 'done' },
    invoice: { state: 'here', holder: { role: 'finance' } },
    collection: { state: 'here' },
  })
  const paid = { customerId: world.customerId, amount: '200', allocations: [{ orderId: order.id, amount: '200' }] }
  await world.write('fay', (tx, actor) => createReceipt(tx, actor, paid))
  expect((await strip('order', order.id)).collection).toMatchObject({ state: 'done' })
  expect(await doctored(open.test).findings()).toEqual([])
})
