import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import type { LineInput, NewOrder } from '#features/order/order.schema.ts'
import { editOrg } from '#features/people/server/org.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import type { AllocationItem, NewReceipt, NewRefund, TakeBack } from '../collection.schema.ts'
import { allocateReceipt, createReceipt, takeBack } from './allocate.service.ts'
import { orderCollection } from './plan.service.ts'
import { moveReceipt, type Wish } from './receiptMove.service.ts'
import { moveRefund, type RefundWish, requestRefund } from './refund.service.ts'
import { requestWriteOff } from './writeOff.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const day = today(systemClock, 'Asia/Shanghai')
const gates = { confirm: '0', supply: '0', ship: '0' }
const order = async (input: Partial<NewOrder> = {}, line: Partial<LineInput> = {}) => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  return world.confirmed([{ productId: product.id, unitQty: '10', ...line }], input)
}
const receive = (input: Partial<NewReceipt> & { amount: string }) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: world.customerId, ...input }))
const put = (id: string, ...items: AllocationItem[]) =>
  world.write('fay', (tx, actor) => allocateReceipt(tx, actor, id, { items }))
const moved = (id: string, move: Wish['move'], more: Partial<Wish> = {}) =>
  world.write('fay', (tx, actor) => moveReceipt(tx, actor, id, { ...more, move }))
const ask = (input: Omit<NewRefund, 'reason'>) =>
  world.write('oda', (tx, actor) => requestRefund(tx, actor, { reason: '退', ...input }))
const go = (id: string, move: RefundWish['move'], more: Partial<RefundWish> = {}, who: Anyone = 'fay') =>
  world.write(who, (tx, actor) => moveRefund(tx, actor, id, { ...more, move }))
const used = async (id = world.customerId) =>
  Number((await world.read('fay', (db, actor) => getCredit(db, actor, id))).used)
const plan = async (id: string) => (await world.read('fay', (db, actor) => orderCollection(db, actor, id))).plan
const clean = async () => expect(await doctor.findings()).toEqual([])
const ok = (all: readonly PromiseSettledResult<unknown>[]) => all.filter(one => one.status === 'fulfilled').length

describe('at once', () => {
  test('a receipt bounces while it is allocated: whichever is first, nothing of it stays on the order', async () => {
    for (let n = 0; n < 3; n++) {
      const made = await order()
      const got = await receive({ amount: '300', allocations: [{ orderId: made.id, amount: '100' }] })
      const all = await Promise.allSettled([
        put(got.id, { orderId: made.id, amount: '200' }),
        moved(got.id, 'bounce'),
        put(got.id, { orderId: made.id, amount: '200' }),
      ])
      // who found an order that was not there before is asked to look again
      if (all[1].status === 'rejected') await moved(got.id, 'bounce')
      expect(await world.get(made.id)).toMatchObject({ paidAmount: '0', payment: 'none' })
    }
    await clean()
  })
  test('a receipt bounces while its money is asked back: one of them', async () => {
    const made = await order()
    const got = await receive({ amount: '300', allocations: [{ orderId: made.id, amount: '300' }] })
    const before = await used()
    const both = await Promise.allSettled([
      moved(got.id, 'bounce'),
      ask({ receiptId: got.id, orderId: made.id, amount: '300' }),
    ])
    expect(ok(both)).toBe(1)
    const isBounced = both[0].status === 'fulfilled'
    expect(await used()).toBe(isBounced ? before + 300 : before)
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '0' })
    if (!isBounced) expect(await refused(moved(got.id, 'bounce'))).toEqual(['collection.refundsStand'])
    await clean()
  })
  test('two clients ask for more than is left, then one is paid twice: once each', async () => {
    const got = await receive({ amount: '100' })
    const both = await Promise.allSettled([1, 2].map(() => ask({ receiptId: got.id, amount: '60' })))
    expect(ok(both)).toBe(1)
    const [asked] = both.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    await go(asked?.id ?? '', 'approve')
    const before = await used()
    const twice = await Promise.allSettled([1, 2, 3].map(() => go(asked?.id ?? '', 'succeed')))
    expect(ok(twice)).toBe(1)
    expect(await used()).toBe(before + 60)
    await clean()
  })
  test('paid and cancelled: the same money does not go and stay', async () => {
    const got = await receive({ amount: '100' })
    const asked = await ask({ receiptId: got.id, amount: '100' })
    await go(asked.id, 'approve')
    const both = await Promise.allSettled([go(asked.id, 'succeed'), go(asked.id, 'cancel', {}, 'oda')])
    expect(ok(both)).toBe(1)
    await clean()
  })
  test('an order is cancelled while it is paid: it is paid or cancelled', async () => {
    for (let n = 0; n < 3; n++) {
      const made = await order()
      const got = await receive({ amount: '50' })
      const both = await Promise.allSettled([
        put(got.id, { orderId: made.id, amount: '50' }),
        world.write('oda', (tx, actor) => cancelOrder(tx, actor, made.id, {})),
      ])
      expect(ok(both)).toBe(1)
      const { state, paidAmount } = await world.get(made.id)
      expect([`confirmed 50`, `cancelled 0`]).toContain(`${state} ${paidAmount}`)
    }
    await clean()
  })
})

