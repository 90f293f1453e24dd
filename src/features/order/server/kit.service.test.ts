// Kits from product to order, shipment, invoice and return (lessons C040, C058).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { billableLines } from '#features/invoice/server/preview.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import type { Product } from '#features/product/product.schema.ts'
import { editProduct, getProduct, trashProduct } from '#features/product/server/product.service.ts'
import { createShipment, getShipment } from '#features/shipment/server/shipment.service.ts'
import { availability } from '#features/stock/server/stock.service.ts'
import { createReturn, returnableOfOrder } from '#features/ticket/server/return.service.ts'
import { inspectReturn, moveReturn, receiveReturn } from '#features/ticket/server/returnMove.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { promiseCheckHandlers } from '#journeys/promiseCheck.ts'
import { sum } from '#kernel/money.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewOrder, WholeOrder } from '../order.schema.ts'
import { editOrder } from './edit.service.ts'
import { previewOrderMove } from './move.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(async () => {
  await clean()
  await open.close()
})
const clean = async () => expect(await doctor.findings()).toEqual([])

/** Of one kit: 1 B and 1 C, unless told. */
async function kitOf({
  stock = '100',
  qtys = ['1', '1'],
  ...more
}: { stock?: string; qtys?: [string, string] } & Partial<Product> = {}) {
  const b = await world.stocked(stock, { price: '60' })
  const c = await world.stocked(stock, { price: '40' })
  const parts = [b, c].map((one, i) => ({ productId: one.id, qty: qtys[i] ?? '1' }))
  const kit = await world.product({
    kind: 'kit',
    price: '90',
    parts,
    ...(more.price !== undefined && { price: more.price }),
  })
  return { kit, b, c }
}
const sold = (kit: Product, unitQty: string, more: Partial<NewOrder> = {}) =>
  world.confirmed([{ productId: kit.id, unitQty }], more)
const parts = (order: WholeOrder) => order.lines.filter(line => line.kitLineId !== null)
async function ship(order: WholeOrder, ...qtys: string[]): Promise<WholeOrder> {
  const lines = parts(order).map((line, i) => ({ orderLineId: line.id, unitQty: qtys[i] ?? '0' }))
  const { id } = await world.write('wei', (tx, actor) =>
    createShipment(tx, actor, { lines: lines.filter(one => one.unitQty !== '0') }),
  )
  for (const move of ['ready', 'ship', 'deliver'])
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
  return world.get(order.id)
}
let taxNumbers = 0
async function invoiced(order: WholeOrder, qty: string): Promise<void> {
  const { id, lines } = await world.write('fay', (tx, actor) =>
    requestInvoice(tx, actor, {
      lines: [{ orderLineId: order.lines[0]?.id ?? '', qty }],
      buyer: { taxNumber: '91110108551385082Q' },
    }),
  )
  const words = lines.map(({ no }) => ({ no, taxCode: '1090205000000000000' }))
  await world.write('fay', (tx, actor) => editInvoice(tx, actor, id, { words }))
  await world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { move: 'issue' }))
  await world.write('fay', (tx, actor) =>
    recordInvoice(tx, actor, id, { taxNumber: `9${String(++taxNumbers).padStart(19, '0')}` }),
  )
}
const free = async (product: Product) =>
  (await world.read('wei', db => availability(db, [product.id]))).get(product.id)?.available
const edit = (id: string, input: Parameters<typeof editProduct>[3]) =>
  world.write('max', (tx, actor) => editProduct(tx, actor, id, input))

