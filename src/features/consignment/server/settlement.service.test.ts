// Goods lie at a customer's site until a settlement says that they were used: counters, stock and money follow that alone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { arriveShipment } from '#features/shipment/server/arrival.service.ts'
import { moveShipment, shipmentOffers } from '#features/shipment/server/post.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createDocument } from '#features/stock/server/document.service.ts'
import { moveDocument } from '#features/stock/server/post.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { goodsHandlers } from '#journeys/moveGoods.ts'
import { type ConsignmentWorld, consignmentWorld } from '#test/consignmentWorld.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { editSettlement, getSettlement } from './settlement.service.ts'
import { moveSettlement } from './settlementMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let at: ConsignmentWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  at = await consignmentWorld(world)
})
afterAll(() => open.close())

const clean = async () => expect(await doctor.findings()).toEqual([])

describe('to the site and settled', () => {
  test('shipping leaves the own warehouse and lies at the site; settling makes it delivered', async () => {
    const { product, order, shipment, line } = await at.there('5')
    expect(order).toMatchObject({ siteId: at.siteId, billBasis: 'delivery' })
    expect(shipment).toMatchObject({ state: 'shipped', siteId: at.siteId, siteName: '榆湾寄售点' })
    expect(await at.levels(product.id)).toEqual({ A: '15', S1: '5' })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full', lines: [{ shipped: '5', delivered: '0' }] })
    expect(await at.lying(product.id)).toMatchObject([
      { qty: '5', siteId: at.siteId, value: '500', days: 0, orderNumber: order.number },
    ])
    await clean()
    const part = await at.settle(line, '2')
    expect(part).toMatchObject({ state: 'posted', amount: '200', lines: [{ qty: '2', lying: '3', amount: '200' }] })
    expect(await at.levels(product.id)).toEqual({ A: '15', S1: '3' })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full', lines: [{ shipped: '5', delivered: '2' }] })
    const rest = await at.draft({ all: true })
    expect(rest.lines.map(one => one.qty)).toContain('3')
    await world.write('oda', (tx, actor) => moveSettlement(tx, actor, rest.id, { move: 'cancel' }))
    await at.settle(line, '3')
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'delivered', lines: [{ delivered: '5' }] })
    expect(await at.levels(product.id)).toEqual({ A: '15', S1: '0' })
    await clean()
  })
  test('it is not delivered, comes back or is lost: out of the site, into a warehouse of one’s own', async () => {
    const { product, shipment, order } = await at.there('5')
    const [{ no = 1 } = {}] = shipment.lines
    const arrive = (lines: object) =>
      world.write('wei', (tx, actor) => arriveShipment(tx, actor, shipment.id, { lines: [{ no, ...lines }] }))
    expect(
      await refused(world.write('wei', (tx, actor) => goodsHandlers.deliver(tx, actor, { id: shipment.id }))),
    ).toEqual(['shipment.isConsigned'])
    const offers = await world.read('wei', (db, actor) => shipmentOffers(db, actor, shipment.id))
    expect(offers.map(one => one.move)).toEqual(['unship'])
    expect(await refused(arrive({ delivered: '1' }))).toEqual(['shipment.isConsigned@lines.0.delivered'])
    expect(await refused(arrive({ cameBack: '1', warehouseId: at.siteId }))).toContain(
      'stock.isSite@lines.0.warehouseId',
    )
    await arrive({ cameBack: '2' })
    await arrive({ lost: '1' })
    expect(await at.levels(product.id)).toEqual({ A: '17', S1: '2' })
    expect(await world.get(order.id)).toMatchObject({ lines: [{ shipped: '2', delivered: '0', toShip: '3' }] })
    expect(
      await refused(world.write('wei', (tx, actor) => moveShipment(tx, actor, shipment.id, { move: 'unship' }))),
    ).toEqual(['shipment.someArrived'])
    await clean()
  })
  test('taken back, the goods lie in the own warehouse again and are held', async () => {
    const { product, shipment, order, line } = await at.there('4')
    const before = await at.draft({ lines: [{ shipmentLineId: line, qty: '1' }] })
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, shipment.id, { move: 'unship' }))
    expect(await at.levels(product.id)).toEqual({ A: '20', S1: '0' })
    expect(await world.get(order.id)).toMatchObject({ lines: [{ shipped: '0', reserved: '4' }] })
    expect(await refused(at.post(before.id))).toEqual(['settlement.moreThanLies@lines.0.qty'])
    const seen = await world.read('oda', (db, actor) => getSettlement(db, actor, before.id))
    expect(seen.lines).toMatchObject([{ qty: '1', lying: '0', shippedOn: null }])
    await clean()
  })
  test('batches are kept: a line that leaves from two becomes two, each settled by itself', async () => {
    const product = await world.stocked('3')
    const more = { kind: 'receipt' as const, lines: [{ productId: product.id, unitQty: '4', batch: 'B7' }] }
    const { id } = await world.write('wei', (tx, actor) => createDocument(tx, actor, more))
    await world.write('wei', (tx, actor) => moveDocument(tx, actor, { id, move: 'post' }, {}))
    const order = await at.confirmed([{ productId: product.id, unitQty: '5' }])
    const shipment = await at.send(order)
    const by = shipment.lines.map(({ no, batch, qty }) => ({ no, batch, qty }))
    expect(by).toEqual([
      { no: 1, batch: null, qty: '3' },
      { no: 2, batch: 'B7', qty: '2' },
    ])
    await clean()
    const wish = { products: [{ productId: product.id, qty: '1', batch: 'B7' }] }
    const settled = await at.draft(wish)
    expect(settled.lines).toMatchObject([{ batch: 'B7', qty: '1', lying: '2' }])
    await at.post(settled.id)
    expect(await at.lying(product.id)).toMatchObject([
      { batch: null, qty: '3' },
      { batch: 'B7', qty: '1' },
    ])
    await clean()
  })
})