describe('announced money', () => {
  test('cannot be allocated, uses no credit and goes nowhere; once it is in, it counts from the day it came', async () => {
    const made = await order()
    const before = await used()
    const got = await receive({ amount: '100', state: 'pending', date: addDays(day, 3) })
    expect(got).toMatchObject({ state: 'pending', receivedAt: null, open: '0' })
    expect(await used()).toBe(before)
    expect(await refused(put(got.id, { orderId: made.id, amount: '100' }))).toEqual(['collection.notReceived@items'])
    expect(await refused(ask({ receiptId: got.id, amount: '1' }))).toEqual(['collection.notReceived@receiptId'])
    expect(await refused(moved(got.id, 'bounce'))).toEqual(['flow.notFromHere'])
    expect(
      await refused(receive({ amount: '5', state: 'pending', allocations: [{ orderId: made.id, amount: '5' }] })),
    ).toEqual(['collection.notReceived@allocations'])
    expect(await refused(moved(got.id, 'receive'))).toEqual(['collection.inFuture@date'])
    expect(await moved(got.id, 'receive', { date: day })).toMatchObject({ state: 'received', date: day })
    expect(await used()).toBe(before - 100)
    await put(got.id, { orderId: made.id, amount: '100' })
    await clean()
  })
  test('that did not come is over, and may be reported anew', async () => {
    const got = await receive({ amount: '100', state: 'pending', externalRef: 'LATE-1' })
    await moved(got.id, 'fail', { note: '对方撤回' })
    expect(await refused(moved(got.id, 'receive'))).toEqual(['flow.notFromHere'])
    expect(await receive({ amount: '100', externalRef: 'LATE-1' })).toMatchObject({ state: 'received' })
    await clean()
  })
})

describe('an order that is paid', () => {
  test('is not cancelled: the desk is told how much, and what to do', async () => {
    const made = await order()
    const got = await receive({ amount: '250', allocations: [{ orderId: made.id, amount: '250' }] })
    const cancel = () => world.write('oda', (tx, actor) => cancelOrder(tx, actor, made.id, {}))
    await expect(cancel()).rejects.toMatchObject({
      reasons: [{ key: 'order.moneyUnsettled', values: { amount: '250', currency: 'CNY' } }],
    })
    const allocationId = got.allocations[0]?.id ?? ''
    await world.write('fay', (tx, actor) => takeBack(tx, actor, { id: got.id, allocationId }, {}))
    expect(await cancel()).toMatchObject({ state: 'cancelled' })
    // what was taken back is the payer's, for the next order
    const next = await order()
    await put(got.id, { orderId: next.id, amount: '250' })
    await clean()
  })
  test('C070 closed short it is paid too much; what was too much goes back, and it is settled', async () => {
    const product = await world.stocked('3', { price: '20.99' })
    const made = await world.confirmed([{ productId: product.id, unitQty: '3' }])
    const got = await receive({ amount: '62.97', allocations: [{ orderId: made.id, amount: '62.97' }] })
    const lines = [{ orderLineId: made.lines[0]?.id ?? '', unitQty: '2' }]
    const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
    for (const move of ['ready', 'ship', 'deliver'])
      await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, made.id, {}))
    expect(await world.get(made.id)).toMatchObject({ state: 'closed', payment: 'over', nextDue: null })
    await clean()
    const asked = await ask({ receiptId: got.id, orderId: made.id, amount: '20.99' })
    await go(asked.id, 'approve')
    await go(asked.id, 'succeed')
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '41.98', payment: 'full' })
    expect(await world.read('fay', (db, actor) => orderCollection(db, actor, made.id))).toMatchObject({ open: '0' })
    await clean()
  })
  test('as a draft takes advances up to its total, and no more', async () => {
    const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
    const draft = await world.draft([{ productId: product.id, unitQty: '1' }])
    const got = await receive({ amount: '200', allocations: [{ orderId: draft.id, amount: '60' }] })
    expect(await refused(put(got.id, { orderId: draft.id, amount: '40.01' }))).toEqual([
      'collection.overOrder@items.0.amount',
    ])
    expect(await refused(put(got.id, { orderId: draft.id, amount: '1', instalmentNo: 1 }))).toEqual([
      'collection.unknownInstalment@items.0.instalmentNo',
    ])
    await put(got.id, { orderId: draft.id, amount: '40' })
    await world.submit(draft.id)
    await world.approveAll(draft.id)
    expect(await world.get(draft.id)).toMatchObject({ state: 'confirmed', payment: 'full' })
    await clean()
  })
})