describe('what a kit may be', () => {
  test('it does not contain itself, however many kits lie between; the reason names which', async () => {
    const { kit } = await kitOf()
    const outer = await world.product({ kind: 'kit', parts: [{ productId: kit.id, qty: '2' }] })
    const most = await world.product({ kind: 'kit', parts: [{ productId: outer.id, qty: '1' }] })
    expect(await refused(edit(kit.id, { parts: [{ productId: kit.id, qty: '1' }] }))).toEqual([
      'kit.itself@parts.0.productId',
    ])
    expect(await refused(edit(kit.id, { parts: [{ productId: most.id, qty: '1' }] }))).toEqual([
      'kit.cycle@parts.0.productId',
    ])
    const raced = await Promise.allSettled([
      edit(kit.id, { parts: [{ productId: most.id, qty: '1' }] }),
      edit(outer.id, { parts: [{ productId: most.id, qty: '1' }] }),
    ])
    expect(raced.map(one => one.status)).toEqual(['rejected', 'rejected'])
    await clean()
  })
  test('two kits that take each other in at once: one of them is refused', async () => {
    const goods = await world.product()
    const [one, two] = [await world.product({ kind: 'kit' }), await world.product({ kind: 'kit' })]
    const put = (kit: Product, other: Product) =>
      edit(kit.id, {
        parts: [
          { productId: goods.id, qty: '1' },
          { productId: other.id, qty: '1' },
        ],
      })
    await edit(one.id, { parts: [{ productId: goods.id, qty: '1' }] })
    await edit(two.id, { parts: [{ productId: goods.id, qty: '1' }] })
    const both = await Promise.allSettled([put(one, two), put(two, one)])
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
  test('bad parts are named at their place: twice, a fee, half a piece, nothing to ship, no kit', async () => {
    const goods = await world.product()
    const fee = await world.product({ kind: 'fee' })
    const work = await world.product({ kind: 'service' })
    const kit = await world.product({ kind: 'kit' })
    const of = (...given: [Product, string][]) =>
      edit(kit.id, { parts: given.map(([one, qty]) => ({ productId: one.id, qty })) })
    expect(await refused(of([goods, '1'], [goods, '2']))).toEqual(['kit.partTwice@parts.1.productId'])
    expect(await refused(of([goods, '0.5'], [fee, '1']))).toEqual([
      'product.wholeUnits@parts.0.qty',
      'kit.fee@parts.1.productId',
    ])
    expect(await refused(of([goods, '0']))).toEqual(['kit.badQty@parts.0.qty'])
    expect(await refused(of([work, '1']))).toEqual(['kit.needsGoods@parts'])
    expect(await refused(edit(goods.id, { parts: [{ productId: work.id, qty: '1' }] }))).toEqual(['kit.onlyKits@kind'])
    expect(await refused(edit(kit.id, { parts: [], decimals: '2' }))).toEqual(['kit.whole@decimals'])
    await of([goods, '1'], [work, '1'])
    expect(await refused(edit(kit.id, { kind: 'goods' }))).toEqual(['kit.onlyKits@kind'])
  })
  test('what is in a kit is not deleted, and a kit with something no longer sold is not sold', async () => {
    const { kit, b } = await kitOf()
    expect(await refused(world.write('max', (tx, actor) => trashProduct(tx, actor, b.id)))).toEqual(['kit.inKit'])
    await edit(b.id, { state: 'inactive' })
    expect(await refused(world.draft([{ productId: kit.id, unitQty: '1' }]))).toEqual([
      'kit.partInactive@lines.0.productId',
    ])
  })
  test('as one cell it says the same: written by code or name, read back as it was', async () => {
    const [b, c] = [await world.product({ code: 'BX-1' }), await world.product({ name: '独一份夹具' })]
    const kit = await world.product({ kind: 'kit', partsText: `bx-1 × 2；独一份夹具*1` })
    expect(kit.parts.map(part => [part.productId, part.qty])).toEqual([
      [b.id, '2'],
      [c.id, '1'],
    ])
    expect(kit.partsText).toBe(`BX-1*2; ${c.code}*1`)
    await edit(kit.id, { partsText: kit.partsText })
    expect((await world.read('max', (db, actor) => getProduct(db, actor, kit.id))).version).toBe(kit.version)
    expect(await refused(edit(kit.id, { partsText: '没有的*2' }))).toEqual(['kit.unknownPart@partsText'])
  })
})

describe('what an order promises before it is confirmed', () => {
  const promised = async (id: string) =>
    (await world.read('ann', (db, actor) => promiseCheckHandlers.promiseOrder(db, actor, { id }))).items
  test('a kit is there as often as its parts, a price below today’s floor is told, each with what would do', async () => {
    const { kit } = await kitOf({ stock: '4' })
    const cheap = await world.stocked('9', { price: '100', floorPrice: '90' })
    const order = await world.draft([
      { productId: kit.id, unitQty: '5' },
      { productId: cheap.id, unitQty: '1', price: '80' },
    ])
    const items = await promised(order.id)
    expect(items.filter(one => !one.ok).map(one => [one.kind, one.fixes[0]?.unitQty ?? one.fixes[0]?.price])).toEqual([
      ['stock', '4'],
      ['floor', '90'],
    ])
    const strange = world.read('gus', (db, actor) => promiseCheckHandlers.promiseOrder(db, actor, { id: order.id }))
    await expect(strange).rejects.toMatchObject({ kind: 'missing' })
  })
  test('a confirmed order holds its goods and is not asked', async () => {
    const { kit } = await kitOf({ stock: '2' })
    expect(await promised((await sold(kit, '2')).id)).toEqual([])
  })
})

describe('what a kit costs', () => {
  test('its own price, or what its parts come to; floor and cost follow', async () => {
    const own = await kitOf()
    expect((await world.draft([{ productId: own.kit.id, unitQty: '1' }])).gross).toBe('90')
    const parted = await world.product({
      kind: 'kit',
      price: null,
      parts: [
        { productId: own.b.id, qty: '2' },
        { productId: own.kit.id, qty: '1' },
      ],
    })
    const order = await world.draft([{ productId: parted.id, unitQty: '2' }])
    // 3 B and 1 C each: kits within kits are taken apart
    expect(order.lines[0]).toMatchObject({
      price: '220',
      gross: '440',
      parts: [{ productId: own.b.id, qty: '3' }, { qty: '1' }],
    })
  })
})

describe('a kit on an order', () => {
  test('a draft has one priced line; confirmed, its parts stand behind it and hold the stock', async () => {
    const { kit, b, c } = await kitOf({ qtys: ['2', '1'] })
    const draft = await world.draft([{ productId: kit.id, unitQty: '5' }])
    expect(draft.lines).toHaveLength(1)
    const order = await sold(kit, '5')
    expect(order.lines.map(line => [line.no, line.ordered, line.reserved, line.gross, line.kitShare])).toEqual([
      [1, '5', '0', '450', null],
      [2, '10', '10', '0', '337.5'],
      [3, '5', '5', '0', '112.5'],
    ])
    expect([await free(b), await free(c)]).toEqual(['90', '95'])
    expect(order).toMatchObject({ gross: '450', supply: 'full', fulfilment: 'none', billing: 'none' })
    await clean()
  })
  test('a kit beside goods, a service and freight: all of it is confirmed, only the kit shares its total', async () => {
    const { kit, b } = await kitOf()
    const lines = [
      { productId: b.id, unitQty: '1' },
      { productId: kit.id, unitQty: '2' },
      { kind: 'service' as const, fulfil: 'accept' as const, name: '调试', unitQty: '1', price: '80' },
      { kind: 'fee' as const, name: '运费', unitQty: '1', price: '20' },
    ]
    const order = await world.confirmed(lines)
    expect(order.state).toBe('confirmed')
    expect(order.lines.map(line => [line.kitLineId !== null, Number(line.gross) > 0])).toEqual([
      [false, true],
      [false, true],
      [false, true],
      [false, true],
      [true, false],
      [true, false],
    ])
    expect(sum(order.lines.flatMap(line => line.kitShare ?? []))).toBe(order.lines[1]?.gross)
    await clean()
  })
  test('what a kit may go over holds for its parts', async () => {
    const { kit } = await kitOf()
    await world.write('max', (tx, actor) => editProduct(tx, actor, kit.id, { overTolerance: '10' }))
    const order = await world.confirmed([{ productId: kit.id, unitQty: '2' }])
    expect(order.lines.map(line => line.overTolerance)).toEqual(order.lines.map(() => '0.1'))
    await clean()
  })
  test('too few of one part stop it, and the part is named', async () => {
    const { kit, c } = await kitOf({ stock: '4' })
    const order = await world.draft([{ productId: kit.id, unitQty: '5' }])
    const { warnings } = await world.read('ann', (db, actor) => previewOrderMove(db, actor, order.id, 'submit'))
    expect(warnings.map(one => one.key)).toContain('order.shortNow')
    await world.submit(order.id)
    await world.approveAll(order.id)
    const after = await world.get(order.id)
    expect(after).toMatchObject({ state: 'in_review', reviewed: true })
    const { reasons } = await world.read('oda', (db, actor) => previewOrderMove(db, actor, order.id, 'confirm'))
    expect(reasons[0]).toMatchObject({ key: 'order.stockShort', values: { count: 2 } })
    expect(String(reasons[0]?.values?.lines)).toContain(`${c.code} −1`)
  })
  test('C025 what was agreed stays, whatever the kit becomes before it is confirmed', async () => {
    const { kit, b } = await kitOf()
    const order = await world.draft([{ productId: kit.id, unitQty: '1' }])
    await edit(kit.id, { parts: [{ productId: b.id, qty: '7' }] })
    await world.write('ann', (tx, actor) =>
      editOrder(tx, actor, order.id, { discountKind: 'percent', discountValue: '1' }),
    )
    expect((await world.get(order.id)).lines[0]?.parts?.map(part => part.qty)).toEqual(['1', '1'])
  })
  test('C040 5 kits billed on delivery, 3 B and 2 C delivered: 2 complete kits, 3 open, 2 may be billed', async () => {
    const { kit } = await kitOf()
    const order = await ship(await sold(kit, '5', { billBasis: 'delivery' }), '3', '2')
    expect(order.lines[0]).toMatchObject({ shipped: '2', delivered: '2', toShip: '3', due: '5' })
    expect(order).toMatchObject({ fulfilment: 'part' })
    const billable = await world.read('fay', (db, actor) => billableLines(db, actor, [order.id]))
    expect(billable.map(one => [one.no, one.qty])).toEqual([[1, '2']])
    const part = parts(order)[0]?.id ?? ''
    const wrong = world.write('fay', (tx, actor) =>
      requestInvoice(tx, actor, { lines: [{ orderLineId: part, qty: '1' }] }),
    )
    expect(await refused(wrong)).toContain('invoice.kitPart@lines.0.orderLineId')
    const done = await ship(order, '2', '3')
    expect(done.lines[0]).toMatchObject({ delivered: '5', toShip: '0' })
    expect(done.fulfilment).toBe('delivered')
    await clean()
  })
  test('C058 stock 100, 5 kits, 3 invoiced and out: closing the rest leaves 97 of each to sell', async () => {
    const { kit, b, c } = await kitOf()
    const order = await ship(await sold(kit, '5'), '3', '3')
    await invoiced(order, '3')
    expect([await free(b), await free(c)]).toEqual(['95', '95'])
    const closed = await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    expect(closed.lines[0]).toMatchObject({ cancelled: '2', shipped: '3', invoiced: '3', due: '3' })
    expect([await free(b), await free(c)]).toEqual(['97', '97'])
    await clean()
  })
  test('cancelled, all of it is free again', async () => {
    const { kit, b } = await kitOf()
    const order = await sold(kit, '5')
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, {}))
    expect(await free(b)).toBe('100')
    await clean()
  })
  test('the kit’s own line is neither shipped nor returned: its parts are', async () => {
    const { kit } = await kitOf()
    const order = await ship(await sold(kit, '2'), '2', '2')
    const orderLineId = order.lines[0]?.id ?? ''
    const lines = [{ orderLineId, unitQty: '1' }]
    expect(await refused(world.write('wei', (tx, actor) => createShipment(tx, actor, { lines })))).toEqual([
      'shipment.kitLine@lines.0.orderLineId',
    ])
    const back = world.write('oda', (tx, actor) => createReturn(tx, actor, { orderId: order.id, lines }))
    expect(await refused(back)).toEqual(['goodsReturn.kitLine@lines.0.orderLineId'])
    const open = await world.read('oda', (db, actor) => returnableOfOrder(db, actor, order.id))
    const ofKit = { lineId: orderLineId, name: kit.name, perKit: '1', parts: 2 }
    expect(open.map(line => [line.kit, line.qty])).toEqual([
      [ofKit, '2'],
      [ofKit, '2'],
    ])
  })
  test('its parts say on a shipment of which kit they are, made as well as read', async () => {
    const { kit } = await kitOf({ qtys: ['2', '3'] })
    const order = await sold(kit, '2')
    const made = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
    const read = await world.read('wei', (db, actor) => getShipment(db, actor, made.id))
    const ofKit = { lineId: order.lines[0]?.id, name: kit.name, parts: 2 }
    const said = [
      { ...ofKit, perKit: '2' },
      { ...ofKit, perKit: '3' },
    ]
    expect(made.lines.map(line => line.kit)).toEqual(said)
    expect(read.lines.map(line => line.kit)).toEqual(said)
  })
  test('a part that comes back alone is worth its frozen share, and no kit is whole without it', async () => {
    const { kit, b } = await kitOf()
    const order = await ship(await sold(kit, '2'), '2', '2')
    await world.write('fay', (tx, actor) =>
      createReceipt(tx, actor, {
        customerId: world.customerId,
        amount: '180',
        allocations: [{ orderId: order.id, amount: '180' }],
      }),
    )
    const line = parts(order).find(one => one.productId === b.id)?.id ?? ''
    const { id } = await world.write('oda', (tx, actor) =>
      createReturn(tx, actor, { orderId: order.id, lines: [{ orderLineId: line, unitQty: '1' }] }),
    )
    await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'approve' }))
    await world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, {}))
    const made = await world.write('oda', (tx, actor) =>
      inspectReturn(tx, actor, id, { lines: [{ no: 1, decision: 'refund' }] }),
    )
    // 60 of 100 of what the kit was sold for, 90
    expect(made.lines[0]?.amount).toBe('54')
    expect(made.outcomes).toMatchObject([{ entity: 'refund' }])
    const after = await world.get(order.id)
    expect(after.lines[0]).toMatchObject({ delivered: '2', returned: '0' })
    expect(after.returned).toBe('part')
    expect(await free(b)).toBe('99')
    await clean()
  })
  test('whole kits that come back are whole kits back', async () => {
    const { kit } = await kitOf({ qtys: ['2', '1'] })
    const order = await ship(await sold(kit, '2'), '4', '2')
    const lines = parts(order).map((line, i) => ({ orderLineId: line.id, unitQty: ['2', '1'][i] ?? '0' }))
    const { id } = await world.write('oda', (tx, actor) => createReturn(tx, actor, { orderId: order.id, lines }))
    await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'approve' }))
    await world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, {}))
    expect((await world.get(order.id)).lines[0]).toMatchObject({ returned: '1', due: '1', delivered: '2' })
    await clean()
  })
})
