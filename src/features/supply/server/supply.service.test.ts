import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { moveOrder as moveOwn } from '#features/order/server/move.service.ts'
import { prioritise } from '#features/order/server/priority.service.ts'
import { moveShipment } from '#features/shipment/server/post.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { setPolicy } from '#features/stock/server/policy.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewSupply, ReceiveBody, SupplyEdit, WholeSupply } from '../supply.schema.ts'
import { createSupply } from './create.service.ts'
import { editSupply, trashSupply } from './edit.service.ts'
import { setSupplySettings, supplySettingsOf } from './settings.service.ts'
import { requestShortages, shortages, supplyOfOrder } from './shortage.service.ts'
import { getSupply } from './supply.service.ts'
import { moveSupply, receiveSupply, supplyOffers, takeBackSupply } from './supplyMove.service.ts'

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
const edit = (id: string, input: SupplyEdit) => world.write('oda', (tx, actor) => editSupply(tx, actor, id, input))
const move = (id: string, name: Move) => world.write('oda', (tx, actor) => moveSupply(tx, actor, id, { move: name }))
const receive = (id: string, input: ReceiveBody) =>
  world.write('wei', (tx, actor) => receiveSupply(tx, actor, id, input))
const takeBack = (id: string, no: number) =>
  world.write('wei', (tx, actor) => takeBackSupply(tx, actor, id, { no, note: 'wrong box' }))
const see = (id: string) => world.read('oda', (db, actor) => getSupply(db, actor, id))
const lineOf = ({ lines }: WholeOrder, at = 0) => lines[at]?.id ?? ''
const clean = async () => expect(await doctor.findings()).toEqual([])
const levelOf = async (productId: string) => {
  const [row] = await world.rows<{ onHand: string; reserved: string }>(
    'select sum(on_hand)::text as on_hand, sum(reserved)::text as reserved from stock_levels where org_id = $1 and product_id = $2',
    [productId],
  )
  return { onHand: Number(row?.onHand ?? 0), reserved: Number(row?.reserved ?? 0) }
}
/** An order of so many of a product of which none is there. */
const short = async (qty: string, promisedDate: string | null = null, productId?: string) => {
  const id = productId ?? (await world.product()).id
  const order = await world.confirmed([{ productId: id, unitQty: qty }], { promisedDate })
  return { productId: id, order }
}
const ask = ({ productId, order }: Awaited<ReturnType<typeof short>>, qty: string, more: Partial<NewSupply> = {}) =>
  create({ kind: 'buy', productId, qty, wants: [{ orderLineId: lineOf(order), qty }], ...more })

describe('a request', () => {
  test('is of one order: its seller owns it, its thread knows it, its line sees it coming', async () => {
    const found = await short('5')
    expect(found.order).toMatchObject({ state: 'confirmed', supply: 'none' })
    const made = await ask(found, '5', { expectedOn: '2026-12-01' })
    expect(made).toMatchObject({
      state: 'planned',
      orderNumber: found.order.number,
      ownerName: 'Ann',
      coming: '5',
      received: '0',
    })
    expect(made.wants).toMatchObject([{ orderNumber: found.order.number, lineNo: 1, qty: '5', given: '0' }])
    const coming = await world.read('ann', (db, actor) => supplyOfOrder(db, actor, found.order.id))
    expect(coming.lines).toMatchObject([
      { lacks: '5', unasked: '0', coming: [{ number: made.number, qty: '5', expectedOn: '2026-12-01', may: true }] },
    ])
    const [link] = await world.rows('select 1 from thread_link where org_id = $1 and record_id = $2', [made.id])
    expect(link).toBeDefined()
    await clean()
  })

  test('the same lack is not asked for twice, nor another product, nor more than it takes', async () => {
    const found = await short('5')
    await ask(found, '3')
    expect(await refused(ask(found, '3'))).toEqual(['supply.askedAlready@wants.0.qty'])
    const other = await world.product()
    expect(await refused(ask({ ...found, productId: other.id }, '1'))).toEqual([
      'supply.otherProduct@wants.0.orderLineId',
    ])
    const wants = [{ orderLineId: lineOf(found.order), qty: '2' }]
    expect(await refused(create({ kind: 'buy', productId: found.productId, qty: '1', wants }))).toEqual([
      'supply.overWanted@wants',
    ])
    const service = await world.product({ kind: 'service', fulfil: 'accept', stockKept: false })
    expect(await refused(create({ kind: 'buy', productId: service.id, qty: '1' }))).toEqual([
      'supply.notKept@productId',
    ])
    expect(await refused(create({ kind: 'buy', productId: found.productId, qty: '1.5' }))).toHaveLength(1)
    await clean()
  })

  test('two who ask for one lack at once: one gets it', async () => {
    const found = await short('5')
    const both = await Promise.allSettled([ask(found, '5'), ask(found, '5')])
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await clean()
  })
})