describe('amounts', () => {
  test('99.99 in thirds: the instalments and the payments add up, and nothing is left', async () => {
    const part = (percent?: string) => ({
      kind: 'progress' as const,
      on: 'confirmed' as const,
      ...(percent && { percent }),
    })
    const terms = { gates, instalments: [part('33.3333'), part('33.3333'), part()] }
    const made = await order({ terms }, { unitQty: '1', price: '99.99' })
    expect((await plan(made.id)).map(one => one.amount)).toEqual(['33.33', '33.33', '33.33'])
    for (const no of [3, 1, 2])
      await receive({ amount: '33.33', allocations: [{ orderId: made.id, instalmentNo: no, amount: '33.33' }] })
    expect(await world.get(made.id)).toMatchObject({ payment: 'full', paidAmount: '99.99' })
    await clean()
  })
  test('a deposit of 30 % by amount on one machine: paid, shipped by its gate, the rest paid', async () => {
    const product = await world.stocked('1', { price: '100000' })
    const terms: NewOrder['terms'] = {
      gates: { confirm: '0', supply: '0', ship: '30' },
      instalments: [
        { kind: 'deposit', amount: '30000', on: 'confirmed' },
        { kind: 'balance', on: 'delivered', days: 15 },
      ],
    }
    const made = await world.confirmed([{ productId: product.id, unitQty: '1' }], { terms })
    const lines = [{ orderLineId: made.lines[0]?.id ?? '', unitQty: '1' }]
    const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
    const ship = (move: string) => world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
    await ship('ready')
    expect(await refused(ship('ship'))).toEqual([expect.stringContaining('gateShort')])
    await receive({ amount: '30000', allocations: [{ orderId: made.id, amount: '30000' }] })
    await ship('ship')
    await ship('deliver')
    expect(await plan(made.id)).toMatchObject([{ state: 'paid' }, { open: '70000', dueDate: addDays(day, 15) }])
    await receive({ amount: '70000', allocations: [{ orderId: made.id, amount: '70000' }] })
    expect(await world.get(made.id)).toMatchObject({ payment: 'full', nextDue: null })
    await clean()
  })
  test('C018 C019 C020 yen have no places: what goes back is what was asked, in yen', async () => {
    const payer = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '日本客户' }))
    await world.write('olivia', (tx, actor) =>
      setRate(tx, actor, { currency: 'JPY', onDate: '2020-01-01', rate: '0.048' }),
    )
    const head = { customerId: payer.id, currency: 'JPY' }
    const made = await order(head, { unitQty: '1', price: '60000' })
    const got = await receive({ ...head, amount: '60000', allocations: [{ orderId: made.id, amount: '60000' }] })
    expect(await refused(ask({ receiptId: got.id, orderId: made.id, amount: '500.5' }))).toEqual([
      'collection.tooFine@amount',
    ])
    const asked = await ask({ receiptId: got.id, orderId: made.id, amount: '500' })
    expect(asked).toMatchObject({ amount: '500', currency: 'JPY', baseAmount: '24' })
    await go(asked.id, 'approve')
    await go(asked.id, 'succeed')
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '59500' })
    await clean()
  })
  test('C077 an order in another currency that nobody paid is not partly paid', async () => {
    await world.write('olivia', (tx, actor) =>
      setRate(tx, actor, { currency: 'EUR', onDate: '2020-01-01', rate: '4.28' }),
    )
    const payer = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '迪拜客户' }))
    const made = await order({ customerId: payer.id, currency: 'EUR' }, { unitQty: '1', price: '500' })
    expect(await world.get(made.id)).toMatchObject({ payment: 'none', paidAmount: '0' })
    expect(await used(payer.id)).toBe(2140)
  })
})

