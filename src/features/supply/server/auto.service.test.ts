import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { setPolicy } from '#features/stock/server/policy.service.ts'
import { confirmOrder } from '#journeys/confirmOrder.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { createSupply } from './create.service.ts'
import { setSupplySettings } from './settings.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  const settings = { auto: true, kind: 'buy', tolerance: '0', freed: 'stock' } as const
  await world.write('olivia', (tx, actor) => setSupplySettings(tx, actor, settings))
})
afterAll(async () => {
  expect(open.db.counters.retries).toBe(0)
  await open.close()
})

const policy = (reservePolicy: 'all' | 'partial') =>
  world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy }))
let count = 0
/** Reviewed, and not confirmed: nothing of it lies there. Of one payer orders would wait for each other anyway. */
const stuck = async (lines: readonly { productId: string; unitQty: string }[]) => {
  const name = `杭州清屿食品有限公司${++count}`
  const customer = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name, address: '杭州市' }))
  const order = await world.confirmed(lines, { customerId: customer.id })
  expect(order.state).toBe('in_review')
  return order
}

test('two orders confirmed in the same moment do not both count on what comes: together they ask for what lacks', async () => {
  for (let round = 0; round < 4; round++) {
    const [one, two] = [await world.product(), await world.product()]
    for (const { id: productId } of [one, two])
      await world.write('oda', (tx, actor) => createSupply(tx, actor, { kind: 'buy', productId, qty: '5' }))
    await policy('all')
    const asks = [one, two].map(({ id: productId }) => ({ productId, unitQty: '5' }))
    const orders = [await stuck(asks), await stuck(asks.toReversed()), await stuck(asks)]
    await policy('partial')
    await Promise.all(orders.map(({ id }) => world.write('oda', (tx, actor) => confirmOrder(tx, actor, id, {}))))
    const coming = await world.rows<{ qty: string }>(
      'select sum(coming)::text as qty from supplies where org_id = $1 and product_id = any($2) group by product_id',
      [[one.id, two.id]],
    )
    // three orders of five each, of which five come already
    expect(coming.map(row => Number(row.qty))).toEqual([15, 15])
  }
  expect(await doctor.findings()).toEqual([])
})
