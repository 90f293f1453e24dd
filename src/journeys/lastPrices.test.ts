import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { ofLine } from '#meta/entity.ts'
import { brokenOrders, type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { priceChecks } from '../app/ops/checks/price.ts'
import { lastPricesHandlers } from './lastPrices.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(async () => {
  expect(await world.rows(brokenOrders)).toEqual([])
  await open.close()
})

const paid = (products: string[], id = world.customerId) =>
  world.read('ann', (db, actor) => lastPricesHandlers.lastPrices(db, actor, { id, products }))

test('a confirmed order says what the customer paid last, after every discount; a draft says nothing', async () => {
  const machine = await world.stocked('50')
  const lines = (price: string) => [
    { productId: machine.id, unitQty: '1', price: '40' },
    { productId: machine.id, unitQty: '4', price, discountKind: 'percent' as const, discountValue: '10' },
  ]
  await world.draft(lines('70'))
  expect(await paid([machine.id])).toEqual([])
  const first = await world.confirmed(lines('100'), { discountKind: 'amount', discountValue: '40' })
  expect(await paid([machine.id])).toMatchObject([
    { orderId: first.id, number: first.number, price: '81', unitQty: '4', currency: 'CNY', taxMode: first.taxMode },
  ])
  const second = await world.confirmed([{ productId: machine.id, unitQty: '3', price: '33.335' }])
  const [last] = await paid([machine.id])
  expect(last).toMatchObject({ number: second.number, at: second.confirmedAt })
  expect(last?.price).toMatch(/^33\.3[34]/)
})

test('another customer has other prices, and who may not see a line’s price is told none', async () => {
  const machine = await world.stocked('5')
  await world.confirmed([{ productId: machine.id, unitQty: '1' }])
  const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '苏州别家' }))
  expect(await paid([machine.id], other.id)).toEqual([])
  expect(await paid([machine.id])).toHaveLength(1)
  const blind = world.read('ann', (db, actor) =>
    lastPricesHandlers.lastPrices(
      db,
      { ...actor, fieldRights: { order: { [ofLine('price')]: 'hidden' } } },
      { id: world.customerId, products: [machine.id] },
    ),
  )
  expect(await blind).toEqual([])
})

test('a customer out of sight is missing', async () => {
  expect(await refused(paid([], '00000000-0000-7000-8000-000000000001'))).toEqual(['kernel.missing'])
})

test('the doctor finds nothing to say', async () => {
  for (const check of priceChecks)
    if ('sql' in check) expect(await world.rows(`select * from (${check.sql}) x where x.org_id = $1`)).toEqual([])
})