describe('days', () => {
  test('C162 C164 end of the month, then days: the thirtieth and the thirty-first fall on the same day', async () => {
    const terms = {
      gates,
      instalments: [{ kind: 'balance' as const, percent: '100', on: 'signed' as const, monthsEnd: 1, days: 15 }],
    }
    for (const date of ['2025-03-30', '2025-03-31']) {
      const made = await order({ terms, date })
      expect(await plan(made.id)).toMatchObject([{ dueDate: '2025-05-15' }])
    }
    const ends = {
      gates,
      instalments: [{ kind: 'balance' as const, percent: '100', on: 'signed' as const, monthsEnd: 1 }],
    }
    const feb = await order({ terms: ends, date: '2025-02-28' })
    expect(await plan(feb.id)).toMatchObject([{ dueDate: '2025-03-31' }])
  })
})

test('money is for nothing before it came, nor back before; what is taken back is whole cents', async () => {
  const made = await order()
  const [came, before] = [addDays(day, -5), addDays(day, -6)]
  const got = await receive({ amount: '300', date: came })
  const allocate = (date: string) =>
    world.write('fay', (tx, actor) =>
      allocateReceipt(tx, actor, got.id, { date, items: [{ orderId: made.id, amount: '100' }] }),
    )
  const early = 'collection.tooEarly@date'
  expect(await refused(allocate(before))).toEqual([early])
  const { allocations } = await allocate(addDays(day, -3))
  const back = (input: TakeBack) =>
    world.write('fay', (tx, actor) =>
      takeBack(tx, actor, { id: got.id, allocationId: allocations[0]?.id ?? '' }, input),
    )
  expect(await refused(back({ amount: '0.005', date: addDays(day, -4) }))).toEqual(['collection.tooFine@amount', early])
  await back({ amount: '0.01', date: addDays(day, -3) })
  const { id } = await ask({ receiptId: got.id, amount: '50' })
  await go(id, 'approve')
  expect(await refused(go(id, 'succeed', { date: before }))).toEqual([early])
  await go(id, 'succeed', { date: came })
  await clean()
})

test('closed books take no money and give none, by the field that says when', async () => {
  const made = await order()
  const old = await receive({
    amount: '500',
    date: addDays(day, -40),
    allocations: [{ orderId: made.id, amount: '300' }],
  })
  const announced = await receive({ amount: '5', state: 'pending', date: addDays(day, -40) })
  const asked = await ask({ receiptId: old.id, amount: '100' })
  await go(asked.id, 'approve')
  const until = addDays(day, -30)
  await world.write('olivia', (tx, actor) => editOrg(tx, actor, { booksClosedUntil: until }))
  const closed = 'collection.periodClosed@date'
  const allocationId = old.allocations[0]?.id ?? ''
  const items = [{ orderId: made.id, amount: '1' }]
  expect(await refused(receive({ amount: '5', date: until }))).toEqual([closed])
  expect(
    await refused(world.write('fay', (tx, actor) => allocateReceipt(tx, actor, old.id, { items, date: until }))),
  ).toEqual([closed])
  expect(
    await refused(
      world.write('fay', (tx, actor) => takeBack(tx, actor, { id: old.id, allocationId }, { date: until })),
    ),
  ).toEqual([closed, 'collection.tooEarly@date'])
  expect(await refused(go(asked.id, 'succeed', { date: until }))).toEqual([closed])
  expect(await refused(moved(announced.id, 'receive'))).toEqual([closed])
  expect(
    await refused(
      world.write('fay', (tx, actor) =>
        requestWriteOff(tx, actor, { orderId: made.id, kind: 'bad_debt', amount: '1', reason: 'x', date: until }),
      ),
    ),
  ).toEqual([closed])
  // what happens today is of today, whatever it undoes
  await moved(announced.id, 'receive', { date: day })
  await go(asked.id, 'succeed')
  const other = await receive({ amount: '7', allocations: [{ orderId: made.id, amount: '7' }] })
  await moved(other.id, 'bounce')
  await clean()
})
