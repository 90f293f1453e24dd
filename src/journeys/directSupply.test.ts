import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewOrder, WholeOrder } from '#features/order/order.schema.ts'
import { moveOrder } from '#features/order/server/move.service.ts'
import { createShipment, getShipment, shipmentsOf } from '#features/shipment/server/shipment.service.ts'
import { directOpen, requestDirect } from '#features/supply/server/direct.service.ts'
import { editSupply } from '#features/supply/server/edit.service.ts'
import { shortages, supplyOfOrder } from '#features/supply/server/shortage.service.ts'
import { getSupply } from '#features/supply/server/supply.service.ts'
import { receiveSupply, supplyOffers } from '#features/supply/server/supplyMove.service.ts'
import type { DeliverBody } from '#features/supply/supply.schema.ts'
import { createReturn } from '#features/ticket/server/return.service.ts'
import { moveReturn, receiveReturn } from '#features/ticket/server/returnMove.service.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { cancelOrder } from './cancelOrder.ts'
import { directSupplyHandlers } from './directSupply.ts'
import { moveGoods } from './moveGoods.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(async () => {
  expect(open.db.counters.retries).toBe(0)
  await open.close()
})

const clean = async () => expect(await doctor.findings()).toEqual([])
const lineOf = (order: WholeOrder, at = 0) => order.lines[at]?.id ?? ''
const ordered = async (qty: string, more: Partial<NewOrder> = {}) => {
  const product = await world.product()
  return world.confirmed([{ productId: product.id, unitQty: qty }], { type: 'direct', ...more })
}
const ask = (...ids: string[]) => world.write('oda', (tx, actor) => requestDirect(tx, actor, { orderLineIds: ids }))
const asked = async (order: WholeOrder) => (await ask(lineOf(order))).items[0]?.id ?? ''
const see = (id: string) => world.read('oda', (db, actor) => getSupply(db, actor, id))
const deliver = (id: string, input: DeliverBody) =>
  world.write('wei', (tx, actor) => directSupplyHandlers.deliver(tx, actor, { id, ...input }))
const partOf = async (order: WholeOrder) =>
  (await world.read('ann', (db, actor) => supplyOfOrder(db, actor, order.id))).lines
const goods = (id: string, move: string) => world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
const byHand = async (order: WholeOrder, unitQty: string) => {
  const lines = [{ orderLineId: lineOf(order), unitQty }]
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
  for (const move of ['ready', 'ship']) await goods(id, move)
  return id
}

