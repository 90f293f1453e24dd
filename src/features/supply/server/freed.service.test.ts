import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LinesEdit, WholeOrder } from '#features/order/order.schema.ts'
import { setLines, trashOrder } from '#features/order/server/edit.service.ts'
import { moveOrder as moveOwn } from '#features/order/server/move.service.ts'
import { setPolicy } from '#features/stock/server/policy.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { NewSupply, ReceiveBody } from '../supply.schema.ts'
import { arrivingOf } from './arriving.service.ts'
import { createSupply } from './create.service.ts'
import { setSupplySettings, supplySettingsOf } from './settings.service.ts'
import { shortages, supplyOfOrder } from './shortage.service.ts'
import { getSupply } from './supply.service.ts'
import { moveSupply, receiveSupply, takeBackSupply } from './supplyMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'partial' }))
})
afterAll(() => open.close())

type Move = Parameters<typeof moveSupply>[3]['move']
const create = (input: NewSupply) => world.write('oda', (tx, actor) => createSupply(tx, actor, input))
const move = (id: string, name: Move) => world.write('oda', (tx, actor) => moveSupply(tx, actor, id, { move: name }))
const receive = (id: string, input: ReceiveBody) =>
  world.write('wei', (tx, actor) => receiveSupply(tx, actor, id, input))
const takeBack = (id: string, no: number) =>
  world.write('wei', (tx, actor) => takeBackSupply(tx, actor, id, { no, note: 'wrong box' }))
const see = (id: string) => world.read('oda', (db, actor) => getSupply(db, actor, id))
const lineOf = ({ lines }: WholeOrder, at = 0) => lines[at]?.id ?? ''
const clean = async () => expect(await doctor.findings()).toEqual([])
/** An order of so many of a product of which none is there. */
const short = async (qty: string) => {
  const { id } = await world.product()
  return { productId: id, order: await world.confirmed([{ productId: id, unitQty: qty }]) }
}
const ask = ({ productId, order }: { productId: string; order: WholeOrder }, qty: string) =>
  create({ kind: 'buy', productId, qty, wants: [{ orderLineId: lineOf(order), qty }] })

describe('a request that had ended and is under way again', () => {
  const cancel = (id: string) => world.write('oda', (tx, actor) => cancelOrder(tx, actor, id, { note: 'x' }))

  test('is for nobody whose order was cancelled meanwhile: a receipt taken back', async () => {
    const found = await short('2')
    const { id } = await ask(found, '2')
    await receive(id, { qty: '2' })
    await cancel(found.order.id)
    expect(await takeBack(id, 1)).toMatchObject({ state: 'in_progress', coming: '2', wants: [] })
    await clean()
  })
  test('is for nobody whose order was cancelled meanwhile: taken up again', async () => {
    const found = await short('3')
    const { id } = await ask(found, '3')
    await receive(id, { qty: '1' })
    await move(id, 'finish')
    await cancel(found.order.id)
    const again = await move(id, 'reopen')
    expect(again).toMatchObject({ state: 'in_progress', coming: '2', wants: [{ qty: '1', given: '1' }] })
    await clean()
  })
  test('keeps what its order still waits for', async () => {
    const found = await short('3')
    const { id } = await ask(found, '3')
    await receive(id, { qty: '3' })
    expect(await takeBack(id, 1)).toMatchObject({ coming: '3', wants: [{ qty: '3', given: '0' }] })
    await clean()
  })
  test('leaves to what was asked since what that brings', async () => {
    const found = await short('3')
    const { id } = await ask(found, '3')
    await receive(id, { qty: '1' })
    await move(id, 'finish')
    await ask(found, '2')
    expect(await move(id, 'reopen')).toMatchObject({ wants: [{ qty: '1', given: '1' }] })
    await clean()
  })
})

test('what arrives where nothing is for sale helps nobody who waits', async () => {
  const { productId } = await short('3')
  const { id: warehouseId } = await world.write('olivia', (tx, actor) =>
    createWarehouse(tx, actor, { code: 'DEF', name: '不良品库', sellable: false }),
  )
  await create({ kind: 'buy', productId, qty: '3', warehouseId, expectedOn: '2026-12-01' })
  const look = () => world.read('oda', (db, actor) => shortages(db, actor, { productId }))
  expect(await look()).toMatchObject([{ lacks: '3', coming: '0', open: '3' }])
  expect(await world.read('oda', db => arrivingOf(db, [productId], '2026-01-01'))).toEqual(new Map())
  await create({ kind: 'buy', productId, qty: '2' })
  expect(await look()).toMatchObject([{ coming: '2', open: '1' }])
})

