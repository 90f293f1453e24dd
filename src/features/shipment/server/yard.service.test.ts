import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { consignmentWorld } from '#test/consignmentWorld.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import type { YardColumn } from '../yard.schema.ts'
import { traceByHand } from './carrier.service.ts'
import { moveShipment } from './post.service.ts'
import { createShipment } from './shipment.service.ts'
import { readYard } from './yard.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const yard = (who: Anyone = 'wei', warehouseId?: string) =>
  world.read(who, (db, actor) => readYard(db, actor, warehouseId))
const cards = async (key: YardColumn, who: Anyone = 'wei', warehouseId?: string) =>
  (await yard(who, warehouseId)).columns.find(column => column.key === key)?.cards ?? []
const move = (id: string, name: 'ready' | 'ship') =>
  world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: name }))

test('an order runs over the board: to plan with what is short, to pick, ready, shipped today, trouble', async () => {
  const product = await world.stocked('4')
  const order = await world.confirmed([{ productId: product.id, unitQty: '3' }])
  expect(await cards('plan')).toMatchObject([{ number: order.number, entity: 'order', short: null, days: 0 }])
  const input = { orderIds: [order.id] }
  const { id, number } = await world.write('wei', (tx, actor) => createShipment(tx, actor, input))
  expect(await cards('plan')).toEqual([])
  expect(await cards('pick')).toMatchObject([
    { number, orderNumbers: order.number, warehouses: '主仓', lines: 1, checked: 0 },
  ])
  await move(id, 'ready')
  expect(await cards('ready')).toMatchObject([{ number, short: null }])
  await move(id, 'ship')
  expect(await cards('ready')).toEqual([])
  expect(await cards('today')).toMatchObject([{ number }])
  await world.write('wei', (tx, actor) => traceByHand(tx, actor, id, { state: 'refused' }))
  expect(await cards('today')).toEqual([])
  expect(await cards('problem')).toMatchObject([{ number, carrierState: 'refused' }])
})

test('what is short is named with how much is missing; another warehouse sees none of it', async () => {
  const product = await world.stocked('2')
  const other = await world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'B', name: '北仓' }))
  const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
  // held in the main one, to leave from where nothing lies
  const lines = [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '2', warehouseId: other.id }]
  const { number } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
  const found = await cards('pick', 'wei', other.id)
  expect(found).toMatchObject([{ number, short: `${product.name} 2`, warehouses: '北仓' }])
  const main = (await yard()).warehouses.find(one => one.name === '主仓')
  expect((await cards('pick', 'wei', main?.id)).map(card => card.number)).not.toContain(number)
})

test('what lies at a customer’s site is neither on the way nor a problem, however long', async () => {
  const at = await consignmentWorld(world)
  const product = await world.stocked('4')
  const [laid, sent] = [
    await at.confirmed([{ productId: product.id, unitQty: '1' }]),
    await world.confirmed([{ productId: product.id, unitQty: '1' }]),
  ]
  const numbers: string[] = []
  for (const order of [laid, sent]) numbers.push((await at.send(order, undefined, '2026-11-03')).number)
  const found = [...(await cards('onTheWay')), ...(await cards('problem'))].map(card => card.number)
  expect(found).toContain(numbers[1])
  expect(found).not.toContain(numbers[0])
})

test('sales see their own, another company nothing', async () => {
  const product = await world.stocked('4')
  const order = await world.confirmed([{ productId: product.id, unitQty: '1' }])
  expect((await cards('plan', 'ann')).map(card => card.number)).toContain(order.number)
  expect((await yard('gus')).columns.map(column => column.count)).toEqual([0, 0, 0, 0, 0, 0])
})