describe('what a supplier delivers to the customer', () => {
  test('is asked for by the order, once, and counts for no warehouse', async () => {
    const order = await ordered('5', { promisedDate: '2027-02-01' })
    expect(await partOf(order)).toMatchObject([{ direct: true, lacks: '5', unasked: '5', coming: [] }])
    const lacking = async () => (await world.read('oda', directOpen)).filter(one => one.orderId === order.id)
    expect(await lacking()).toMatchObject([{ open: '5', lineNo: 1, promisedDate: '2027-02-01' }])
    const both = await Promise.allSettled([ask(lineOf(order)), ask(lineOf(order))])
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refused(ask(lineOf(order)))).toEqual(['supply.directAsked@orderLineIds.0'])
    expect(await lacking()).toEqual([])
    const [line] = await partOf(order)
    expect(line).toMatchObject({ lacks: '5', unasked: '0', coming: [{ qty: '5', kind: 'buy' }] })
    const id = line?.coming[0]?.supplyId ?? ''
    expect(await see(id)).toMatchObject({ direct: true, kind: 'buy', qty: '5', neededBy: '2027-02-01' })
    expect(await refused(world.write('oda', (tx, actor) => editSupply(tx, actor, id, { qty: '9' })))).toEqual([
      'supply.directFixed@qty',
    ])
    // a stocked order of the same product does not count on it
    const productId = order.lines[0]?.productId ?? ''
    const stock = await world.confirmed([{ productId, unitQty: '2' }])
    expect(stock.state).toBe('in_review')
    expect(await world.read('oda', (db, actor) => shortages(db, actor, { productId }))).toMatchObject([
      { lacks: '2', coming: '0', open: '2' },
    ])
    expect(await refused(ask(lineOf(stock)))).toEqual(['supply.noDirect@orderLineIds.0'])
    await clean()
  })

  test('delivered in parts: each part is a posted shipment with the supplier’s number, and moves no stock', async () => {
    const order = await ordered('5')
    const id = await asked(order)
    expect(await refused(world.write('wei', (tx, actor) => receiveSupply(tx, actor, id, { qty: '2' })))).toEqual([
      'supply.goesDirect',
    ])
    const offers = await world.read('wei', (db, actor) => supplyOffers(db, actor, id))
    expect(offers.map(one => one.move)).toContain('deliver')
    expect(offers.map(one => one.move)).not.toContain('receive')
    expect(await refused(deliver(id, { qty: '6' }))).toEqual(['supply.overTolerance@qty'])
    const part = await deliver(id, { qty: '2', supplierNote: 'GY-1001', carrier: '顺丰', trackingNumber: 'SF1' })
    expect(part).toMatchObject({ state: 'in_progress', received: '2', receipts: [{ no: 1, qty: '2' }] })
    const shipmentId = part.receipts[0]?.shipmentId ?? ''
    const shipment = await world.read('oda', (db, actor) => getShipment(db, actor, shipmentId))
    expect(shipment).toMatchObject({
      ...{ state: 'shipped', supplierNote: 'GY-1001', trackingNumber: 'SF1' },
      lines: [{ qty: '2', stockKept: false }],
    })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'part', lines: [{ shipped: '2' }] })
    const both = await Promise.allSettled([deliver(id, { qty: '3' }), deliver(id, { qty: '3' })])
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await see(id)).toMatchObject({ state: 'received', received: '5', coming: '0' })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full' })
    const productId = order.lines[0]?.productId ?? ''
    expect(await world.rows('select from stock_moves where org_id = $1 and product_id = $2', [productId])).toEqual([])
    await clean()
  })

  test('is judged like any shipment, and a refusal leaves nothing', async () => {
    const order = await ordered('3', { terms: { instalments: [], gates: { confirm: '0', supply: '0', ship: '30' } } })
    const id = await asked(order)
    expect(await refused(deliver(id, { qty: '3' }))).toEqual(['shipment.gateShort'])
    expect(await world.read('oda', (db, actor) => shipmentsOf(db, actor, order.id))).toEqual([])
    expect(await see(id)).toMatchObject({ state: 'planned', received: '0', receipts: [] })
    const held = await ordered('1')
    const other = await asked(held)
    await world.write('oda', (tx, actor) => moveOrder(tx, actor, held.id, { move: 'hold' }))
    expect(await refused(deliver(other, { qty: '1' }))).toEqual(['shipment.orderNotLive'])
    expect(await refused(deliver(other, { qty: '1', date: '2099-01-01' }))).toEqual(['stock.inFuture@date'])
    await clean()
  })

  test('taken back with its shipment: it has not been delivered, and may be again', async () => {
    const order = await ordered('4')
    const id = await asked(order)
    const done = await deliver(id, { qty: '4' })
    const shipmentId = done.receipts[0]?.shipmentId ?? ''
    await goods(shipmentId, 'unship')
    const back = await see(id)
    expect(back).toMatchObject({ state: 'in_progress', received: '0', coming: '4' })
    expect(back.receipts[0]?.reversedAt).not.toBeNull()
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'none', lines: [{ shipped: '0' }] })
    await goods(shipmentId, 'cancel')
    expect(await deliver(id, { qty: '4' })).toMatchObject({ state: 'received' })
    await clean()
  })

  test('shipped by hand it is asked for no more, of what was not', async () => {
    const order = await ordered('5')
    const id = await asked(order)
    await byHand(order, '2')
    expect(await see(id)).toMatchObject({ state: 'planned', qty: '3', coming: '3' })
    await deliver(id, { qty: '1' })
    await byHand(order, '2')
    expect(await see(id)).toMatchObject({ state: 'received', qty: '1', received: '1' })
    const other = await ordered('2')
    const gone = await asked(other)
    await byHand(other, '2')
    expect(await see(gone)).toMatchObject({ state: 'cancelled', coming: '0' })
    await clean()
  })

  test('ends with its order', async () => {
    const order = await ordered('2')
    const id = await asked(order)
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: 'x' }))
    expect(await see(id)).toMatchObject({ state: 'cancelled' })
    await clean()
  })
})

test('what comes back of a direct order lies in the warehouse that its receipt names', async () => {
  const order = await ordered('3')
  const id = await asked(order)
  const done = await deliver(id, { qty: '3' })
  await goods(done.receipts[0]?.shipmentId ?? '', 'deliver')
  const lines = [{ orderLineId: lineOf(order), unitQty: '2' }]
  const made = await world.write('oda', (tx, actor) => createReturn(tx, actor, { orderId: order.id, lines }))
  await world.write('oda', (tx, actor) => moveReturn(tx, actor, made.id, { move: 'approve' }))
  const came = await world.write('wei', (tx, actor) => receiveReturn(tx, actor, made.id, {}))
  expect(came).toMatchObject({ state: 'received', lines: [{ good: '2', stockKept: true }] })
  const levels = await world.rows<{ onHand: string }>(
    'select on_hand::text as on_hand from stock_levels where org_id = $1 and product_id = $2',
    [order.lines[0]?.productId ?? ''],
  )
  expect(levels.map(one => Number(one.onHand))).toEqual([2])
  await clean()
})