describe('shortages', () => {
  test('are summed over all orders, less what lies there and what comes; asked for once, in turn', async () => {
    const product = await world.stocked('4')
    const late = await world.confirmed([{ productId: product.id, unitQty: '6' }], { promisedDate: '2026-12-20' })
    const early = await world.confirmed([{ productId: product.id, unitQty: '3' }], { promisedDate: '2026-12-05' })
    await create({ kind: 'make', productId: product.id, qty: '1' })
    const look = () => world.read('oda', (db, actor) => shortages(db, actor, { productId: product.id }))
    const [lack] = await look()
    expect(lack).toMatchObject({
      waiting: '5',
      lacks: '5',
      coming: '1',
      open: '4',
      kind: 'make',
      neededBy: '2026-12-05',
    })
    expect(lack?.lines.map(one => [one.orderNumber, one.lacks])).toEqual([
      [early.number, '3'],
      [late.number, '2'],
    ])
    const items = [{ productId: product.id, warehouseId: lack?.warehouseId ?? '' }]
    const request = () => world.write('oda', (tx, actor) => requestShortages(tx, actor, { items }))
    const both = await Promise.all([request(), request()])
    expect(both.flatMap(one => one.items)).toMatchObject([{ qty: '4', kind: 'make', state: 'planned' }])
    const made = await see(both.flatMap(one => one.items)[0]?.id ?? '')
    expect(made.wants.map(one => [one.orderNumber, one.qty])).toEqual([
      [early.number, '3'],
      [late.number, '1'],
    ])
    expect((await look())[0]).toMatchObject({ lacks: '5', coming: '5', open: '0' })
    await clean()
  })

  test('an order that is reviewed and cannot be confirmed for want of stock is among them', async () => {
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'all' }))
    const product = await world.stocked('2')
    const stuck = await world.confirmed([{ productId: product.id, unitQty: '5' }])
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'partial' }))
    expect(stuck.state).toBe('in_review')
    const [lack] = await world.read('oda', (db, actor) => shortages(db, actor, { productId: product.id }))
    expect(lack).toMatchObject({
      waiting: '5',
      lacks: '3',
      open: '3',
      lines: [{ orderNumber: stuck.number, confirmed: false }],
    })
  })

  test('are asked for at confirming where the company wants it', async () => {
    const set = (auto: boolean) =>
      world.write('olivia', (tx, actor) =>
        setSupplySettings(tx, actor, { ...supplySettingsOf(actor), auto, kind: 'make' }),
      )
    const plain = await short('2')
    await set(true)
    const product = await world.stocked('1')
    const order = await world.confirmed([{ productId: product.id, unitQty: '4' }], { promisedDate: '2026-12-09' })
    await set(false)
    const of = (id: string) => world.read('oda', (db, actor) => supplyOfOrder(db, actor, id))
    expect((await of(plain.order.id)).lines).toMatchObject([{ unasked: '2', coming: [] }])
    const { lines } = await of(order.id)
    expect(lines).toMatchObject([{ lacks: '3', unasked: '0', coming: [{ qty: '3', kind: 'make', state: 'planned' }] }])
    expect(await see(lines[0]?.coming[0]?.supplyId ?? '')).toMatchObject({
      neededBy: '2026-12-09',
      orderNumber: order.number,
    })
    await clean()
  })
})

