// Goods lie at a customer's site until a settlement says that they were used: counters, stock and money follow that alone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LineInput, NewOrder, WholeOrder } from '#features/order/order.schema.ts'
import { arriveShipment } from '#features/shipment/server/arrival.service.ts'
import { moveShipment, shipmentOffers } from '#features/shipment/server/post.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import { createDocument } from '#features/stock/server/document.service.ts'
import { moveDocument } from '#features/stock/server/post.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { goodsHandlers } from '#journeys/moveGoods.ts'
import { settleHandlers } from '#journeys/settleConsignment.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewSettlement, WholeSettlement } from '../settlement.schema.ts'
import { listConsigned } from './consigned.service.ts'
import { createSettlement, editSettlement } from './settlement.service.ts'
import { moveSettlement } from './settlementMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
let siteId: string
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  const site = { code: 'S1', name: '榆湾寄售点', customerId: world.customerId }
  siteId = (await world.write('olivia', (tx, actor) => createWarehouse(tx, actor, site))).id
})
afterAll(() => open.close())

const clean = async () => expect(await doctor.findings()).toEqual([])
const confirmed = (lines: readonly LineInput[], more: Partial<NewOrder> = {}) =>
  world.confirmed(lines, { type: 'consignment', ...more })
/** Sent to the site: confirmed, planned, made ready, shipped. */
const send = async (order: WholeOrder, unitQty?: string): Promise<WholeShipment> => {
  const lines = order.lines.filter(line => line.parts === null && line.fulfil === 'ship')
  const wish = unitQty ? { lines: lines.map(line => ({ orderLineId: line.id, unitQty })) } : { orderIds: [order.id] }
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, wish))
  await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'ready' }))
  return world.write('wei', (tx, actor) => goodsHandlers.ship(tx, actor, { id }))
}
const there = async (qty: string, more: Partial<NewOrder> = {}) => {
  const product = await world.stocked('20')
  const order = await confirmed([{ productId: product.id, unitQty: qty }], more)
  const shipment = await send(order)
  return { product, order, shipment, line: shipment.lines[0]?.id ?? '' }
}
const draft = (input: Partial<NewSettlement>) =>
  world.write('oda', (tx, actor) => createSettlement(tx, actor, { siteId, ...input }))
const post = (id: string, wish: object = {}) =>
  world.write('oda', (tx, actor) => settleHandlers.post(tx, actor, { id, ...wish }))
const unpost = (id: string) => world.write('fay', (tx, actor) => settleHandlers.unpost(tx, actor, { id }))
const settle = async (line: string, qty: string, wish: object = {}): Promise<WholeSettlement> => {
  const { id } = await draft({ lines: [{ shipmentLineId: line, qty }] })
  return post(id, wish)
}
const levels = async (productId: string) => {
  const rows = await world.rows<{ code: string; onHand: string }>(
    `select w.code, trim_scale(sum(l.on_hand))::text as on_hand from stock_levels l join warehouses w on w.org_id = l.org_id and w.id = l.warehouse_id
     where l.org_id = $1 and l.product_id = $2 group by w.code`,
    [productId],
  )
  return Object.fromEntries(rows.map(row => [row.code, row.onHand]))
}
const lying = async (productId: string) =>
  (await world.read('oda', (db, actor) => listConsigned(db, actor, {}))).items.filter(
    one => one.productId === productId,
  )

