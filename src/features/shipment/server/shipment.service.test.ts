import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { LineInput, WholeOrder } from '#features/order/order.schema.ts'
import { setLines } from '#features/order/server/edit.service.ts'
import { moveOrder as moveOwn } from '#features/order/server/move.service.ts'
import { editProduct } from '#features/product/server/product.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder, reopenOrder } from '#journeys/closeOrder.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewShipment, WholeShipment } from '../shipment.schema.ts'
import { arriveShipment } from './arrival.service.ts'
import { moveShipment, shipmentOffers } from './post.service.ts'
import { createShipment, editShipment, trashShipment } from './shipment.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

type Move = Parameters<typeof moveShipment>[3]['move']
const draft = (input: NewShipment) => world.write('wei', (tx, actor) => createShipment(tx, actor, input))
const move = (id: string, name: Move, more: object = {}, who: 'wei' | 'oda' = 'wei') =>
  world.write(who, (tx, actor) => moveShipment(tx, actor, id, { ...more, move: name }))
const send = async (input: NewShipment): Promise<WholeShipment> => {
  const { id } = await draft(input)
  await move(id, 'ready')
  return move(id, 'ship')
}
const some = (order: WholeOrder, unitQty: string): NewShipment => ({
  lines: [{ orderLineId: order.lines[0]?.id ?? '', unitQty }],
})
const confirmed = async (qty: string, input: Partial<LineInput> = {}) => {
  const product = await world.stocked('10')
  return world.confirmed([{ productId: product.id, unitQty: qty, ...input }])
}
const lineOf = async (id: string) => (await world.get(id)).lines[0]
const levelOf = async (order: WholeOrder) => {
  const [row] = await world.rows<{ onHand: string; reserved: string }>(
    'select on_hand::text, reserved::text from stock_levels where org_id = $1 and product_id = $2',
    [order.lines[0]?.productId],
  )
  return row && { onHand: Number(row.onHand), reserved: Number(row.reserved) }
}
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('from an order', () => {
  test('a draft begins with what is open, less what others plan, and moves nothing', async () => {
    const order = await confirmed('5')
    const first = await draft(some(order, '2'))
    expect(first).toMatchObject({ state: 'draft', orderNumbers: order.number, lines: [{ qty: '2', no: 1 }] })
    const rest = await draft({ orderIds: [order.id] })
    expect(rest.lines).toMatchObject([{ qty: '3' }])
    expect(await levelOf(order)).toEqual({ onHand: 10, reserved: 5 })
    expect((await lineOf(order.id))?.shipped).toBe('0')
  })
  test('shipped in two parts: stock, holds, counters, axes and strip follow', async () => {
    const order = await confirmed('5')
    const sent = await send(some(order, '2'))
    expect(sent).toMatchObject({ state: 'shipped', lines: [{ delivered: '0' }] })
    expect(await lineOf(order.id)).toMatchObject({ shipped: '2', reserved: '3', toShip: '3' })
    expect(await levelOf(order)).toEqual({ onHand: 8, reserved: 3 })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'part', supply: 'full' })
    await move(sent.id, 'deliver', { signedBy: '老周' })
    const rest = await send({ orderIds: [order.id] })
    await move(rest.id, 'deliver')
    expect(await world.get(order.id)).toMatchObject({
      fulfilment: 'delivered',
      lines: [{ shipped: '5', delivered: '5' }],
    })
    expect(await levelOf(order)).toEqual({ onHand: 5, reserved: 0 })
    await clean()
  })
  test('an order that is not confirmed, another customer or a wrong quantity is refused by its field', async () => {
    const order = await confirmed('5')
    const product = await world.stocked('10')
    const waiting = await world.draft([{ productId: product.id, unitQty: '1' }])
    await expect(draft({ orderIds: [waiting.id] })).rejects.toMatchObject({
      reasons: [{ key: 'shipment.orderNotLive' }],
    })
    await expect(draft(some(order, '0'))).rejects.toMatchObject({
      reasons: [{ key: 'shipment.wrongQty', path: 'lines.0.unitQty' }],
    })
    const strange = { lines: [{ orderLineId: order.id, unitQty: '1' }] }
    await expect(draft(strange)).rejects.toMatchObject({
      reasons: [{ key: 'shipment.noLines' }, { path: 'lines.0.orderLineId' }],
    })
  })
  test('a box of twelve: half a box goes as six pieces, exactly (C168)', async () => {
    const product = await world.stocked('60', { unit: '个', units: [{ unit: '箱', factor: '12' }] })
    const order = await world.confirmed([{ productId: product.id, unit: '箱', unitQty: '5' }])
    const sent = await send({ lines: [{ orderLineId: order.lines[0]?.id ?? '', qty: '7' }] })
    expect(sent.lines).toMatchObject([{ unit: '个', unitQty: '7', qty: '7' }])
    const rest = await draft({ orderIds: [order.id] })
    expect(rest.lines).toMatchObject([{ qty: '53', unit: '个' }])
    await clean()
  })
})