describe('what arrives', () => {
  test('in parts: goods lie there, the line holds them, the order becomes complete and its seller is told', async () => {
    const found = await short('5')
    const { id } = await ask(found, '5')
    await move(id, 'start')
    const part = await receive(id, { qty: '2', batch: 'L1' })
    expect(part).toMatchObject({ state: 'in_progress', received: '2', coming: '3' })
    expect(part.receipts).toMatchObject([
      { no: 1, qty: '2', batch: 'L1', allots: [{ orderNumber: found.order.number, qty: '2' }] },
    ])
    expect(await world.get(found.order.id)).toMatchObject({ supply: 'part', lines: [{ reserved: '2' }] })
    const whole = await receive(id, { qty: '3' })
    expect(whole).toMatchObject({ state: 'received', received: '5', coming: '0', progress: 100 })
    expect(await world.get(found.order.id)).toMatchObject({ supply: 'full', lines: [{ reserved: '5' }] })
    expect(await levelOf(found.productId)).toEqual({ onHand: 5, reserved: 5 })
    const told = await world.rows<{ name: string }>(
      `select u.name from notices n join users u on u.org_id = n.org_id and u.id = n.user_id where n.org_id = $1 and n.kind = 'orderStocked' and n.record_id = $2 order by u.name`,
      [found.order.id],
    )
    expect(told.map(one => one.name)).toEqual(['Ann', 'Oda'])
    await clean()
  })

  test('goes to the lines it was asked for, then to whoever waits by priority and promised day; the rest is free', async () => {
    const later = await short('4', '2026-12-20')
    const early = await short('3', '2026-12-01', later.productId)
    const { id } = await ask(later, '4', { tolerance: '100' })
    await receive(id, { qty: '8' })
    expect(await world.get(later.order.id)).toMatchObject({ supply: 'full' })
    expect(await world.get(early.order.id)).toMatchObject({ supply: 'full' })
    expect(await levelOf(later.productId)).toEqual({ onHand: 8, reserved: 7 })
    const calm = await short('2', '2026-12-01')
    const urgent = await short('2', '2026-12-31', calm.productId)
    await world.write('oda', (tx, actor) => prioritise(tx, actor, urgent.order.id, { priority: 'urgent' }))
    const stock = await create({ kind: 'make', productId: calm.productId, qty: '3' })
    await receive(stock.id, { qty: '3' })
    expect(await world.get(urgent.order.id)).toMatchObject({ supply: 'full', priority: 'urgent' })
    expect(await world.get(calm.order.id)).toMatchObject({ lines: [{ reserved: '1' }] })
    const own = await short('4', '2026-12-20')
    const first = await short('3', '2026-12-01', own.productId)
    const asked = await ask(own, '4')
    await receive(asked.id, { qty: '3' })
    expect(await world.get(own.order.id)).toMatchObject({ lines: [{ reserved: '3' }] })
    expect(await world.get(first.order.id)).toMatchObject({ lines: [{ reserved: '0' }] })
    await clean()
  })

  test('more than is tolerated is refused with what may still come; within it is free stock', async () => {
    const found = await short('10')
    const { id } = await ask(found, '10', { tolerance: '10' })
    await expect(receive(id, { qty: '12' })).rejects.toMatchObject({
      reasons: [{ key: 'supply.overTolerance', path: 'qty', values: { left: '11', tolerance: '10' } }],
    })
    expect(await receive(id, { qty: '11' })).toMatchObject({ state: 'received', received: '11' })
    expect(await levelOf(found.productId)).toEqual({ onHand: 11, reserved: 10 })
    await clean()
  })

  test('nothing is held for an order on hold, nor where nothing is for sale', async () => {
    const found = await short('5')
    await world.write('oda', (tx, actor) => moveOwn(tx, actor, found.order.id, { move: 'hold' }))
    const { id } = await ask(found, '5')
    await receive(id, { qty: '5' })
    expect(await world.get(found.order.id)).toMatchObject({ supply: 'none', lines: [{ reserved: '0' }] })
    expect(await levelOf(found.productId)).toEqual({ onHand: 5, reserved: 0 })
    await clean()
  })

  test('no quantity, a day to come, closed books, a state that is past: each refused with its reason', async () => {
    const found = await short('5')
    const { id } = await ask(found, '5')
    expect(await refused(receive(id, { qty: '0' }))).toEqual(['supply.noQty@qty'])
    expect(await refused(receive(id, { qty: '1', date: '2099-01-01' }))).toEqual(['stock.inFuture@date'])
    await receive(id, { qty: '5' })
    expect(await refused(receive(id, { qty: '1' }))).toEqual(['flow.notFromHere'])
    expect(await refused(move(id, 'cancel'))).toEqual(['flow.notFromHere'])
  })

  test('is taken back whole: who held it waits again, and what has left or is held by others is refused', async () => {
    const found = await short('5')
    const { id } = await ask(found, '5')
    await receive(id, { qty: '5' })
    const back = await takeBack(id, 1)
    expect(back).toMatchObject({
      state: 'in_progress',
      received: '0',
      receipts: [{ no: 1, reversedNote: 'wrong box' }],
    })
    expect(await world.get(found.order.id)).toMatchObject({ supply: 'none', lines: [{ reserved: '0' }] })
    expect(await levelOf(found.productId)).toEqual({ onHand: 0, reserved: 0 })
    expect(await refused(takeBack(id, 1))).toEqual(['supply.takenBack@no'])
    expect(await refused(takeBack(id, 7))).toEqual(['supply.noReceipt@no'])
    await receive(id, { qty: '5' })
    const { id: sent } = await world.write('wei', (tx, actor) =>
      createShipment(tx, actor, { orderIds: [found.order.id] }),
    )
    for (const name of ['ready', 'ship'] as const)
      await world.write('wei', (tx, actor) => moveShipment(tx, actor, sent, { move: name }))
    expect(await refused(takeBack(id, 2))).toEqual(['stock.notEnough@no'])
    await clean()
  })

  test('free goods that others took meanwhile are not taken from them', async () => {
    const product = await world.product()
    const { id } = await create({ kind: 'make', productId: product.id, qty: '5' })
    await receive(id, { qty: '5' })
    const other = await world.confirmed([{ productId: product.id, unitQty: '4' }])
    expect(other.supply).toBe('full')
    await expect(takeBack(id, 1)).rejects.toMatchObject({
      reasons: [{ key: 'stock.heldByOthers', values: { holders: `${other.number}-1 4` } }],
    })
    await clean()
  })

  test('in a closed month neither comes nor goes', async () => {
    const product = await world.product()
    const { id } = await create({ kind: 'make', productId: product.id, qty: '5' })
    await receive(id, { qty: '2', date: '2026-10-15' })
    const close = (day: string | null) =>
      world.write('olivia', async tx => {
        tx.write({ text: 'update orgs set books_closed_until = $2 where org_id = $1', values: [tx.orgId, day] })
      })
    await close('2026-10-31')
    const refusedAll = [await refused(receive(id, { qty: '1', date: '2026-10-20' })), await refused(takeBack(id, 1))]
    await close(null)
    expect(refusedAll).toEqual([['stock.booksClosed@date'], ['stock.booksClosed@date']])
  })
})

