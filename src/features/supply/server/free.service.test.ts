import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LineInput, NewOrder, OrderPriority, WholeOrder } from '#features/order/order.schema.ts'
import { moveOrder, orderOffers } from '#features/order/server/move.service.ts'
import { prioritise } from '#features/order/server/priority.service.ts'
import { createDocument } from '#features/stock/server/document.service.ts'
import { onFreed } from '#features/stock/server/freed.service.ts'
import { setPolicy } from '#features/stock/server/policy.service.ts'
import { moveDocument } from '#features/stock/server/post.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { shareFreed } from '#jobs/shareFreed.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder, reopenOrder } from '#journeys/closeOrder.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { holdFreed, holdFreeFor } from './free.service.ts'
import { shortages, supplyOfOrder } from './shortage.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
beforeEach(() => policy({ reservePolicy: 'partial', reserveFreed: 'priority' }))
afterEach(async () => expect(await doctor.findings()).toEqual([]))
afterAll(async () => {
  expect(open.db.counters.retries).toBe(0)
  await open.close()
})

const policy = (edit: Parameters<typeof setPolicy>[2]) =>
  world.write('olivia', (tx, actor) => setPolicy(tx, actor, edit))
/** Goods by an ordinary document of the warehouse. */
const put = async (productId: string, unitQty: string, kind: 'receipt' | 'count' = 'receipt') => {
  const lines = [{ productId, unitQty }]
  const { id } = await world.write('wei', (tx, actor) => createDocument(tx, actor, { kind, reason: 'x', lines }))
  await world.write('wei', (tx, actor) => moveDocument(tx, actor, { id, move: 'post' }, {}))
}
const short = (productId: string, unitQty: string, more: Partial<NewOrder> & { line?: Partial<LineInput> } = {}) => {
  const { line, ...head } = more
  return world.confirmed([{ productId, unitQty, ...line }], head)
}
type Own = 'hold' | 'resume' | 'reserve'
const move = (id: string, name: Own, lineIds?: string[]) =>
  world.write('oda', (tx, actor) => moveOrder(tx, actor, id, { move: name, lineIds }))
const heldOf = async ({ id }: WholeOrder) => (await world.get(id)).lines.map(line => line.reserved)
const told = async ({ id }: WholeOrder) =>
  (
    await world.rows<{ what: string; via: string }>(
      "select after ->> 'what' as what, via from event where org_id = $1 and record_id = $2 and kind in ('order.reserved', 'order.resumed') order by seq",
      [id],
    )
  ).map(one => [one.what, one.via])
const urgent = (order: WholeOrder, priority: OrderPriority = 'urgent') =>
  world.write('oda', (tx, actor) => prioritise(tx, actor, order.id, { priority }))
const job = () => world.write('olivia', tx => holdFreed(tx, 200))

describe('by hand, for one order', () => {
  test('what came by an ordinary receipt is held for what waits, and its timeline says how much', async () => {
    const product = await world.product()
    const order = await short(product.id, '5')
    expect(await refused(move(order.id, 'reserve'))).toEqual(['order.nothingFree'])
    await put(product.id, '3')
    const offers = await world.read('oda', (db, actor) => orderOffers(db, actor, order.id))
    expect(offers.find(one => one.move === 'reserve')).toMatchObject({ ok: true })
    const seen = await world.read('oda', (db, actor) => supplyOfOrder(db, actor, order.id))
    expect(seen.lines).toMatchObject([{ lacks: '5', free: '3' }])
    const held = await move(order.id, 'reserve')
    expect(held).toMatchObject({ state: 'confirmed', supply: 'part', lines: [{ reserved: '3' }] })
    expect(await told(order)).toEqual([[`${product.name} 3 ${product.unit}`, 'screen']])
    await put(product.id, '9')
    expect(await move(order.id, 'reserve')).toMatchObject({ supply: 'full', lines: [{ reserved: '5' }] })
    expect(await refused(move(order.id, 'reserve'))).toEqual(['order.nothingWaits'])
    const notices = await world.rows<{ kind: string }>(
      "select kind from notices where org_id = $1 and record_id = $2 and kind = 'orderStocked'",
      [order.id],
    )
    expect(notices.length).toBeGreaterThan(0)
  })

  test('the lines that are named alone; one that is not its own is refused by its place', async () => {
    const [one, two] = [await world.product(), await world.product()]
    const order = await world.confirmed([one, two].map(({ id }) => ({ productId: id, unitQty: '2' })))
    await put(one.id, '2')
    await put(two.id, '2')
    const second = order.lines[1]?.id ?? ''
    expect(await refused(move(order.id, 'reserve', [second, one.id]))).toEqual(['stock.unknownLine@lineIds.1'])
    await move(order.id, 'reserve', [second])
    expect(await heldOf(order)).toEqual(['0', '2'])
  })

  test('on hold nothing is held by hand; resuming takes up what lies there', async () => {
    const product = await world.product()
    const order = await short(product.id, '4')
    await move(order.id, 'hold')
    await put(product.id, '3')
    expect(await refused(move(order.id, 'reserve'))).toEqual(['flow.notFromHere'])
    expect(await move(order.id, 'resume')).toMatchObject({ state: 'confirmed', lines: [{ reserved: '3' }] })
    expect(await told(order)).toEqual([[`${product.name} 3 ${product.unit}`, 'screen']])
  })

  test('where orders hold nothing, neither resuming nor reopening does; asked for by hand it is held', async () => {
    await policy({ reservePolicy: 'none' })
    const product = await world.stocked('9')
    const order = await short(product.id, '4')
    await move(order.id, 'hold')
    expect(await move(order.id, 'resume')).toMatchObject({ lines: [{ reserved: '0' }] })
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    const again = await world.write('oda', (tx, actor) => reopenOrder(tx, actor, order.id, {}))
    expect(again).toMatchObject({ state: 'confirmed', lines: [{ reserved: '0' }] })
    expect(await job()).toBe(0)
    expect(await heldOf(order)).toEqual(['0'])
    expect(await move(order.id, 'reserve')).toMatchObject({ lines: [{ reserved: '4' }] })
  })

  test('two at once: one holds it, the other reads that nothing lies free', async () => {
    const product = await world.product()
    const orders = [await short(product.id, '3'), await short(product.id, '3')]
    await put(product.id, '3')
    const both = await Promise.all(orders.map(({ id }) => refused(move(id, 'reserve'))))
    expect(both.toSorted((a, b) => a.length - b.length)).toEqual([[], ['order.nothingFree']])
  })

  test('whoever may not is refused', async () => {
    const product = await world.product()
    const order = await short(product.id, '1')
    await put(product.id, '1')
    const asAnn = world.write('ann', (tx, actor) => moveOrder(tx, actor, order.id, { move: 'reserve' }))
    expect(await refused(asAnn)).toEqual(['flow.notAllowed'])
  })
})

