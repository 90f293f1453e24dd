// What lies at a customer's site moves only by its shipments and settlements: everything else refuses and names the site.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { allowBackorder, setBackorder } from '#features/stock/server/backorder.service.ts'
import { countStock } from '#features/stock/server/count.service.ts'
import { createDocument } from '#features/stock/server/document.service.ts'
import {
  createWarehouse,
  editWarehouse,
  getWarehouse,
  listWarehouses,
  trashWarehouse,
} from '#features/stock/server/warehouse.service.ts'
import { createSupply } from '#features/supply/server/create.service.ts'
import { receiveSupply } from '#features/supply/server/supplyMove.service.ts'
import { createReturn } from '#features/ticket/server/return.service.ts'
import { moveReturn, receiveReturn } from '#features/ticket/server/returnMove.service.ts'
import { setReturnSettings } from '#features/ticket/server/returnSettings.service.ts'
import { type ConsignmentWorld, consignmentWorld } from '#test/consignmentWorld.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { mergeRecordsHandlers } from './mergeRecords.ts'
import { orderOpening } from './openOrder.ts'

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
const edit = (id: string, input: object) => world.write('wei', (tx, actor) => editWarehouse(tx, actor, id, input))

describe('a site', () => {
  test('sells nothing and is never the default; whose it is stays once something was there', async () => {
    expect(await refused(edit(at.siteId, { sellable: true }))).toEqual(['stock.siteSells@sellable'])
    expect(await refused(edit(at.siteId, { isDefault: true }))).toContain('stock.siteDefault@isDefault')
    const strange = { code: 'X', name: 'X', customerId: '019f0000-0000-7000-8000-000000000000' }
    expect(await refused(world.write('wei', (tx, actor) => createWarehouse(tx, actor, strange)))).toEqual([
      'kernel.missing@customerId',
    ])
    await at.there('2')
    expect(await refused(edit(at.siteId, { customerId: null }))).toEqual(['stock.siteHolds@customerId'])
    const used = (await world.rows<{ id: string }>("select id from warehouses where org_id = $1 and code = 'A'"))[0]?.id
    expect(await refused(edit(used ?? '', { customerId: world.customerId }))).toContain('stock.siteHolds@customerId')
  })
  test('orders that go there keep it their customer’s, also where two change it at once', async () => {
    const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '无锡彼岸机械有限公司' }))
    const place = { code: 'S9', name: '九号点', customerId: world.customerId }
    const { id } = await world.write('wei', (tx, actor) => createWarehouse(tx, actor, place))
    const product = await world.stocked('3')
    const line = { productId: product.id, unitQty: '1' }
    const order = await world.draft([line], { type: 'consignment', siteId: id })
    expect(await refused(edit(id, { customerId: other.id }))).toEqual(['stock.siteOfOthers'])
    expect(order.siteId).toBe(id)
    await edit(id, { state: 'inactive' })
    expect(await refused(world.submit(order.id))).toEqual(['order.siteUnfit@siteId'])
  })
  test('names its customer to nobody from whom that customer is kept', async () => {
    const theirs = await world.write('max', (tx, actor) => createCustomer(tx, actor, { name: '昆山远山机械有限公司' }))
    const place = { code: 'S5', name: '五号点', customerId: theirs.id }
    const { id } = await world.write('wei', (tx, actor) => createWarehouse(tx, actor, place))
    const named = async (who: 'wei' | 'ann') => [
      (await world.read(who, (db, actor) => listWarehouses(db, actor, { limit: 200 }))).items.find(
        one => one.id === id,
      ),
      await world.read(who, (db, actor) => getWarehouse(db, actor, id)),
    ]
    const told = (customerName: string | null) => Array(2).fill(expect.objectContaining({ ...place, customerName }))
    expect(await named('wei')).toEqual(told(theirs.name))
    expect(await named('ann')).toEqual(told(null))
  })
  test('that something went to is not deleted: what is taken back would lie nowhere', async () => {
    const drop = (id: string) => world.write('wei', (tx, actor) => trashWarehouse(tx, actor, id))
    const place = { code: 'S8', name: '八号点', customerId: world.customerId }
    const made = (input: typeof place) => world.write('wei', (tx, actor) => createWarehouse(tx, actor, input))
    await drop((await made(place)).id)
    const [full, bare] = [
      await made({ ...place, code: 'S7', name: '七号点' }),
      await made({ ...place, code: 'S6', name: '六号点' }),
    ]
    const there = async (siteId: string, productId: string) =>
      at.send(await at.confirmed([{ productId, unitQty: '2' }], { siteId }))
    await there(full.id, (await world.stocked('5')).id)
    const { id } = await at.draft({ siteId: full.id, all: true })
    await at.post(id)
    expect(await refused(drop(full.id))).toEqual(['stock.siteOfOthers'])
    await at.unpost(id)
    // goods of which no stock is kept lie there by the counters alone
    await there(bare.id, (await world.product({ stockKept: false })).id)
    expect(await refused(drop(bare.id))).toEqual(['stock.siteOfOthers'])
    for (const one of [full, bare]) await edit(one.id, { state: 'inactive' })
    await clean()
  })
  test('goes along when its customer becomes another’s', async () => {
    const { line } = await at.there('2')
    const to = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '江苏榆湾饮料集团' }))
    const sides = { entity: 'customer', winnerId: to.id, loserId: world.customerId } as const
    const { id } = await world.write('olivia', (tx, actor) => mergeRecordsHandlers.merge(tx, actor, sides))
    const settled = await at.settle(line, '1')
    expect(settled.customerId).toBe(to.id)
    await clean()
    await world.write('olivia', (tx, actor) => mergeRecordsHandlers.undo(tx, actor, { id }))
    await clean()
  })
})

