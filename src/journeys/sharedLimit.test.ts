import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standingOf } from '#features/collection/server/standing.service.ts'
import type { CreditEdit } from '#features/customer/customer.schema.ts'
import { getCredit, setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer, editCustomer, listCustomers } from '#features/customer/server/customer.service.ts'
import { trashCustomer } from '#features/customer/server/trash.service.ts'
import { moveOrder as moveOwn, orderOffers } from '#features/order/server/move.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { confirmOrder } from './confirmOrder.ts'
import { mergeRecordsHandlers } from './mergeRecords.ts'
import { moveGoods } from './moveGoods.ts'
import { promiseCheckHandlers } from './promiseCheck.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
let count = 0
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const company = (parentId?: string): Promise<string> =>
  world.write('ann', async (tx, actor) => {
    const name = `苏州栖禾包装${++count}号有限公司`
    return (await createCustomer(tx, actor, { name, ...(parentId && { parentId }) })).id
  })
const set = (id: string, input: CreditEdit) => world.write('fay', (tx, actor) => setCredit(tx, actor, id, input))
const credit = (id: string) => world.read('fay', (db, actor) => getCredit(db, actor, id))
/** A head with a limit of 1000, and two who draw on it. */
async function group(creditLimit = '1000'): Promise<{ head: string; a: string; b: string }> {
  const head = await company()
  const [a, b] = [await company(head), await company(head)]
  await set(head, { creditLimit, policy: 'block', creditDays: 45 })
  for (const id of [a, b]) await set(id, { sharesLimit: true })
  return { head, a, b }
}
async function ordered(customerId: string, unitQty: string) {
  const product = await world.stocked('100')
  return world.confirmed([{ productId: product.id, unitQty }], { customerId })
}
const stateOf = async (id: string) => (await world.get(id)).state
const clean = async () => expect(await doctor.findings()).toEqual([])

test('what all of the group use stands against the head’s limit, at every point; of it, each its own', async () => {
  const { head, a, b } = await group()
  const first = await ordered(a, '6')
  expect(first.state).toBe('confirmed')
  const second = await ordered(b, '5')
  expect(second.state).toBe('in_review')
  const offers = await world.read('oda', (db, actor) => orderOffers(db, actor, second.id))
  expect(offers.find(one => one.move === 'confirm')?.reasons[0]).toMatchObject({
    key: 'order.creditBlocked',
    values: { limit: '1000', after: '1100', over: '100' },
  })
  expect(await credit(b)).toMatchObject({
    creditLimit: '1000',
    policy: 'block',
    creditDays: 45,
    used: '600',
    ownUsed: '0',
    headId: head,
    shared: false,
  })
  expect(await credit(a)).toMatchObject({ used: '600', ownUsed: '600' })
  expect(await credit(head)).toMatchObject({ used: '600', ownUsed: '0', headId: null, shared: true })
  // the head draws on it, too
  expect((await ordered(head, '5')).state).toBe('in_review')
  const standing = await world.read('fay', (db, actor) => standingOf(db, actor, a))
  expect(standing).toMatchObject({ creditLimit: '1000', used: '600', groupUsed: '600', available: '400' })
  const promise = await world.read('ann', (db, actor) =>
    promiseCheckHandlers.promiseOrder(db, actor, { id: second.id }),
  )
  expect(promise.items.find(one => one.kind === 'credit')).toMatchObject({
    ok: false,
    say: { values: { used: '600', over: '100' } },
  })
  await world.write('oda', (tx, actor) => moveOwn(tx, actor, first.id, { move: 'hold' }))
  await set(head, { creditLimit: '500' })
  const resume = world.write('oda', (tx, actor) => moveOwn(tx, actor, first.id, { move: 'resume' }))
  expect(await refused(resume)).toEqual(['order.creditBlocked@payerId'])
  const over = await world.read('fay', (db, actor) =>
    listCustomers(db, actor, { filter: JSON.stringify({ field: 'overLimit', op: 'is', value: true }) }),
  )
  expect(over.items.map(one => one.id)).toEqual(expect.arrayContaining([a, b, head]))
  await clean()
})