describe('payment before supply', () => {
  test('keeps a request from beginning, by whichever door, until that share is in', async () => {
    const product = await world.product()
    const gates = { confirm: '0', supply: '30', ship: '0' }
    const order = await world.confirmed([{ productId: product.id, unitQty: '5' }], {
      terms: { instalments: [], gates },
    })
    const made = await ask({ productId: product.id, order }, '5')
    const offers = await world.read('oda', (db, actor) => supplyOffers(db, actor, made.id))
    expect(offers.find(one => one.move === 'start')).toMatchObject({
      ok: false,
      reasons: [{ key: 'supply.unpaid', values: { orders: `${order.number} 30%` } }],
    })
    expect(await refused(move(made.id, 'start'))).toEqual(['supply.unpaid'])
    expect(await refused(receive(made.id, { qty: '5' }))).toEqual(['supply.unpaid'])
    await world.write('olivia', async tx => {
      tx.write({
        text: 'update orders set paid_amount = 150 where org_id = $1 and id = $2',
        values: [tx.orgId, order.id],
      })
    })
    expect(await move(made.id, 'start')).toMatchObject({ state: 'in_progress' })
    await world.write('olivia', async tx => {
      tx.write({
        text: 'update orders set paid_amount = 0 where org_id = $1 and id = $2',
        values: [tx.orgId, order.id],
      })
    })
  })
})