describe('refusals', () => {
  test('its lines are changed to those of its own customer only', async () => {
    const order = await confirmed('5')
    const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '苏州别处机械有限公司' }))
    const product = await world.stocked('10')
    const theirs = await world.confirmed([{ productId: product.id, unitQty: '2' }], { customerId: other.id })
    const { id } = await draft(some(order, '2'))
    const edit = (input: NewShipment) =>
      world.write('wei', (tx, actor) => editShipment(tx, actor, id, { lines: input.lines ?? [] }))
    expect(await refused(edit(some(theirs, '1')))).toEqual(['shipment.twoCustomers@lines'])
    expect((await edit(some(await confirmed('3'), '1'))).lines).toMatchObject([{ qty: '1' }])
  })
  test('what a product may go over is frozen on the line: so far it is sent without asking, is never proposed, and no further', async () => {
    const product = await world.stocked('40', { unit: '米', decimals: '2', overTolerance: '5' })
    const order = await world.confirmed([{ productId: product.id, unitQty: '20' }])
    await world.write('max', (tx, actor) => editProduct(tx, actor, product.id, { overTolerance: '0' }))
    const later = await world.draft([{ productId: product.id, unitQty: '20' }])
    expect(later.lines).toMatchObject([{ overTolerance: '0' }])
    await world.write('max', (tx, actor) => editProduct(tx, actor, product.id, { overTolerance: '3' }))
    const lines = [{ id: later.lines[0]?.id ?? '', productId: product.id, unitQty: '21' }]
    const edited = await world.write('ann', (tx, actor) =>
      setLines(tx, actor, later.id, { version: later.version, lines }),
    )
    expect(edited.lines, 'a draft follows its product').toMatchObject([{ overTolerance: '0.03' }])
    expect((await draft({ orderIds: [order.id] })).lines).toMatchObject([{ qty: '20' }])
    const over = await draft(some(order, '21.01'))
    expect(await refused(move(over.id, 'ready'))).toEqual(['shipment.overOpen@lines.0.unitQty'])
    expect(await send(some(order, '21'))).toMatchObject({ state: 'shipped', lines: [{ qty: '21' }] })
    expect(await lineOf(order.id)).toMatchObject({ shipped: '21', overTolerance: '0.05' })
    await clean()
  })
  test('ready ones promise: together never more than is open; over it goes only by who may, and the line says so', async () => {
    const order = await confirmed('5')
    const first = await draft(some(order, '4'))
    await move(first.id, 'ready')
    const second = await draft(some(order, '2'))
    await expect(move(second.id, 'ready')).rejects.toMatchObject({
      reasons: [{ key: 'shipment.overOpen', path: 'lines.0.unitQty' }],
    })
    await move(first.id, 'ship')
    // whoever may go over says so: of two who promise at once neither does by a slip
    await expect(move(second.id, 'ready', {}, 'oda')).rejects.toMatchObject({ reasons: [{ key: 'shipment.overOpen' }] })
    await expect(move(second.id, 'ready', { over: true })).rejects.toMatchObject({
      reasons: [{ key: 'shipment.overOpen' }],
    })
    await move(second.id, 'ready', { over: true }, 'oda')
    expect(await lineOf(order.id)).toMatchObject({ shipped: '4', overTolerance: '0.2' })
    const told = await world.rows<{ after: object }>(
      "select after from event where org_id = $1 and record_id = $2 and kind = 'shipment.allowed'",
      [second.id],
    )
    expect(told).toEqual([{ after: { reason: `${order.number} 1 ${order.lines[0]?.name} +20%` } }])
    expect(await move(second.id, 'ship')).toMatchObject({ state: 'shipped' })
    expect(await lineOf(order.id)).toMatchObject({ shipped: '6', overTolerance: '0.2' })
    await clean()
  })
  test('a zero too many is told even to who may go over, before anything is promised', async () => {
    const order = await confirmed('1')
    const { id } = await draft(some(order, '1002'))
    await expect(move(id, 'ready', { over: true }, 'oda')).rejects.toMatchObject({
      reasons: [{ key: 'shipment.farOver', path: 'lines.0.unitQty', values: { no: 1 } }],
    })
    expect(await lineOf(order.id)).toMatchObject({ overTolerance: '0' })
  })
  test('C051 goods that another order holds do not leave', async () => {
    const product = await world.stocked('10')
    await world.confirmed([{ productId: product.id, unitQty: '8' }])
    const other = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const sent = await send(some(other, '2'))
    expect(sent.state).toBe('shipped')
    expect(await levelOf(other)).toEqual({ onHand: 8, reserved: 8 })
    await clean()
  })
  test('an order on hold, the credit limit and money before shipping stop it, each with its reason', async () => {
    const product = await world.stocked('10')
    const terms = { instalments: [], gates: { confirm: '0', supply: '0', ship: '100' } }
    const order = await world.confirmed([{ productId: product.id, unitQty: '5' }], { terms })
    const { id } = await draft(some(order, '5'))
    await move(id, 'ready')
    await expect(move(id, 'ship')).rejects.toMatchObject({ reasons: [{ key: 'shipment.gateShort' }] })
    await world.write('fay', (tx, actor) =>
      setCredit(tx, actor, world.customerId, { creditLimit: '10', policy: 'block' }),
    )
    await world.write('oda', (tx, actor) => moveOwn(tx, actor, order.id, { move: 'hold' }))
    const refused = move(id, 'ship')
    await expect(refused).rejects.toMatchObject({
      reasons: [{ key: 'shipment.orderNotLive' }, { key: 'shipment.creditOver' }, { key: 'shipment.gateShort' }],
    })
    const offers = await world.read('wei', (db, actor) => shipmentOffers(db, actor, id))
    expect(offers.find(one => one.move === 'ship')?.reasons.map(one => one.key)).toEqual([
      'shipment.orderNotLive',
      'shipment.creditOver',
      'shipment.gateShort',
    ])
    // the warehouse is told that it is passed, who may see the limit also how far
    expect(offers.flatMap(one => one.reasons).find(one => one.key.includes('credit'))?.values).toEqual({
      number: order.number,
    })
    const told = await world.read('olivia', (db, actor) => shipmentOffers(db, actor, id))
    expect(told.flatMap(one => one.reasons).find(one => one.key.includes('credit'))).toMatchObject({
      key: 'shipment.creditBlocked',
      values: { number: order.number, limit: '10' },
    })
    await world.write('fay', (tx, actor) => setCredit(tx, actor, world.customerId, { creditLimit: null }))
    await clean()
  })
  test('tomorrow and a closed period are refused', async () => {
    const order = await confirmed('1')
    const { id } = await draft(some(order, '1'))
    await move(id, 'ready')
    await expect(move(id, 'ship', { date: '2999-01-01' })).rejects.toMatchObject({ reasons: [{ path: 'date' }] })
  })
  test('sales may look, not ship; to another company it is missing', async () => {
    const order = await confirmed('1')
    const { id } = await draft(some(order, '1'))
    await move(id, 'ready')
    await expect(
      world.write('ann', (tx, actor) => moveShipment(tx, actor, id, { move: 'ship' })),
    ).rejects.toMatchObject({ reasons: [{ key: 'flow.notAllowed' }] })
    await expect(
      world.write('gus', (tx, actor) => moveShipment(tx, actor, id, { move: 'ship' })),
    ).rejects.toMatchObject({ kind: 'missing' })
  })
})