describe('what can be promised of what comes', () => {
  const now = today(systemClock, 'Asia/Shanghai')
  const soon = addDays(now, 6)
  const arriving = (productId: string) => world.read('oda', db => arrivingOf(db, [productId], now))

  test('is what no order is to have, by day; what more came for a line than it was asked for takes nothing from that', async () => {
    const found = await short('6')
    const wants = [{ orderLineId: lineOf(found.order), qty: '4' }]
    const { id } = await create({ kind: 'buy', productId: found.productId, qty: '10', wants, expectedOn: soon })
    expect((await arriving(found.productId)).get(found.productId)).toMatchObject([{ expectedOn: soon, qty: '4' }])
    await receive(id, { qty: '6' })
    // all six were held for the order: four that it had asked for, two that nobody had
    expect(await see(id)).toMatchObject({ coming: '4', wants: [{ qty: '4', given: '6' }] })
    expect((await arriving(found.productId)).get(found.productId)).toMatchObject([{ qty: '4' }])
  })

  test('has a day that is still to come', async () => {
    const { id: productId } = await world.product()
    await create({ kind: 'buy', productId, qty: '5', expectedOn: addDays(now, -1) })
    await create({ kind: 'buy', productId, qty: '2', expectedOn: soon })
    await create({ kind: 'buy', productId, qty: '9' })
    expect((await arriving(productId)).get(productId)).toMatchObject([{ expectedOn: soon, qty: '2' }])
  })

  test('is first of all for the orders that wait already, though nobody has asked for them', async () => {
    const { productId } = await short('3')
    await create({ kind: 'buy', productId, qty: '2', expectedOn: soon })
    await create({ kind: 'buy', productId, qty: '4', expectedOn: addDays(soon, 3) })
    expect((await arriving(productId)).get(productId)).toMatchObject([{ expectedOn: addDays(soon, 3), qty: '3' }])
  })
})

describe('an order that was reviewed and is written again', () => {
  /** Reviewed, short of all five of a product, and of two of another; five and two are asked for. */
  const stuck = async () => {
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'all' }))
    const [one, two] = [await world.product(), await world.product()]
    const order = await world.confirmed([
      { productId: one.id, unitQty: '5' },
      { productId: two.id, unitQty: '2' },
    ])
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'partial' }))
    expect(order.state).toBe('in_review')
    const first = await ask({ productId: one.id, order }, '5')
    const wants = [{ orderLineId: lineOf(order, 1), qty: '2' }]
    const second = await create({ kind: 'buy', productId: two.id, qty: '2', wants })
    return { order, one, two, first, second }
  }
  const back = (id: string) => world.write('oda', (tx, actor) => moveOwn(tx, actor, id, { move: 'sendBack' }))
  const lines = (order: WholeOrder, next: LinesEdit['lines']) =>
    world.write('ann', (tx, actor) => setLines(tx, actor, order.id, { version: order.version, lines: next }))

  test('gives up what was asked for lines that go or shrink', async () => {
    const { order, one, first, second } = await stuck()
    await lines(await back(order.id), [{ id: lineOf(order), productId: one.id, unitQty: '3' }])
    expect(await see(first.id)).toMatchObject({ qty: '5', wants: [{ qty: '3' }] })
    expect(await see(second.id)).toMatchObject({ state: 'planned', wants: [] })
    await clean()
  })
  test('and for a line that is of another product now', async () => {
    const { order, two, first, second } = await stuck()
    await lines(await back(order.id), [
      { id: lineOf(order), productId: two.id, unitQty: '5' },
      { id: lineOf(order, 1), productId: two.id, unitQty: '2' },
    ])
    expect(await see(first.id)).toMatchObject({ wants: [] })
    expect(await see(second.id)).toMatchObject({ wants: [{ qty: '2' }] })
    await clean()
  })
  test('and all of it once it is deleted', async () => {
    const { order, first, second } = await stuck()
    await back(order.id)
    await world.write('ann', (tx, actor) => trashOrder(tx, actor, order.id))
    expect(await see(first.id)).toMatchObject({ wants: [], coming: '5' })
    expect(await see(second.id)).toMatchObject({ wants: [], coming: '2' })
    await clean()
  })
})

test('what comes for stock already is not asked for once more; what comes for others is', async () => {
  const set = (auto: boolean) =>
    world.write('olivia', (tx, actor) => setSupplySettings(tx, actor, { ...supplySettingsOf(actor), auto }))
  const of = (id: string) => world.read('oda', (db, actor) => supplyOfOrder(db, actor, id))
  const before = await short('3')
  const { productId } = before
  await ask(before, '3')
  await create({ kind: 'buy', productId, qty: '4' })
  await set(true)
  const first = await world.confirmed([{ productId, unitQty: '3' }])
  const second = await world.confirmed([{ productId, unitQty: '3' }])
  const third = await world.confirmed([{ productId, unitQty: '2' }])
  await set(false)
  expect((await of(first.id)).lines).toMatchObject([{ lacks: '3', coming: [] }])
  expect((await of(second.id)).lines).toMatchObject([{ lacks: '3', coming: [{ qty: '2' }] }])
  expect((await of(third.id)).lines).toMatchObject([{ lacks: '2', coming: [{ qty: '2' }] }])
  const look = await world.read('oda', (db, actor) => shortages(db, actor, { productId }))
  expect(look).toMatchObject([{ waiting: '11', coming: '11', open: '0' }])
  await clean()
})