describe('to the site and settled', () => {
  test('shipping leaves the own warehouse and lies at the site; settling makes it delivered', async () => {
    const { product, order, shipment, line } = await there('5')
    expect(order).toMatchObject({ siteId, billBasis: 'delivery' })
    expect(shipment).toMatchObject({ state: 'shipped', siteId, siteName: '榆湾寄售点' })
    expect(await levels(product.id)).toEqual({ A: '15', S1: '5' })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full', lines: [{ shipped: '5', delivered: '0' }] })
    expect(await lying(product.id)).toMatchObject([
      { qty: '5', siteId, value: '500', days: 0, orderNumber: order.number },
    ])
    await clean()
    const part = await settle(line, '2')
    expect(part).toMatchObject({ state: 'posted', amount: '200', lines: [{ qty: '2', lying: '3', amount: '200' }] })
    expect(await levels(product.id)).toEqual({ A: '15', S1: '3' })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full', lines: [{ shipped: '5', delivered: '2' }] })
    const rest = await draft({ all: true })
    expect(rest.lines.map(one => one.qty)).toContain('3')
    await world.write('oda', (tx, actor) => moveSettlement(tx, actor, rest.id, { move: 'cancel' }))
    await settle(line, '3')
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'delivered', lines: [{ delivered: '5' }] })
    expect(await levels(product.id)).toEqual({ A: '15', S1: '0' })
    await clean()
  })
  test('it is not delivered, comes back or is lost: out of the site, into a warehouse of one’s own', async () => {
    const { product, shipment, order } = await there('5')
    const [{ no = 1 } = {}] = shipment.lines
    const arrive = (lines: object) =>
      world.write('wei', (tx, actor) => arriveShipment(tx, actor, shipment.id, { lines: [{ no, ...lines }] }))
    expect(
      await refused(world.write('wei', (tx, actor) => goodsHandlers.deliver(tx, actor, { id: shipment.id }))),
    ).toEqual(['shipment.isConsigned'])
    const offers = await world.read('wei', (db, actor) => shipmentOffers(db, actor, shipment.id))
    expect(offers.map(one => one.move)).toEqual(['unship'])
    expect(await refused(arrive({ delivered: '1' }))).toEqual(['shipment.isConsigned@lines.0.delivered'])
    expect(await refused(arrive({ cameBack: '1', warehouseId: siteId }))).toContain('stock.isSite@lines.0.warehouseId')
    await arrive({ cameBack: '2' })
    await arrive({ lost: '1' })
    expect(await levels(product.id)).toEqual({ A: '17', S1: '2' })
    expect(await world.get(order.id)).toMatchObject({ lines: [{ shipped: '2', delivered: '0', toShip: '3' }] })
    expect(
      await refused(world.write('wei', (tx, actor) => moveShipment(tx, actor, shipment.id, { move: 'unship' }))),
    ).toEqual(['shipment.someArrived'])
    await clean()
  })
  test('taken back, the goods lie in the own warehouse again and are held', async () => {
    const { product, shipment, order, line } = await there('4')
    const before = await draft({ lines: [{ shipmentLineId: line, qty: '1' }] })
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, shipment.id, { move: 'unship' }))
    expect(await levels(product.id)).toEqual({ A: '20', S1: '0' })
    expect(await world.get(order.id)).toMatchObject({ lines: [{ shipped: '0', reserved: '4' }] })
    expect(await refused(post(before.id))).toEqual(['settlement.moreThanLies@lines.0.qty'])
    await clean()
  })
  test('batches are kept: a line that leaves from two becomes two, each settled by itself', async () => {
    const product = await world.stocked('3')
    const more = { kind: 'receipt' as const, lines: [{ productId: product.id, unitQty: '4', batch: 'B7' }] }
    const { id } = await world.write('wei', (tx, actor) => createDocument(tx, actor, more))
    await world.write('wei', (tx, actor) => moveDocument(tx, actor, { id, move: 'post' }, {}))
    const order = await confirmed([{ productId: product.id, unitQty: '5' }])
    const shipment = await send(order)
    const by = shipment.lines.map(({ no, batch, qty }) => ({ no, batch, qty }))
    expect(by).toEqual([
      { no: 1, batch: null, qty: '3' },
      { no: 2, batch: 'B7', qty: '2' },
    ])
    await clean()
    const wish = { products: [{ productId: product.id, qty: '1', batch: 'B7' }] }
    const settled = await draft(wish)
    expect(settled.lines).toMatchObject([{ batch: 'B7', qty: '1', lying: '2' }])
    await post(settled.id)
    expect(await lying(product.id)).toMatchObject([
      { batch: null, qty: '3' },
      { batch: 'B7', qty: '1' },
    ])
    await clean()
  })
})

describe('taken back', () => {
  test('it lies there again: counters, stock and shipment as before; a second post finds it done', async () => {
    const { product, order, shipment, line } = await there('2')
    const settled = await settle(line, '2')
    const again = await post(settled.id)
    expect(again).toMatchObject({ state: 'posted', version: settled.version })
    expect(await levels(product.id)).toEqual({ A: '18', S1: '0' })
    const back = await unpost(settled.id)
    expect(back).toMatchObject({ state: 'draft', postedAt: null, lines: [{ lying: '2' }] })
    expect(await levels(product.id)).toEqual({ A: '18', S1: '2' })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full', lines: [{ delivered: '0' }] })
    expect(await lying(product.id)).toMatchObject([{ qty: '2', drafted: '2', shipmentId: shipment.id }])
    await clean()
    await post(settled.id)
    expect(await levels(product.id)).toEqual({ A: '18', S1: '0' })
    await clean()
  })
})

describe('a draft', () => {
  test('is filled by products, oldest shipment first; what is not there is told by product', async () => {
    const { product, shipment, order } = await there('2')
    const second = await confirmed([{ productId: product.id, unitQty: '3' }])
    const later = await send(second)
    const made = await draft({ products: [{ productId: product.id, qty: '4' }] })
    expect(made.lines.map(one => [one.shipmentNumber, one.qty])).toEqual([
      [shipment.number, '2'],
      [later.number, '2'],
    ])
    expect(made).toMatchObject({
      orderNumbers: `${order.number}, ${second.number}`,
      lineCount: 2,
      currency: 'CNY',
      amount: '400',
    })
    expect(await refused(draft({ products: [{ productId: product.id, qty: '6' }] }))).toEqual([
      'settlement.lessThere@products.0.qty',
    ])
    expect(await refused(draft({ products: [{ productId: siteId, qty: '6' }] }))).toEqual([
      'settlement.noneThere@products.0.productId',
    ])
    expect(await refused(draft({ products: [], all: true }))).toEqual(['settlement.oneWay@lines'])
    const edited = await world.write('oda', (tx, actor) =>
      editSettlement(tx, actor, made.id, {
        products: [{ productId: product.id, qty: '1' }],
        customerReference: ' L-9 ',
      }),
    )
    expect(edited).toMatchObject({ customerReference: 'L-9', lines: [{ qty: '1' }], version: 2 })
    await post(made.id)
    expect(await refused(world.write('oda', (tx, actor) => editSettlement(tx, actor, made.id, { note: 'x' })))).toEqual(
      ['settlement.onlyDrafts'],
    )
    await clean()
  })
})