describe('taken back and what became of it', () => {
  test('C055 un-posting puts stock and hold back; not once something arrived', async () => {
    const order = await confirmed('3')
    const sent = await send(some(order, '3'))
    await move(sent.id, 'unship')
    expect(await levelOf(order)).toEqual({ onHand: 10, reserved: 3 })
    expect(await lineOf(order.id)).toMatchObject({ shipped: '0', reserved: '3' })
    await move(sent.id, 'ship')
    await move(sent.id, 'deliver')
    await expect(move(sent.id, 'unship')).rejects.toMatchObject({ reasons: [{ key: 'flow.notFromHere' }] })
    await clean()
  })
  test('taken back after midnight at the year’s end, the ledger has the company’s day, not the world’s', async () => {
    const order = await confirmed('1')
    const { id } = await draft(some(order, '1'))
    await move(id, 'ready')
    const later = { ...open.db, clock: fixedClock('2027-12-31T17:00:00Z') }
    const wei = await world.as('wei')
    for (const name of ['ship', 'unship'] as const)
      await inOrg(later, wei.orgId, { mode: 'write' }, tx => moveShipment(tx, wei, id, { move: name }))
    const days = await world.rows<{ date: string }>(
      'select distinct date::text as date from stock_moves where org_id = $1 and record_id = $2',
      [id],
    )
    expect(days).toEqual([{ date: '2028-01-01' }])
  })
  test('delivered, came back and lost by line: what never arrived is open again', async () => {
    const order = await confirmed('6')
    const { id } = await send(some(order, '6'))
    const arrive = (line: object) =>
      world.write('wei', (tx, actor) => arriveShipment(tx, actor, id, { lines: [{ no: 1, ...line }] }))
    await expect(arrive({ delivered: '5', lost: '2' })).rejects.toMatchObject({
      reasons: [{ key: 'shipment.moreThanSent', path: 'lines.0' }],
    })
    expect(await arrive({ delivered: '3' })).toMatchObject({ state: 'shipped' })
    expect(await arrive({ cameBack: '2', lost: '1' })).toMatchObject({ state: 'delivered' })
    expect(await lineOf(order.id)).toMatchObject({ shipped: '3', delivered: '3', toShip: '3' })
    expect(await levelOf(order)).toEqual({ onHand: 6, reserved: 0 })
    const again = await send(some(order, '3'))
    await move(again.id, 'deliver')
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'delivered' })
    await clean()
  })
  test('installation is accepted, not shipped: no stock, shipped and delivered at once', async () => {
    const service = await world.product({ kind: 'service', fulfil: 'accept', stockKept: false })
    const order = await world.confirmed([{ productId: service.id, unitQty: '1' }])
    const made = await draft({ kind: 'acceptance', orderIds: [order.id] })
    await expect(move(made.id, 'ready')).rejects.toMatchObject({ reasons: [{ key: 'shipment.isAcceptance' }] })
    await move(made.id, 'accept', { signedBy: '周工' }, 'oda')
    expect(await world.get(order.id)).toMatchObject({
      fulfilment: 'delivered',
      lines: [{ shipped: '1', delivered: '1' }],
    })
    await move(made.id, 'unaccept', {}, 'oda')
    expect(await lineOf(order.id)).toMatchObject({ shipped: '0', delivered: '0' })
    await clean()
  })
  test('what was accepted on an order that is closed stays so until it is reopened', async () => {
    const service = await world.product({ kind: 'service', fulfil: 'accept', stockKept: false })
    const order = await world.confirmed([{ productId: service.id, unitQty: '10' }])
    const made = await draft({ kind: 'acceptance', ...some(order, '4') })
    await move(made.id, 'accept', {}, 'oda')
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    await expect(move(made.id, 'unaccept', {}, 'oda')).rejects.toMatchObject({
      reasons: [{ key: 'shipment.orderClosed', values: { numbers: order.number } }],
    })
    expect(await lineOf(order.id)).toMatchObject({ shipped: '4', toShip: '0' })
    await world.write('oda', (tx, actor) => reopenOrder(tx, actor, order.id, {}))
    await move(made.id, 'unaccept', {}, 'oda')
    expect(await lineOf(order.id)).toMatchObject({ shipped: '0', toShip: '10' })
    await clean()
  })
})

