import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import type { NewOrder } from '#features/order/order.schema.ts'
import { editOrder, trashOrder } from '#features/order/server/edit.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { NewReceipt, NewRefund } from '../collection.schema.ts'
import { readAgeing } from './ageing.service.ts'
import { allocateReceipt, createReceipt, takeBack } from './allocate.service.ts'
import { orderCollection } from './plan.service.ts'
import { moveReceipt } from './receiptMove.service.ts'
import { moveRefund, requestRefund } from './refund.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const gates = { confirm: '0', supply: '0', ship: '0' }
const thirds: NewOrder['terms'] = {
  gates,
  instalments: [
    { kind: 'deposit', percent: '30', on: 'confirmed' },
    { kind: 'balance', percent: '70', on: 'shipped', days: 30 },
  ],
}
const order = async (input: Partial<NewOrder> = {}, price = '100') => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'accept', price })
  return world.confirmed([{ productId: product.id, unitQty: '10' }], input)
}
const receive = (input: Partial<NewReceipt> & { amount: string }) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: world.customerId, ...input }))
const plan = async (id: string) => (await world.read('fay', (db, actor) => orderCollection(db, actor, id))).plan
const used = async (id = world.customerId) =>
  Number((await world.read('fay', (db, actor) => getCredit(db, actor, id))).used)
