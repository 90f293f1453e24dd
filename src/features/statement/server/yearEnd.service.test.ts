// The turn of the year in the company's own zone: numbers, business days, balances and closed books.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { orderCollection } from '#features/collection/server/plan.service.ts'
import { moveReceipt } from '#features/collection/server/receiptMove.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { editOrg } from '#features/people/server/org.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import type { Instalment } from '#kernel/terms.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { readStatement } from './statement.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
let now = '2026-12-30T02:00:00.000Z'
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld({ ...open.db, clock: { now: () => new Date(now) } })
})
afterAll(() => open.close())

/** Half a minute before and after midnight in Shanghai. */
const eve = '2026-12-31T15:59:30.000Z'
const newYear = '2026-12-31T16:00:30.000Z'

const payer = () => world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: `年末客户${++count}` }))
let count = 0
const order = async (customerId: string, instalments: Instalment[] = []) => {
  const product = await world.stocked('9')
  const gates = { confirm: '0', supply: '0', ship: '0' }
  return world.confirmed([{ productId: product.id, unitQty: '2' }], { customerId, terms: { gates, instalments } })
}
const ship = async (orderId: string, input: object = {}) => {
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [orderId] }))
  for (const [name, more] of [
    ['ready', {}],
    ['ship', input],
  ] as const)
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, name, { ...more }))
}
const receive = (customerId: string, amount: string, input: object = {}) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId, amount, ...input }))
const statement = (id: string, from: string, to: string) =>
  world.read('fay', (db, actor) => readStatement(db, actor, id, { basis: 'delivered', from, to }))
const due = async (id: string) =>
  (await world.read('fay', (db, actor) => orderCollection(db, actor, id))).plan.map(one => one.dueDate)

test('half a minute decides the year: number, day and statement; what bounces in the new one leaves the old as it was', async () => {
  const { id } = await payer()
  now = eve
  const last = await order(id)
  await ship(last.id)
  const got = await receive(id, '50')
  now = newYear
  const first = await order(id)
  await ship(first.id)
  expect([last.date, first.date, got.date]).toEqual(['2026-12-31', '2027-01-01', '2026-12-31'])
  expect([last.number, first.number]).toEqual([
    expect.stringMatching(/20261231-\d+$/),
    expect.stringMatching(/20270101-0*1$/),
  ])
  await world.write('fay', (tx, actor) => moveReceipt(tx, actor, got.id, { move: 'bounce' }))
  expect(await statement(id, '2026-01-01', '2026-12-31')).toMatchObject({
    opening: '0',
    closing: '150',
    rows: [{ kind: 'shipment' }, { kind: 'receipt' }],
  })
  expect(await statement(id, '2027-01-01', '2027-01-31')).toMatchObject({
    opening: '150',
    closing: '400',
    rows: [{ kind: 'shipment' }, { kind: 'bounced' }],
  })
  expect(await doctor.findings()).toEqual([])
})

test('the end of a month is its last day, in February of a leap year too', async () => {
  const { id } = await payer()
  const term = (more: Partial<Instalment>): Instalment => ({
    kind: 'balance',
    percent: '100',
    on: 'confirmed',
    ...more,
  })
  const on = async (at: string, more: Partial<Instalment>) => {
    now = at
    return due((await order(id, [term(more)])).id)
  }
  expect(await on('2028-01-31T02:00:00.000Z', { monthsEnd: 1 })).toEqual(['2028-02-29'])
  expect(await on('2027-01-31T02:00:00.000Z', { monthsEnd: 1 })).toEqual(['2027-02-28'])
  expect(await on('2028-02-29T02:00:00.000Z', { monthsEnd: 12, days: 1 })).toEqual(['2029-03-01'])
  expect(await on('2028-02-28T16:30:00.000Z', { monthsEnd: 0 })).toEqual(['2028-02-29'])
  expect(await on('2026-12-31T16:00:30.000Z', { days: 30 })).toEqual(['2027-01-31'])
  expect(await on('2026-12-31T15:59:30.000Z', { monthsEnd: 0 })).toEqual(['2026-12-31'])
  expect(await on('2026-12-31T16:00:30.000Z', { monthsEnd: 0 })).toEqual(['2027-01-31'])
})

test('books closed over the year: what belongs to it is refused with its day, what is of the new one goes on', async () => {
  const { id } = await payer()
  now = eve
  const old = await order(id)
  const got = await receive(id, '50')
  now = newYear
  await world.write('olivia', (tx, actor) => editOrg(tx, actor, { booksClosedUntil: '2026-12-31' }))
  expect(await refused(receive(id, '10', { date: '2026-12-31' }))).toEqual(['collection.periodClosed@date'])
  expect(await refused(ship(old.id, { date: '2026-12-31' }))).toEqual(['shipment.periodClosed@date'])
  expect(await receive(id, '10')).toMatchObject({ date: '2027-01-01' })
  await world.write('fay', (tx, actor) => moveReceipt(tx, actor, got.id, { move: 'bounce' }))
  expect(await statement(id, '2026-12-01', '2026-12-31')).toMatchObject({ closing: '-50' })
  await world.write('olivia', (tx, actor) => editOrg(tx, actor, { booksClosedUntil: null }))
  expect(await doctor.findings()).toEqual([])
})