describe('two at once', () => {
  test('eight post one shipment: it leaves once, all are told it has', async () => {
    const order = await confirmed('4')
    const { id } = await draft(some(order, '4'))
    await move(id, 'ready')
    const { version } = await move(id, 'unready').then(() => move(id, 'ready'))
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => move(id, 'ship', { version })))
    expect(all.every(one => one.status === 'fulfilled')).toBe(true)
    expect(await levelOf(order)).toEqual({ onHand: 6, reserved: 0 })
    expect(await lineOf(order.id)).toMatchObject({ shipped: '4' })
    await clean()
  })
  test('a combined shipment of two orders, posted while both are shipped singly: no deadlock, never too much', async () => {
    const product = await world.stocked('10')
    const orders = await Promise.all([1, 2].map(() => world.confirmed([{ productId: product.id, unitQty: '3' }])))
    const lines = orders.map(order => ({ orderLineId: order.lines[0]?.id ?? '', unitQty: '3' }))
    const drafts = [await draft({ lines }), ...(await Promise.all(orders.map(order => draft(some(order, '3')))))]
    const all = await Promise.allSettled(
      drafts.map(async one => {
        await move(one.id, 'ready')
        return move(one.id, 'ship')
      }),
    )
    expect(all.some(one => one.status === 'fulfilled')).toBe(true)
    for (const order of orders) expect(['0', '3']).toContain((await lineOf(order.id))?.shipped)
    await clean()
  })
})