describe('taken back', () => {
  test('it lies there again: counters, stock and shipment as before; a second post finds it done', async () => {
    const { product, order, shipment, line } = await at.there('2')
    const settled = await at.settle(line, '2')
    const again = await at.post(settled.id)
    expect(again).toMatchObject({ state: 'posted', version: settled.version })
    expect(await at.levels(product.id)).toEqual({ A: '18', S1: '0' })
    const back = await at.unpost(settled.id)
    expect(back).toMatchObject({ state: 'draft', postedAt: null, lines: [{ lying: '2' }] })
    expect(await at.levels(product.id)).toEqual({ A: '18', S1: '2' })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full', lines: [{ delivered: '0' }] })
    expect(await at.lying(product.id)).toMatchObject([{ qty: '2', drafted: '2', shipmentId: shipment.id }])
    await clean()
    await at.post(settled.id)
    expect(await at.levels(product.id)).toEqual({ A: '18', S1: '0' })
    await clean()
  })
})

describe('a draft', () => {
  test('is filled by products, oldest shipment first; what is not there is told by product', async () => {
    const { product, shipment, order } = await at.there('2')
    const second = await at.confirmed([{ productId: product.id, unitQty: '3' }])
    const later = await at.send(second)
    const made = await at.draft({ products: [{ productId: product.id, qty: '4' }] })
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
    expect(await refused(at.draft({ products: [{ productId: product.id, qty: '6' }] }))).toEqual([
      'settlement.lessThere@products.0.qty',
    ])
    expect(await refused(at.draft({ products: [{ productId: at.siteId, qty: '6' }] }))).toEqual([
      'settlement.noneThere@products.0.productId',
    ])
    expect(await refused(at.draft({ products: [], all: true }))).toEqual(['settlement.oneWay@lines'])
    const edited = await world.write('oda', (tx, actor) =>
      editSettlement(tx, actor, made.id, {
        products: [{ productId: product.id, qty: '1' }],
        customerReference: ' L-9 ',
      }),
    )
    expect(edited).toMatchObject({ customerReference: 'L-9', lines: [{ qty: '1' }], version: 2 })
    await at.post(made.id)
    expect(await refused(world.write('oda', (tx, actor) => editSettlement(tx, actor, made.id, { note: 'x' })))).toEqual(
      ['settlement.onlyDrafts'],
    )
    await clean()
  })
})

describe('an order', () => {
  test('goes to the one site of its customer, or says which; the site is part of its review', async () => {
    const product = await world.stocked('9')
    const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '常州并行食品有限公司' }))
    const draft = (more: object) =>
      world.draft([{ productId: product.id, unitQty: '1' }], { type: 'consignment', customerId: other.id, ...more })
    const none = await draft({})
    expect(none.siteId).toBeNull()
    expect(await refused(world.submit(none.id))).toEqual(['order.siteMissing@siteId'])
    expect(await refused(draft({ siteId: at.siteId }))).toEqual(['order.siteUnfit@siteId'])
    expect(await refused(world.draft([], { siteId: at.siteId }))).toEqual(['order.noSite@siteId'])
    const place = (code: string) =>
      world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code, name: code, customerId: other.id }))
    const first = await place('P1')
    expect(first).toMatchObject({ sellable: false, isDefault: false, customerName: other.name })
    expect((await draft({})).siteId).toBe(first.id)
    const second = await place('P2')
    expect((await draft({})).siteId).toBeNull()
    expect(await draft({ siteId: second.id })).toMatchObject({ siteName: 'P2', billBasis: 'delivery' })
  })
  test('is not closed while goods lie there', async () => {
    const { order, line } = await at.there('3')
    const close = () => world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    expect(await refused(close())).toEqual(['order.goodsAtSite'])
    await at.settle(line, '3')
    expect((await close()).state).toBe('closed')
  })
  test('goods of a consignment go alone, to one site', async () => {
    const product = await world.stocked('9')
    const line = { productId: product.id, unitQty: '1' }
    const [standard, laid] = [await world.confirmed([line]), await at.confirmed([line])]
    const mixed = { orderIds: [standard.id, laid.id] }
    const plan = world.write('wei', (tx, actor) => createShipment(tx, actor, mixed))
    expect(await refused(plan)).toEqual(['shipment.mixedSites@lines'])
  })
})
