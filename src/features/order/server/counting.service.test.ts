import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { brokenOrders, type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { setCounting } from './counting.service.ts'
import { holdOrders, writeProgress } from './progress.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const count = (creditCounts: 'due' | 'shipped') =>
  world.write('olivia', (tx, actor) => setCounting(tx, actor, { creditCounts }))
const used = async (id: string) =>
  (
    await world.rows<{ used: string }>('select used from customer_credit where org_id = $1 and customer_id = $2', [id])
  )[0]?.used

async function ship(orderId: string, qty: string): Promise<void> {
  await world.write('oda', async (tx, actor) => {
    const held = (await holdOrders(tx, [orderId])).get(orderId)
    const [line] = held?.lines ?? []
    if (!held || !line) throw new Error('no line')
    writeProgress(tx, actor, held, { lines: new Map([[line.id, { shipped: qty }]]) })
  })
}

test('another way of counting counts every order and payer anew, there and back', async () => {
  const machine = await world.product({ price: '100' })
  const service = await world.product({ price: '10', kind: 'service' })
  const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '另一付款方' }))
  const lines = [{ productId: service.id, unitQty: '10' }]
  const one = await world.confirmed(lines)
  const two = await world.confirmed(lines, { payerId: other.id })
  await world.draft([{ productId: machine.id, unitQty: '1' }])
  await ship(one.id, '6')
  expect([await used(world.customerId), await used(other.id)]).toEqual(['100', '100'])
  await count('shipped')
  expect([await used(world.customerId), await used(other.id)]).toEqual(['60', '0'])
  expect(await world.rows(brokenOrders)).toEqual([])
  await ship(two.id, '3')
  expect(await used(other.id)).toBe('30')
  await count('shipped')
  await count('due')
  expect([await used(world.customerId), await used(other.id)]).toEqual(['100', '100'])
  expect(await world.rows(brokenOrders)).toEqual([])
  const events = await world.rows(
    `select before, after from event where org_id = $1 and kind = 'order.countingSet' order by seq`,
  )
  expect(events).toEqual([
    { before: { creditCounts: 'due' }, after: { creditCounts: 'shipped' } },
    { before: { creditCounts: 'shipped' }, after: { creditCounts: 'due' } },
  ])
})