describe('its life', () => {
  test('starts, goes back, ends short, goes on; is cancelled only while nothing has come', async () => {
    const product = await world.product()
    const { id } = await create({ kind: 'make', productId: product.id, qty: '10' })
    expect(await move(id, 'start')).toMatchObject({ state: 'in_progress' })
    expect(await move(id, 'pause')).toMatchObject({ state: 'planned', startedAt: null })
    await move(id, 'start')
    expect(await refused(move(id, 'finish'))).toEqual(['supply.nothingCame'])
    await receive(id, { qty: '4' })
    expect(await refused(move(id, 'cancel'))).toEqual(['supply.somethingCame'])
    expect(await refused(move(id, 'pause'))).toEqual(['supply.somethingCame'])
    expect(await move(id, 'finish')).toMatchObject({ state: 'received', received: '4', coming: '0' })
    expect(await move(id, 'reopen')).toMatchObject({ state: 'in_progress', coming: '6' })
    expect(await edit(id, { qty: '12' })).toMatchObject({ qty: '12', coming: '8' })
    expect(await refused(edit(id, { qty: '3' }))).toEqual(['supply.belowReceived@qty'])
    await receive(id, { qty: '8' })
    expect(await refused(move(id, 'reopen'))).toEqual(['supply.allCame'])
    expect(await refused(edit(id, { qty: '20' }))).toEqual(['supply.frozen'])
    await clean()
  })

  test('a new day is told to the seller of the order that waits for it, and progress is seen there', async () => {
    const found = await short('5')
    const { id } = await ask(found, '5')
    await edit(id, { expectedOn: '2026-12-24', progress: 40 })
    const coming = await world.read('ann', (db, actor) => supplyOfOrder(db, actor, found.order.id))
    expect(coming.lines[0]?.coming).toMatchObject([{ expectedOn: '2026-12-24', progress: 40 }])
    const [told] = await world.rows<{ name: string; values: Record<string, string> }>(
      `select u.name, n.said as values from notices n join users u on u.org_id = n.org_id and u.id = n.user_id where n.org_id = $1 and n.kind = 'supplyMoved' and n.record_id = $2`,
      [found.order.id],
    )
    expect(told).toMatchObject({ name: 'Ann', values: { date: '2026-12-24', number: found.order.number } })
  })

  test('what never began goes to the trash, and its line may be asked for again', async () => {
    const found = await short('5')
    const { id } = await ask(found, '5')
    await world.write('oda', (tx, actor) => trashSupply(tx, actor, id))
    await expect(see(id)).rejects.toMatchObject({ kind: 'missing' })
    await ask(found, '5')
    await clean()
  })
})

describe('an order that needs it no more', () => {
  const rule = (freed: 'stock' | 'cancel') =>
    world.write('olivia', (tx, actor) => setSupplySettings(tx, actor, { ...supplySettingsOf(actor), freed }))
  const end = (id: string, how: 'cancel' | 'close') =>
    world.write('oda', (tx, actor) => (how === 'cancel' ? cancelOrder : closeOrder)(tx, actor, id, { note: 'x' }))

  test('leaves its requests to stock, whatever state they are in', async () => {
    for (const how of ['cancel', 'close'] as const) {
      const found = await short('5')
      const { id } = await ask(found, '5')
      await end(found.order.id, how)
      expect(await see(id)).toMatchObject({ state: 'planned', qty: '5', wants: [] })
      await receive(id, { qty: '5' })
      expect(await levelOf(found.productId)).toEqual({ onHand: 5, reserved: 0 })
    }
    await clean()
  })

  test('takes with it what is only planned, where the company wants that; others’ part stays', async () => {
    await rule('cancel')
    const found = await short('5')
    const other = await short('2', null, found.productId)
    const alone = await ask(found, '2')
    const shared = await create({
      kind: 'buy',
      productId: found.productId,
      qty: '5',
      wants: [
        { orderLineId: lineOf(found.order), qty: '3' },
        { orderLineId: lineOf(other.order), qty: '2' },
      ],
    })
    const begun = await short('5')
    const running = await ask(begun, '5')
    await move(running.id, 'start')
    await end(found.order.id, 'cancel')
    await end(begun.order.id, 'cancel')
    await rule('stock')
    expect(await see(alone.id)).toMatchObject({ state: 'cancelled', wants: [] })
    expect(await see(shared.id)).toMatchObject({
      state: 'planned',
      qty: '2',
      wants: [{ orderNumber: other.order.number, qty: '2' }],
    })
    expect(await see(running.id)).toMatchObject({ state: 'in_progress', qty: '5', wants: [] })
    await clean()
  })
})