describe('the end of an order', () => {
  test('cancelling and closing take drafts and ready ones along; goods on the way stop both', async () => {
    const order = await confirmed('5')
    const part = await send(some(order, '2'))
    const rest = await draft({ orderIds: [order.id] })
    await move(rest.id, 'ready')
    await expect(world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))).rejects.toMatchObject({
      reasons: [{ key: 'order.goodsInTransit', values: { qty: '2' } }],
    })
    await move(part.id, 'deliver')
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    const states = await world.rows<{ state: string }>('select state from shipments where org_id = $1 and id = $2', [
      rest.id,
    ])
    expect(states).toEqual([{ state: 'cancelled' }])
    const other = await confirmed('1')
    const planned = await draft({ orderIds: [other.id] })
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, other.id, {}))
    await expect(world.write('wei', (tx, actor) => trashShipment(tx, actor, planned.id))).rejects.toMatchObject({
      reasons: [{ key: 'shipment.frozen' }],
    })
    await clean()
  })
  test('lines change in a draft only; the parcel’s papers until it has arrived', async () => {
    const order = await confirmed('2')
    const sent = await send(some(order, '1'))
    const edit = (input: object) => world.write('wei', (tx, actor) => editShipment(tx, actor, sent.id, input))
    await expect(edit(some(order, '2'))).rejects.toMatchObject({ reasons: [{ key: 'shipment.linesFrozen' }] })
    expect(await edit({ trackingNumber: ' SF1234 ' })).toMatchObject({ trackingNumber: 'SF1234', state: 'shipped' })
  })
})