test('a shipment of one is stopped by what the others use', async () => {
  const { head, a, b } = await group()
  const first = await ordered(a, '6')
  await ordered(b, '4')
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [first.id] }))
  await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ready', {}))
  await set(head, { creditLimit: '900' })
  const ship = () => world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ship', {}))
  expect(await refused(ship())).toEqual(['shipment.creditOver'])
  await set(head, { creditLimit: '1000' })
  expect(await ship()).toMatchObject({ state: 'shipped' })
  await clean()
})

describe('who may share whose', () => {
  test('one level, below a head; a head has its own', async () => {
    const { head, a, b } = await group()
    expect(await refused(set(head, { sharesLimit: true }))).toEqual(['customer.noGroup@sharesLimit'])
    const above = await company()
    const move = () => world.write('ann', (tx, actor) => editCustomer(tx, actor, head, { parentId: above }))
    // whose limit it is stays the head of its group: who shares it would be of another one
    expect(await refused(move())).toEqual(['customer.othersShare@parentId'])
    expect(await credit(a)).toMatchObject({ headId: head })
    await set(a, { sharesLimit: false })
    expect(await credit(a)).toMatchObject({ headId: null, creditLimit: null, used: '0' })
    await set(b, { sharesLimit: false })
    expect(await refused(move())).toEqual([])
    await clean()
  })

  test('whoever shares keeps its place; head and member are neither merged nor thrown away', async () => {
    const { head, a, b } = await group()
    const elsewhere = await company()
    const edit = world.write('ann', (tx, actor) => editCustomer(tx, actor, a, { parentId: elsewhere }))
    expect(await refused(edit)).toEqual(['customer.sharesLimit@parentId'])
    const trash = (id: string) => world.write('max', (tx, actor) => trashCustomer(tx, actor, id))
    expect(await refused(trash(head))).toEqual(['customer.othersShare'])
    expect(await refused(trash(a))).toEqual(['customer.sharesLimit'])
    const merge = (winnerId: string, loserId: string) =>
      world.write('max', (tx, actor) =>
        mergeRecordsHandlers.merge(tx, actor, { entity: 'customer', winnerId, loserId }),
      )
    expect(await refused(merge(elsewhere, head))).toEqual(['customer.othersShare'])
    expect(await refused(merge(elsewhere, b))).toEqual(['customer.sharesLimit'])
    for (const id of [a, b]) await set(id, { sharesLimit: false })
    expect(await credit(head)).toMatchObject({ shared: false })
    await merge(elsewhere, b)
    await clean()
  })
})

describe('two at once', () => {
  test('orders of two members cannot both pass one limit', async () => {
    for (let round = 0; round < 8; round++) {
      const { head, a, b } = await group('500')
      const [first, second] = [await ordered(a, '6'), await ordered(b, '6')]
      expect([first.state, second.state]).toEqual(['in_review', 'in_review'])
      await set(head, { creditLimit: '1000' })
      const confirm = (id: string) => world.write('oda', (tx, actor) => confirmOrder(tx, actor, id, {}))
      const done = await Promise.allSettled([confirm(first.id), confirm(second.id)])
      expect(done.filter(one => one.status === 'fulfilled')).toHaveLength(1)
      expect([await stateOf(first.id), await stateOf(second.id)].toSorted()).toEqual(['confirmed', 'in_review'])
      expect((await credit(head)).used).toBe('600')
    }
    await clean()
  })

  test('a member that joins while it confirms is judged by the one limit or the other, and nothing waits for ever', async () => {
    for (let round = 0; round < 6; round++) {
      const head = await company()
      const a = await company(head)
      await set(head, { creditLimit: '100', policy: 'block' })
      await set(a, { creditLimit: '100', policy: 'block' })
      const order = await ordered(a, '6')
      await set(a, { creditLimit: '1000' })
      await Promise.allSettled([
        set(a, { sharesLimit: true }),
        world.write('oda', (tx, actor) => confirmOrder(tx, actor, order.id, {})),
      ])
      expect(await credit(a)).toMatchObject({
        headId: head,
        used: (await stateOf(order.id)) === 'confirmed' ? '600' : '0',
      })
    }
    await clean()
  })
})