const refund = (input: NewRefund, who: 'oda' | 'fay' = 'oda') =>
  world.write(who, (tx, actor) => requestRefund(tx, actor, input))
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('a receipt', () => {
  test('is made at confirming: the plan; and paid in two parts the order is settled', async () => {
    const made = await order({ terms: thirds })
    expect(await plan(made.id)).toMatchObject([
      { amount: '300', open: '300', kind: 'deposit' },
      { amount: '700', dueDate: null },
    ])
    expect(await world.get(made.id)).toMatchObject({ payment: 'none', nextDue: expect.any(String) })
    const before = await used()
    const first = await receive({ amount: '300', allocations: [{ orderId: made.id, amount: '300' }] })
    expect(first).toMatchObject({ state: 'received', allocated: '300', open: '0', allocations: [{ left: '300' }] })
    expect(await used()).toBe(before - 300)
    expect(await world.get(made.id)).toMatchObject({ payment: 'part', paidAmount: '300', nextDue: null })
    await receive({ amount: '700', allocations: [{ orderId: made.id, instalmentNo: 2, amount: '700' }] })
    expect(await world.get(made.id)).toMatchObject({ payment: 'full', paidAmount: '1000' })
    expect((await plan(made.id)).map(one => one.state)).toEqual(['paid', 'paid'])
    await clean()
  })
  test('over three orders, bounced: all three owe again, and so does the payer', async () => {
    const orders = await Promise.all([order(), order(), order()])
    const before = await used()
    const made = await receive({
      amount: '2500',
      allocations: orders.map((one, i) => ({ orderId: one.id, amount: ['1000', '1000', '400'][i] ?? '0' })),
    })
    expect(made).toMatchObject({ allocated: '2400', open: '100' })
    expect(await used()).toBe(before - 2500)
    await world.write('fay', (tx, actor) => moveReceipt(tx, actor, made.id, { move: 'bounce', note: '空头' }))
    for (const one of orders) expect(await world.get(one.id)).toMatchObject({ paidAmount: '0', payment: 'none' })
    expect(await used()).toBe(before)
    await clean()
  })
  test('what is wrong is refused by its field, all at once, and nothing stays', async () => {
    const made = await order()
    const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '别的付款方' }))
    await expect(receive({ amount: '500', allocations: [{ orderId: made.id, amount: '2000' }] })).rejects.toMatchObject(
      {
        reasons: [
          { key: 'collection.overOrder', path: 'allocations.0.amount', values: { open: '1000' } },
          { key: 'collection.tooMuch', path: 'allocations' },
        ],
      },
    )
    await expect(
      receive({ customerId: other.id, amount: '10', allocations: [{ orderId: made.id, amount: '10' }] }),
    ).rejects.toMatchObject({ reasons: [{ key: 'collection.otherPayer', path: 'allocations.0.orderId' }] })
    await expect(
      receive({ amount: '5', allocations: [{ orderId: made.id, instalmentNo: 99, amount: '5' }] }),
    ).rejects.toMatchObject({ reasons: [{ path: 'allocations.0.instalmentNo' }] })
    await expect(receive({ amount: '0.001', date: '2999-01-01' })).rejects.toMatchObject({
      reasons: [{ key: 'collection.tooFine' }, { key: 'collection.inFuture' }],
    })
    await clean()
  })
  test('C131 one payment reported twice is one receipt', async () => {
    const twice = () => receive({ amount: '5', externalRef: 'BANK-1' })
    const all = await Promise.allSettled([twice(), twice(), twice()])
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const refused = all.find(one => one.status === 'rejected')
    expect(refused).toMatchObject({ reason: { reasons: [{ key: 'collection.refTaken', path: 'externalRef' }] } })
    await clean()
  })
  test('C072 an allocation taken back: the deposit is due again', async () => {
    const made = await order({ terms: thirds })
    const got = await receive({ amount: '300', allocations: [{ orderId: made.id, amount: '300' }] })
    const back = (amount: string) =>
      world.write('fay', (tx, actor) =>
        takeBack(tx, actor, { id: got.id, allocationId: got.allocations[0]?.id ?? '' }, { amount }),
      )
    await back('100')
    expect(await plan(made.id)).toMatchObject([{ paid: '200', open: '100' }, {}])
    await expect(back('201')).rejects.toMatchObject({ reasons: [{ key: 'collection.moreThanAllocated' }] })
    expect(await back('200')).toMatchObject({ allocated: '0', open: '300' })
    expect((await plan(made.id))[0]).toMatchObject({ open: '300' })
    await clean()
  })
  test('money before confirming counts for the gate, and is spread over the plan once there is one', async () => {
    const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none' })
    const terms = { ...thirds, gates: { ...gates, confirm: '30' } }
    const draft = await world.draft([{ productId: product.id, unitQty: '10' }], { terms })
    await receive({ amount: '300', allocations: [{ orderId: draft.id, amount: '300' }] })
    await world.submit(draft.id)
    await world.approveAll(draft.id)
    expect(await world.get(draft.id)).toMatchObject({ state: 'confirmed', payment: 'part' })
    expect(await plan(draft.id)).toMatchObject([{ paid: '300', state: 'paid' }, { paid: '0' }])
    await clean()
  })
  test('once something is paid a draft keeps its payer and currency, and cannot be deleted', async () => {
    const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none' })
    const draft = await world.draft([{ productId: product.id, unitQty: '10' }])
    const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '另一付款方' }))
    await receive({ amount: '30', allocations: [{ orderId: draft.id, amount: '30' }] })
    await expect(
      world.write('ann', (tx, actor) => editOrder(tx, actor, draft.id, { payerId: other.id })),
    ).rejects.toMatchObject({ reasons: [{ key: 'order.paidAlready', path: 'payerId' }] })
    await expect(world.write('ann', (tx, actor) => trashOrder(tx, actor, draft.id))).rejects.toMatchObject({
      reasons: [{ key: 'order.moneyUnsettled' }],
    })
    await clean()
  })
  test('who may record receipts but not allocate them does not allocate by recording', async () => {
    const made = await order()
    const clerk = await world.as('fay')
    const { 'receipt.allocate': _, ...grants } = clerk.grants
    const allocations = [{ orderId: made.id, amount: '5' }]
    const input = { customerId: world.customerId, amount: '5', allocations }
    await expect(
      inOrg(open.db, clerk.orgId, { mode: 'write' }, tx => createReceipt(tx, { ...clerk, grants }, input)),
    ).rejects.toMatchObject({ kind: 'forbidden' })
  })
  test('eight people allocate the same receipt at once: never more than it is', async () => {
    const made = await order()
    const got = await receive({ amount: '300' })
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        world.write('fay', (tx, actor) =>
          allocateReceipt(tx, actor, got.id, { items: [{ orderId: made.id, amount: '100' }] }),
        ),
      ),
    )
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(3)
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '300' })
    await clean()
  })
})

describe('other currencies', () => {
  test('C076 paid in its own currency is settled; what the rates make of it leaves no credit used', async () => {
    const payer = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '海外客户' }))
    const rate = (onDate: string, value: string) =>
      world.write('olivia', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate, rate: value }))
    await rate('2020-01-01', '7.1')
    const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none' })
    const draft = await world.draft([{ productId: product.id, unitQty: '3', price: '33.33' }], {
      customerId: payer.id,
      currency: 'USD',
    })
    await world.submit(draft.id)
    await world.approveAll(draft.id)
    await rate('2020-02-01', '6.9')
    for (const amount of ['33.33', '33.33', '33.33'])
      await receive({ customerId: payer.id, amount, currency: 'USD', allocations: [{ orderId: draft.id, amount }] })
    expect(await world.get(draft.id)).toMatchObject({ payment: 'full' })
    expect(await used(payer.id)).toBe(0)
    await clean()
  })
})

