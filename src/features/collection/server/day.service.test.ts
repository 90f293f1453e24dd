import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCredit } from '#features/customer/server/credit.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import type { NewOrder } from '#features/order/order.schema.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewReceipt } from '../collection.schema.ts'
import { createReceipt } from './allocate.service.ts'
import { orderCollection } from './plan.service.ts'
import { moveReceipt, type Wish } from './receiptMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const day = today(systemClock, 'Asia/Shanghai')
const gates = { confirm: '0', supply: '0', ship: '0' }
const order = async (input: Partial<NewOrder> = {}) => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  return world.confirmed([{ productId: product.id, unitQty: '10' }], input)
}
const receive = (input: Partial<NewReceipt> & { amount: string }) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: world.customerId, ...input }))
const moved = (id: string, move: Wish['move'], more: Partial<Wish> = {}) =>
  world.write('fay', (tx, actor) => moveReceipt(tx, actor, id, { ...more, move }))
const used = async () => Number((await world.read('fay', (db, actor) => getCredit(db, actor, world.customerId))).used)
const plan = async (id: string) => (await world.read('fay', (db, actor) => orderCollection(db, actor, id))).plan
const clean = async () => expect(await doctor.findings()).toEqual([])

test('what is written down later counts from the day it happened, and nothing arrives before it left', async () => {
  const due = { kind: 'balance', percent: '100', days: 10 } as const
  const sent = async (on: 'shipped' | 'delivered') => {
    const product = await world.stocked('5')
    const made = await world.confirmed([{ productId: product.id, unitQty: '5' }], {
      terms: { gates, instalments: [{ ...due, on }] },
    })
    const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [made.id] }))
    await goods(id, 'ready')
    await goods(id, 'ship', { date: addDays(day, -20) })
    return { made, id }
  }
  const goods = (id: string, name: string, input: object = {}) =>
    world.write('wei', (tx, actor) => moveGoods(tx, actor, id, name, { ...input }))
  const shipped = await sent('shipped')
  expect(await plan(shipped.made.id)).toMatchObject([{ dueDate: addDays(day, -10), state: 'overdue' }])
  const { made, id } = await sent('delivered')
  expect(await refused(goods(id, 'deliver', { date: addDays(day, -21) }))).toEqual(['shipment.beforeShipped@date'])
  await goods(id, 'deliver', { date: addDays(day, -18) })
  expect(await plan(made.id)).toMatchObject([{ dueDate: addDays(day, -8) }])
  await clean()
})
test('what needs no delivery, or no invoice, is due all the same', async () => {
  const due = async (on: 'shipped' | 'delivered' | 'invoiced', input: Partial<NewOrder> = {}) => {
    const made = await order({
      terms: { gates, instalments: [{ kind: 'balance', percent: '100', on, days: 10 }] },
      ...input,
    })
    return (await plan(made.id))[0]?.dueDate
  }
  expect(await due('shipped')).toBe(addDays(day, 10))
  expect(await due('delivered')).toBe(addDays(day, 10))
  expect(await due('invoiced')).toBeNull()
  expect(await due('invoiced', { billBasis: 'none' })).toBe(addDays(day, 10))
  await clean()
})
test('announced in another currency it is worth what it is worth on the day it comes', async () => {
  for (const [rate, ago] of [
    ['7', 40],
    ['8', 5],
  ] as const)
    await world.write('olivia', (tx, actor) =>
      setRate(tx, actor, { currency: 'AUD', rate, onDate: addDays(day, -ago) }),
    )
  const before = await used()
  const got = await receive({ amount: '100', currency: 'AUD', date: addDays(day, -30), state: 'pending' })
  expect(got).toMatchObject({ rate: '7', baseAmount: '700' })
  expect(await refused(moved(got.id, 'receive', { date: addDays(day, -50) }))).toEqual(['collection.noRate@date'])
  expect(await moved(got.id, 'receive', { date: day })).toMatchObject({ rate: '8', baseAmount: '800', date: day })
  expect(await used()).toBe(before - 800)
  await clean()
})

test('days beyond the last one of the calendar are refused, not a fault', async () => {
  const instalments = [{ kind: 'balance', percent: '100', on: 'signed', days: 30 }] as const
  const made = order({ date: '9999-12-31', terms: { gates, instalments: [...instalments] } })
  expect(await refused(made)).toEqual(['kernel.badDate'])
})
