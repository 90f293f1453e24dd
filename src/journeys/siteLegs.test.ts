// Where the ball is of goods at a customer's site: on the strip and on the hand-off board.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettlement } from '#features/consignment/server/settlement.service.ts'
import { readBoard } from '#features/handoff/server/board.service.ts'
import { readThread } from '#features/handoff/server/thread.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { moveGoods } from './moveGoods.ts'
import { settleHandlers } from './settleConsignment.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let siteId: string
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  const site = { code: 'S1', name: '榆湾寄售点', customerId: world.customerId }
  siteId = (await world.write('olivia', (tx, actor) => createWarehouse(tx, actor, site))).id
})
afterAll(() => open.close())

const strip = async (id: string) => {
  const { legs } = await world.read('oda', (db, actor) => readThread(db, actor, { entity: 'order', id }))
  return Object.fromEntries(legs.map(leg => [leg.step, leg]))
}
const columnsWith = async (id: string) => {
  const { columns } = await world.read('oda', (db, actor) => readBoard(db, actor, {}))
  return columns.filter(one => one.cards.some(card => card.recordId === id)).map(one => one.key)
}

test('sent to a site the order desk has the ball, late by no clock; finance gets one with each settlement', async () => {
  const product = await world.stocked('10')
  const order = await world.confirmed([{ productId: product.id, unitQty: '4' }], { type: 'consignment' })
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  for (const move of ['ready', 'ship'] as const)
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
  const lying = await strip(order.id)
  expect(lying.shipment).toMatchObject({
    ...{ state: 'here', word: 'handoff.note.atSite', named: '榆湾寄售点', allowed: null, href: `/shipments/${id}` },
    holder: { role: 'orderDesk' },
  })
  expect([lying.invoice?.state, lying.collection?.state]).toEqual(['wait', 'wait'])
  expect(await columnsWith(order.id)).toEqual([])

  const products = [{ productId: product.id, qty: '1' }]
  const draft = await world.write('oda', (tx, actor) => createSettlement(tx, actor, { siteId, products }))
  await world.write('oda', (tx, actor) => settleHandlers.post(tx, actor, { id: draft.id }))
  const settled = await strip(order.id)
  expect([settled.shipment, settled.invoice, settled.collection].map(leg => leg?.state)).toEqual([
    'here',
    'here',
    'here',
  ])
  expect(await columnsWith(order.id)).toEqual(['invoice', 'collection'])
})