describe('for all who wait', () => {
  test('by priority, then the promised day, then waiting; not on hold, and not from another warehouse', async () => {
    const product = await world.product()
    const elsewhere = await world.write('olivia', (tx, actor) =>
      createWarehouse(tx, actor, { code: 'B', name: '二仓' }),
    )
    const late = await short(product.id, '2', { promisedDate: '2026-12-20' })
    const early = await short(product.id, '2', { promisedDate: '2026-12-05' })
    const first = await short(product.id, '2', { promisedDate: '2026-12-30' })
    const held = await short(product.id, '2', { promisedDate: '2026-12-01' })
    const bound = await short(product.id, '2', { promisedDate: '2026-12-02', line: { warehouseId: elsewhere.id } })
    await urgent(first)
    await move(held.id, 'hold')
    await put(product.id, '5')
    const lacks = await world.read('oda', (db, actor) => shortages(db, actor, { productId: product.id }))
    expect(lacks.map(one => one.freeNow).toSorted()).toEqual(['0', '5'])
    const found = await world.write('oda', (tx, actor) => holdFreeFor(tx, actor, { productIds: [product.id] }))
    expect(found.count).toBe(3)
    expect(found.orders.map(one => one.number).toSorted()).toEqual([late, early, first].map(one => one.number))
    expect(await Promise.all([first, early, late, held, bound].map(heldOf))).toEqual([
      ['2'],
      ['2'],
      ['1'],
      ['0'],
      ['0'],
    ])
    expect(await told(late)).toEqual([[`${product.name} 1 ${product.unit}`, 'screen']])
    const again = await world.write('oda', (tx, actor) => holdFreeFor(tx, actor, { productIds: [product.id] }))
    expect(again).toEqual({ count: 0, orders: [] })
  })

  test('what lies free for all who wait lacks nothing, and stands among the shortages until it is held', async () => {
    const product = await world.product()
    const order = await short(product.id, '2')
    await put(product.id, '9')
    const look = () => world.read('oda', (db, actor) => shortages(db, actor, { productId: product.id }))
    expect(await look()).toMatchObject([{ waiting: '2', lacks: '0', open: '0', freeNow: '2' }])
    const both = await Promise.all(
      [1, 2].map(() => world.write('wei', (tx, actor) => holdFreeFor(tx, actor, { productIds: [product.id] }))),
    )
    expect(both.map(one => one.count).toSorted()).toEqual([0, 1])
    expect(await heldOf(order)).toEqual(['2'])
    expect(await look()).toEqual([])
  })
})

describe('by itself', () => {
  test('as the company has set: in turn, or not at all', async () => {
    const product = await world.product()
    const [first, second] = [await short(product.id, '2'), await short(product.id, '2')]
    await urgent(second)
    await policy({ reserveFreed: 'off' })
    await put(product.id, '3')
    await job()
    expect(await Promise.all([first, second].map(heldOf))).toEqual([['0'], ['0']])
    await policy({ reserveFreed: 'priority' })
    await job()
    expect(await Promise.all([first, second].map(heldOf))).toEqual([['1'], ['2']])
    expect(await told(second)).toEqual([[`${product.name} 2 ${product.unit}`, 'job']])
  })

  test('a receipt, a count up, a document taken back and an order that ends free goods; holding and a count down do not', async () => {
    const freed: string[][] = []
    onFreed((_org, ids) => void freed.push([...ids]))
    const product = await world.product()
    const took = async (): Promise<string[][]> => freed.splice(0)
    await put(product.id, '5')
    expect(await took()).toEqual([[product.id]])
    const order = await short(product.id, '3')
    expect(await took()).toEqual([])
    await put(product.id, '4', 'count')
    expect(await took()).toEqual([])
    await put(product.id, '6', 'count')
    expect(await took()).toEqual([[product.id]])
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: 'x' }))
    expect(await took()).toEqual([[product.id]])
    onFreed(undefined)
  })

  test('at once, whatever freed it', async () => {
    const product = await world.stocked('2')
    const gone = await short(product.id, '2')
    const waits = await short(product.id, '3')
    const failures: unknown[] = []
    const sharing = shareFreed(open.db, error => failures.push(error))
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, gone.id, { note: 'x' }))
    await put(product.id, '4')
    // it waits for what has begun
    await sharing.stop()
    expect(failures).toEqual([])
    expect(await heldOf(waits)).toEqual(['3'])
    expect((await told(waits)).map(([, via]) => via)).toEqual(['job', 'job'])
  })
})