describe('two at once', () => {
  const race = async (work: readonly (() => Promise<unknown>)[]) => {
    const before = open.db.counters.retries
    const settled = await Promise.allSettled(work.map(one => one()))
    expect(open.db.counters.retries).toBe(before)
    return settled.map(one => one.status).toSorted()
  }
  test('two receipts of one request: never more than may come', async () => {
    const found = await short('5')
    const { id } = await ask(found, '5')
    expect(
      await race([() => receive(id, { qty: '3' }), () => receive(id, { qty: '3' }), () => receive(id, { qty: '3' })]),
    ).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await levelOf(found.productId)).toEqual({ onHand: 3, reserved: 3 })
    await clean()
  })
  test('a receipt and a cancel of the request: one truth', async () => {
    const found = await short('5')
    const { id } = await ask(found, '5')
    expect(await race([() => receive(id, { qty: '5' }), () => move(id, 'cancel')])).toEqual(['fulfilled', 'rejected'])
    await clean()
  })
  test('a receipt and the order’s cancel: nothing stays held for nobody', async () => {
    for (let round = 0; round < 4; round++) {
      const found = await short('5')
      const { id } = await ask(found, '5')
      const cancel = () => world.write('oda', (tx, actor) => cancelOrder(tx, actor, found.order.id, { note: 'x' }))
      expect(await race([() => receive(id, { qty: '5' }), cancel])).toEqual(['fulfilled', 'fulfilled'])
      expect(await levelOf(found.productId)).toEqual({ onHand: 5, reserved: 0 })
    }
    await clean()
  })
  test('receipts of two requests while others confirm and ship: all add up', async () => {
    const product = await world.stocked('3')
    const waiting = await world.confirmed([{ productId: product.id, unitQty: '8' }])
    const a = await create({ kind: 'buy', productId: product.id, qty: '4' })
    const b = await create({ kind: 'make', productId: product.id, qty: '4' })
    const shipSome = async () => {
      const lines = [{ orderLineId: lineOf(waiting), unitQty: '2' }]
      const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
      for (const name of ['ready', 'ship'] as const)
        await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: name }))
    }
    const more = () => world.confirmed([{ productId: product.id, unitQty: '2' }])
    const done = await race([
      () => receive(a.id, { qty: '4' }),
      () => receive(b.id, { qty: '4' }),
      shipSome,
      more,
      more,
    ])
    expect(done).toEqual(Array.from({ length: 5 }, () => 'fulfilled'))
    expect(await levelOf(product.id)).toEqual({ onHand: 9, reserved: 9 })
    await clean()
  })
})

test('who may: sales sees what comes for its own orders, warehouse receives, the desk plans', async () => {
  const found = await short('5')
  const { id } = await ask(found, '5')
  const stock: WholeSupply = await create({ kind: 'make', productId: found.productId, qty: '1' })
  expect(await world.read('ann', (db, actor) => getSupply(db, actor, id))).toMatchObject({ id })
  await expect(world.read('ann', (db, actor) => getSupply(db, actor, stock.id))).rejects.toMatchObject({
    kind: 'missing',
  })
  const asAnn = world.write('ann', (tx, actor) => moveSupply(tx, actor, id, { move: 'start' }))
  expect(await refused(asAnn)).toEqual(['flow.notAllowed'])
  const asOda = world.write('oda', (tx, actor) => receiveSupply(tx, actor, id, { qty: '5' }))
  expect(await refused(asOda)).toEqual(['flow.notAllowed'])
})