describe('refunds', () => {
  test('C073 the part that is for nothing goes back; only what succeeded counts; nobody approves their own', async () => {
    const made = await order()
    const got = await receive({ amount: '500', allocations: [{ orderId: made.id, amount: '320' }] })
    const before = await used()
    await expect(refund({ receiptId: got.id, amount: '181', reason: '多付' })).rejects.toMatchObject({
      reasons: [{ key: 'collection.tooMuch', values: { open: '180' } }],
    })
    const asked = await refund({ receiptId: got.id, amount: '180', reason: '多付' }, 'fay')
    await expect(refund({ receiptId: got.id, amount: '1', reason: '再来' })).rejects.toMatchObject({
      reasons: [{ key: 'collection.tooMuch' }],
    })
    const go = (who: 'fay' | 'max' | 'oda', move: 'approve' | 'succeed') =>
      world.write(who, (tx, actor) => moveRefund(tx, actor, asked.id, { move }))
    await expect(go('fay', 'approve')).rejects.toMatchObject({ reasons: [{ key: 'collection.ownRefund' }] })
    await world.write('olivia', (tx, actor) => moveRefund(tx, actor, asked.id, { move: 'approve' }))
    expect(await used()).toBe(before)
    expect(await go('fay', 'succeed')).toMatchObject({ state: 'succeeded' })
    expect(await used()).toBe(before + 180)
    await clean()
  })
  test('C069 taken from its order: the order owes less paid at once, and is paid again if the payment fails', async () => {
    const made = await order()
    const got = await receive({ amount: '1000', allocations: [{ orderId: made.id, amount: '1000' }] })
    const asked = await refund({ receiptId: got.id, orderId: made.id, amount: '400', reason: '退货' })
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '600', payment: 'part' })
    await world.write('fay', (tx, actor) => moveRefund(tx, actor, asked.id, { move: 'approve' }))
    await world.write('fay', (tx, actor) => moveRefund(tx, actor, asked.id, { move: 'process' }))
    await world.write('fay', (tx, actor) => moveRefund(tx, actor, asked.id, { move: 'fail' }))
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '1000', payment: 'full' })
    await clean()
  })
  test('cancelling waits until the money is settled', async () => {
    const product = await world.stocked('5')
    const made = await world.confirmed([{ productId: product.id, unitQty: '1' }])
    const got = await receive({ amount: '100', allocations: [{ orderId: made.id, amount: '100' }] })
    const cancel = () => world.write('oda', (tx, actor) => cancelOrder(tx, actor, made.id, {}))
    await expect(cancel()).rejects.toMatchObject({ reasons: [{ key: 'order.moneyUnsettled' }] })
    await refund({ receiptId: got.id, orderId: made.id, amount: '100', reason: '取消' })
    expect(await cancel()).toMatchObject({ state: 'cancelled', nextDue: null })
    await clean()
  })
  test('two ask for the same money at once: once', async () => {
    const got = await receive({ amount: '100' })
    const ask = () => refund({ receiptId: got.id, amount: '80', reason: 'x' })
    const all = await Promise.allSettled([ask(), ask()])
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    await clean()
  })
})

test('who owes since when, and what we hold of theirs', async () => {
  const payer = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '账龄客户' }))
  const terms = {
    gates,
    instalments: [{ kind: 'balance' as const, percent: '100', on: 'date' as const, date: '2026-01-01' }],
  }
  await order({ customerId: payer.id, terms })
  await receive({ customerId: payer.id, amount: '50' })
  const [row] = await world.read('fay', (db, actor) => readAgeing(db, actor, payer.id))
  expect(row).toMatchObject({ older: '1000', total: '1000', surplus: '50', notDue: '0' })
  expect(await world.read('gus', (db, actor) => readAgeing(db, actor, payer.id))).toEqual([])
})

test('the balance is due thirty days after all has left, set once', async () => {
  const product = await world.stocked('10')
  const made = await world.confirmed([{ productId: product.id, unitQty: '10' }], { terms: thirds })
  const send = async (unitQty: string) => {
    const lines = [{ orderLineId: made.lines[0]?.id ?? '', unitQty }]
    const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ready', {}))
    return world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ship', {}))
  }
  await send('4')
  expect((await plan(made.id))[1]).toMatchObject({ dueDate: null })
  await send('6')
  const due = (await plan(made.id))[1]?.dueDate
  expect(due).toBe(addDays(today(systemClock, 'Asia/Shanghai'), 30))
  expect(await world.get(made.id)).toMatchObject({ fulfilment: 'full' })
  await clean()
})