test('a site that is not used any more takes nothing; what lies there is still settled', async () => {
  const { line, product } = await at.there('2')
  const order = await at.confirmed([{ productId: product.id, unitQty: '1' }])
  await edit(at.siteId, { state: 'inactive' })
  await expect(at.send(order)).rejects.toMatchObject({
    reasons: [{ key: 'shipment.siteUnfit', values: { name: '榆湾寄售点' } }],
  })
  expect((await at.settle(line, '2')).state).toBe('posted')
  await edit(at.siteId, { state: 'active' })
})

test('what lies at a site is not brought from before: its order is refused by its type', async () => {
  const lines = [{ lineName: '封切刀', unitQty: '1', price: '10' }]
  const before = { number: 'OLD-1', type: 'consignment', customerId: world.customerId, date: '2026-10-01', lines }
  const bring = world.write('olivia', async (tx, actor) => orderOpening.create?.(tx, actor, before))
  expect(await refused(bring)).toEqual(['order.noOpening@type'])
})

describe('by hand', () => {
  const isSite = (path: string) => [`stock.isSite@${path}`]
  test('no stock document, count, backorder or supply goes there', async () => {
    const product = await world.stocked('5')
    const { id: productId } = product
    const lines = [{ productId, unitQty: '1' }]
    const document = (input: object) =>
      refused(world.write('wei', (tx, actor) => createDocument(tx, actor, { kind: 'receipt', lines, ...input })))
    expect(await document({ warehouseId: at.siteId })).toEqual(isSite('warehouseId'))
    expect(await document({ kind: 'transfer', toWarehouseId: at.siteId })).toEqual(isSite('toWarehouseId'))
    const counted = { product: product.code, warehouse: 'S1', quantity: '1' }
    expect(await refused(world.write('wei', (tx, actor) => countStock(tx, actor, counted)))).toEqual(
      isSite('warehouse'),
    )
    const limit = { productId, warehouseId: at.siteId, backorderLimit: '5' }
    expect(await refused(world.write('oda', (tx, actor) => allowBackorder(tx, actor, limit)))).toEqual(
      isSite('warehouseId'),
    )
    const there = await at.there('2')
    const [level] = await world.rows<{ id: string }>(
      'select id from stock_levels where org_id = $1 and product_id = $2 and warehouse_id = $3',
      [there.product.id, at.siteId],
    )
    expect(await refused(world.write('oda', (tx, actor) => setBackorder(tx, actor, level?.id ?? '', '5')))).toEqual(
      isSite('backorderLimit'),
    )
    const asked = { kind: 'buy' as const, productId, qty: '5' }
    const place = { warehouseId: at.siteId }
    expect(await refused(world.write('oda', (tx, actor) => createSupply(tx, actor, { ...asked, ...place })))).toEqual(
      isSite('warehouseId'),
    )
    const supply = await world.write('oda', (tx, actor) => createSupply(tx, actor, asked))
    const come = world.write('wei', (tx, actor) => receiveSupply(tx, actor, supply.id, { qty: '1', ...place }))
    expect(await refused(come)).toEqual(isSite('warehouseId'))
  })
  test('no order line, shipment or return names it', async () => {
    const { product, order, line } = await at.there('2')
    const named = [{ productId: product.id, unitQty: '1', warehouseId: at.siteId }]
    expect(await refused(world.draft(named))).toEqual(isSite('lines.0.warehouseId'))
    const standard = await world.confirmed([{ productId: product.id, unitQty: '1' }])
    const from = [{ orderLineId: standard.lines[0]?.id ?? '', unitQty: '1', warehouseId: at.siteId }]
    expect(await refused(world.write('wei', (tx, actor) => createShipment(tx, actor, { lines: from })))).toEqual(
      isSite('lines.0.warehouseId'),
    )
    await at.settle(line, '2')
    const asked = { orderId: order.id, lines: [{ orderLineId: order.lines[0]?.id ?? '', qty: '1' }] }
    const { id } = await world.write('oda', (tx, actor) => createReturn(tx, actor, asked))
    await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'approve' }))
    const into = (input: object) => world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, input))
    expect(await refused(into({ warehouseId: at.siteId }))).toEqual(isSite('warehouseId'))
    await into({})
    expect(await at.levels(product.id)).toMatchObject({ A: '19', S1: '0' })
    const apart = { damagedWarehouseId: at.siteId }
    expect(await refused(world.write('olivia', (tx, actor) => setReturnSettings(tx, actor, apart)))).toEqual(
      isSite('damagedWarehouseId'),
    )
    await clean()
  })
})
