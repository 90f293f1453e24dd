import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { moveRefund } from '#features/collection/server/refund.service.ts'
import { getCredit } from '#features/customer/server/credit.service.ts'
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { submitOrder } from '#journeys/confirmOrder.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Decision, NewReturn, ReceiveBody, WholeReturn } from '../return.schema.ts'
import { createReturn, editReturn, returnableOfOrder } from './return.service.ts'
import { inspectReturn, moveReturn, previewInspect, receiveReturn, returnOffers } from './returnMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
let apart: string
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  apart = (await world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'Q', name: '不良品仓' }))).id
})
afterAll(() => open.close())

type Move = Parameters<typeof moveReturn>[3]['move']
const ask = (order: WholeOrder, unitQty: string, more: Partial<NewReturn> = {}) =>
  world.write('oda', (tx, actor) =>
    createReturn(tx, actor, {
      orderId: order.id,
      lines: [{ orderLineId: order.lines[0]?.id ?? '', unitQty }],
      ...more,
    }),
  )
const move = (id: string, name: Move, more: object = {}) =>
  world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { ...more, move: name }))
const receive = (id: string, input: ReceiveBody = {}) =>
  world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, input))
const decide = (id: string, decision: Decision, qty?: string) =>
  world.write('oda', (tx, actor) =>
    inspectReturn(tx, actor, id, { lines: [{ no: 1, decision, ...(qty !== undefined && { qty }) }] }),
  )
const back = async (order: WholeOrder, qty: string, input: ReceiveBody = {}): Promise<WholeReturn> => {
  const { id } = await ask(order, qty)
  await move(id, 'approve')
  return receive(id, input)
}
const ship = async (order: WholeOrder, unitQty: string) => {
  const { id } = await world.write('wei', (tx, actor) =>
    createShipment(tx, actor, { lines: [{ orderLineId: order.lines[0]?.id ?? '', unitQty }] }),
  )
  for (const name of ['ready', 'ship', 'deliver'])
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, name, {}))
}
const delivered = async (qty: string, price = '100', of = qty) => {
  const product = await world.stocked('20')
  const order = await world.confirmed([{ productId: product.id, unitQty: of, price }])
  await ship(order, qty)
  return world.get(order.id)
}
const pay = (order: WholeOrder, amount = order.gross) =>
  world.write('fay', (tx, actor) =>
    createReceipt(tx, actor, { customerId: world.customerId, amount, allocations: [{ orderId: order.id, amount }] }),
  )
const paidBack = async (made: WholeReturn) => {
  for (const { entity, recordId } of made.outcomes.filter(one => one.entity === 'refund'))
    for (const name of ['approve', 'succeed'] as const)
      await world
        .write('fay', (tx, actor) => moveRefund(tx, actor, recordId, { move: name }))
        .catch(error => {
          throw new Error(`${entity} ${name}: ${error}`)
        })
}
let taxNumbers = 0
const record = (id: string) =>
  world.write('fay', (tx, actor) =>
    recordInvoice(tx, actor, id, { taxNumber: `8${String(++taxNumbers).padStart(19, '0')}` }),
  )
const invoiceMove = (id: string, name: 'issue' | 'ask' | 'confirm') =>
  world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { move: name }))
const issued = async (order: WholeOrder) => {
  const buyer = { taxNumber: '91110108551385082Q' }
  const { id, lines } = await world.write('fay', (tx, actor) =>
    requestInvoice(tx, actor, { orderIds: [order.id], buyer }),
  )
  const words = lines.map(({ no }) => ({ no, taxCode: '1090205000000000000' }))
  await world.write('fay', (tx, actor) => editInvoice(tx, actor, id, { words }))
  await invoiceMove(id, 'issue')
  return record(id)
}
const issueRed = async (id: string) => {
  for (const name of ['ask', 'confirm', 'issue'] as const) await invoiceMove(id, name)
  return record(id)
}
const used = async () => Number((await world.read('fay', (db, actor) => getCredit(db, actor, world.customerId))).used)
const lineOf = async (order: WholeOrder) => (await world.get(order.id)).lines[0]
const levels = (order: WholeOrder) =>
  world.rows<{ code: string; onHand: string; reserved: string }>(
    `select w.code, trim_scale(l.on_hand)::text as on_hand, trim_scale(l.reserved)::text as reserved from stock_levels l
     join warehouses w on w.org_id = l.org_id and w.id = l.warehouse_id where l.org_id = $1 and l.product_id = $2 order by w.code`,
    [order.lines[0]?.productId],
  )
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('sequences of the domain', () => {
  test('ship 10, return 10, cancel (C043, C046)', async () => {
    const order = await delivered('10')
    const made = await back(order, '10')
    expect(made).toMatchObject({ state: 'received', lines: [{ good: '10', damaged: '0', missing: '0' }] })
    expect(await lineOf(order)).toMatchObject({ returned: '10', due: '0', toShip: '0' })
    expect(await world.get(order.id)).toMatchObject({ returned: 'full', liveReturns: 1 })
    expect(await levels(order)).toEqual([{ code: 'A', onHand: '20', reserved: '0' }])
    const ended = await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, {}))
    expect(ended).toMatchObject({ state: 'cancelled', billing: 'notNeeded' })
    await decide(made.id, 'none')
    await move(made.id, 'close')
    expect((await world.get(order.id)).liveReturns).toBe(0)
    await clean()
  })
  test('return 2 damaged and send 2 again', async () => {
    const order = await delivered('10')
    const made = await back(order, '2', { damagedWarehouseId: apart, lines: [{ no: 1, damaged: '2' }] })
    expect(await levels(order)).toEqual([
      { code: 'A', onHand: '10', reserved: '0' },
      { code: 'Q', onHand: '2', reserved: '0' },
    ])
    expect(await lineOf(order)).toMatchObject({ returned: '2', reship: '0', toShip: '0', due: '8' })
    await decide(made.id, 'send_again')
    // held from the good ones, not from where the broken ones lie
    expect(await lineOf(order)).toMatchObject({ returned: '2', reship: '2', toShip: '2', due: '10', reserved: '2' })
    expect(await levels(order)).toEqual([
      { code: 'A', onHand: '10', reserved: '2' },
      { code: 'Q', onHand: '2', reserved: '0' },
    ])
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'part', gross: order.gross })
    await ship(order, '2')
    expect(await lineOf(order)).toMatchObject({ shipped: '12', delivered: '12', returned: '2', toShip: '0', due: '10' })
    await move(made.id, 'close')
    await clean()
  })
  test('what is not there is not held: the broken ones stay where they lie', async () => {
    const order = await delivered('20')
    const made = await back(order, '2', { damagedWarehouseId: apart, lines: [{ no: 1, damaged: '2' }] })
    await decide(made.id, 'send_again')
    expect(await lineOf(order)).toMatchObject({ toShip: '2', reserved: '0' })
    expect(await world.get(order.id)).toMatchObject({ supply: 'part', fulfilment: 'part' })
    await clean()
  })
  test('deliver 6 of 10 then return at most 6', async () => {
    const order = await delivered('6', '100', '10')
    expect(await refused(ask(order, '7'))).toEqual(['goodsReturn.moreThanDelivered@lines.0.unitQty'])
    await back(order, '6')
    expect(await refused(ask(order, '1'))).toEqual(['goodsReturn.moreThanDelivered@lines.0.unitQty'])
    expect(await lineOf(order)).toMatchObject({ returned: '6', toShip: '4', due: '4', reserved: '4' })
    await clean()
  })
  test('ship 5, return 2: paid in full, 2 are paid back and the order is whole again once the return is closed', async () => {
    const order = await delivered('5')
    await pay(order)
    const made = await back(order, '2')
    const decided = await decide(made.id, 'refund')
    expect(decided).toMatchObject({
      amount: '200',
      outcomes: [{ entity: 'refund', state: 'requested', amount: '200' }],
    })
    expect(await world.get(order.id)).toMatchObject({ paidAmount: '300', payment: 'full', completedAt: null })
    expect(await refused(move(made.id, 'close'))).toEqual(['goodsReturn.notSettled'])
    await paidBack(decided)
    await move(made.id, 'close')
    expect(await world.get(order.id)).toMatchObject({ liveReturns: 0, lines: [{ due: '3' }] })
    await clean()
  })
})

describe('with invoices', () => {
  test('C035 ship 5, invoice 5, return 2, credit 2: the rest is invoiced, paid and complete', async () => {
    const order = await delivered('5')
    const invoice = await issued(order)
    const made = await back(order, '2')
    expect(await refused(decide(made.id, 'credit', '3'))).toContain('goodsReturn.tooMuchDecided@lines.0.qty')
    const decided = await decide(made.id, 'credit')
    expect(decided).toMatchObject({ amount: '200', outcomes: [{ entity: 'invoice', state: 'draft', amount: '200' }] })
    expect(await lineOf(order)).toMatchObject({ invoiced: '5', credited: '0', due: '3' })
    expect(await refused(move(made.id, 'close'))).toEqual(['goodsReturn.notSettled'])
    await issueRed(decided.outcomes[0]?.recordId ?? '')
    expect(await lineOf(order)).toMatchObject({ invoiced: '5', credited: '2', delivered: '5', returned: '2' })
    await pay(order, '300')
    await move(made.id, 'close')
    expect(await world.get(order.id)).toMatchObject({
      billing: 'full',
      payment: 'full',
      completedAt: expect.any(String),
    })
    const again = await back(order, '3')
    await decide(again.id, 'credit')
    expect(invoice.state).toBe('issued')
    await clean()
  })
  test('what is paid back is credited as well; nothing is credited twice', async () => {
    const order = await delivered('4')
    await issued(order)
    await pay(order)
    const decided = await decide((await back(order, '1')).id, 'refund')
    expect(decided.outcomes.map(one => [one.entity, one.amount])).toEqual([
      ['refund', '100'],
      ['invoice', '100'],
    ])
    const rest = await back(order, '3')
    await decide(rest.id, 'credit')
    await clean()
  })
})

describe('lessons', () => {
  test('C030 a line of two that came back once does not come back again', async () => {
    const order = await delivered('2')
    await back(order, '2')
    expect(await refused(ask(order, '2'))).toEqual(['goodsReturn.moreThanDelivered@lines.0.unitQty'])
  })
  test('C031 C033 no more than was delivered, counting what is still on its way', async () => {
    const order = await delivered('5')
    expect(await refused(ask(order, '10'))).toHaveLength(1)
    await ask(order, '3')
    expect(await refused(ask(order, '3'))).toEqual(['goodsReturn.moreThanDelivered@lines.0.unitQty'])
    const left = await world.read('oda', (db, actor) => returnableOfOrder(db, actor, order.id))
    expect(left).toMatchObject([{ qty: '2', delivered: '5' }])
    await clean()
  })
  test('C023 C028 an order discount goes back by its stored share', async () => {
    const [a, b] = [await world.stocked('5', { price: '6' }), await world.stocked('5', { price: '4' })]
    const lines = [a, b].map(({ id }) => ({ productId: id, unitQty: '1' }))
    const made = await world.confirmed(lines, { discountKind: 'percent', discountValue: '10' })
    const sent = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [made.id] }))
    for (const name of ['ready', 'ship', 'deliver'])
      await world.write('wei', (tx, actor) => moveGoods(tx, actor, sent.id, name, {}))
    await pay(made)
    const both = made.lines.map(line => ({ orderLineId: line.id, unitQty: '1' }))
    const asked = await ask(made, '1', { lines: both })
    await move(asked.id, 'approve')
    await receive(asked.id)
    const all = { lines: [1, 2].map(no => ({ no, decision: 'refund' as const })) }
    const seen = await world.read('oda', (db, actor) => previewInspect(db, actor, asked.id, all))
    expect(seen).toMatchObject({
      ok: true,
      lines: [{ amount: '5.4' }, { amount: '3.6' }],
      refund: '9',
      refundable: '9',
    })
    const decided = await world.write('oda', (tx, actor) => inspectReturn(tx, actor, asked.id, all))
    expect(decided.lines.map(line => line.amount)).toEqual(['5.4', '3.6'])
    expect(decided.outcomes).toMatchObject([{ amount: '9' }])
    await clean()
  })
  test('99.99 inclusive returned one by one', async () => {
    const order = await delivered('3', '33.33')
    expect(order.gross).toBe('99.99')
    await pay(order)
    const amounts: string[] = []
    for (let i = 0; i < 3; i++) {
      const made = await decide((await back(order, '1')).id, 'refund')
      amounts.push(made.amount)
      expect(await world.get(order.id)).not.toMatchObject({ payment: 'over' })
    }
    expect(amounts).toEqual(['33.33', '33.33', '33.33'])
    expect(await world.get(order.id)).toMatchObject({ paidAmount: '0', returned: 'full' })
    await clean()
  })
  test('C054 what came back is reserved by nobody', async () => {
    const order = await delivered('4', '100', '6')
    await back(order, '2')
    expect(await lineOf(order)).toMatchObject({ reserved: '2', toShip: '2' })
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    expect(await lineOf(order)).toMatchObject({ reserved: '0' })
    await clean()
  })
})

describe('what came is split', () => {
  test('good, damaged and missing add up, each goes its own way; what is missing may be asked for again', async () => {
    const order = await delivered('6')
    const made = await ask(order, '6')
    await move(made.id, 'approve')
    await move(made.id, 'send', { carrier: '顺丰', trackingNumber: ' SF1 ' })
    expect(await refused(receive(made.id, { lines: [{ no: 1, good: '1', damaged: '1' }] }))).toEqual([
      'goodsReturn.splitOpen@lines.0',
    ])
    expect(await refused(receive(made.id, { lines: [{ no: 1, missing: '6' }] }))).toEqual([
      'goodsReturn.nothingCame@lines',
    ])
    const came = await receive(made.id, { lines: [{ no: 1, damaged: '2', missing: '1' }] })
    expect(came).toMatchObject({ trackingNumber: 'SF1', lines: [{ good: '3', damaged: '2', missing: '1' }] })
    expect(await lineOf(order)).toMatchObject({ returned: '5' })
    // damaged without a place: in and out again
    expect(await levels(order)).toEqual([{ code: 'A', onHand: '17', reserved: '0' }])
    const moves = await world.rows<{ qty: string; kind: string }>(
      'select trim_scale(qty)::text as qty, kind from stock_moves where org_id = $1 and record_id = $2 order by id',
      [made.id],
    )
    expect(moves).toEqual(['3', '2', '-2'].map(qty => ({ qty, kind: 'return' })))
    expect(await ask(order, '1')).toMatchObject({ state: 'requested' })
    expect(await refused(decide(made.id, 'none', '6'))).toEqual(['goodsReturn.tooMuchDecided@lines.0.qty'])
    await clean()
  })
  test('closed books, tomorrow, a day before they went out and an unknown warehouse are refused by their field', async () => {
    const order = await delivered('1')
    const { id } = await ask(order, '1')
    await move(id, 'approve')
    expect(await refused(receive(id, { date: '2999-01-01' }))).toEqual(['goodsReturn.inFuture@date'])
    expect(await refused(receive(id, { warehouseId: order.id, damagedWarehouseId: order.id }))).toEqual([
      'goodsReturn.noPlace@warehouseId',
    ])
    const wei = await world.as('wei')
    const closed = { ...wei, org: { ...wei.org, booksClosedUntil: '2026-01-31' } }
    const early = inOrg(open.db, wei.orgId, { mode: 'write' }, tx =>
      receiveReturn(tx, closed, id, { date: '2026-01-31' }),
    )
    expect(await refused(early)).toEqual(['goodsReturn.beforeShipped@date', 'goodsReturn.periodClosed@date'])
    expect(await refused(receive(id, { date: '2026-01-31' }))).toEqual(['goodsReturn.beforeShipped@date'])
  })
  test('received after midnight at the year’s end, the ledger has the company’s day', async () => {
    const order = await delivered('1')
    const { id } = await ask(order, '1')
    await move(id, 'approve')
    const later = { ...open.db, clock: fixedClock('2027-12-31T17:00:00Z') }
    const wei = await world.as('wei')
    const made = await inOrg(later, wei.orgId, { mode: 'write' }, tx => receiveReturn(tx, wei, id, {}))
    expect(made.date).toBe('2028-01-01')
  })
})

describe('what is done about it', () => {
  test('money goes back only where more is paid than is due; the rest says so', async () => {
    const order = await delivered('2')
    const made = await back(order, '1')
    expect(await refused(decide(made.id, 'refund'))).toEqual(['goodsReturn.nothingPaid@lines'])
    expect(await refused(decide(made.id, 'credit'))).toEqual(['goodsReturn.notBilled@lines.0.decision'])
    const seen = await world.read('oda', (db, actor) =>
      previewInspect(db, actor, made.id, { lines: [{ no: 1, decision: 'refund' }] }),
    )
    expect(seen).toMatchObject({ ok: false, refund: '100', refundable: '0' })
    expect(await refused(world.write('oda', (tx, actor) => inspectReturn(tx, actor, made.id, { lines: [] })))).toEqual([
      'goodsReturn.undecided@lines.0.decision',
    ])
    const other = await delivered('2')
    await pay(other, '150')
    const decided = await decide((await back(other, '1')).id, 'refund')
    expect(decided).toMatchObject({ amount: '100', outcomes: [{ amount: '50' }] })
    await clean()
  })
  test('a refund takes from the newest payment first, however many there are', async () => {
    const order = await delivered('3')
    for (const amount of ['100', '150', '50']) await pay(order, amount)
    const made = await decide((await back(order, '2')).id, 'refund')
    expect(made.outcomes.map(one => one.amount)).toEqual(['50', '150'])
    expect(await world.get(order.id)).toMatchObject({ paidAmount: '100', payment: 'full' })
    await paidBack(made)
    await clean()
  })
  test('repaired goods go out on the same line again and move no money', async () => {
    const order = await delivered('2')
    await pay(order)
    const made = await decide((await back(order, '1', { lines: [{ no: 1, damaged: '1' }] })).id, 'repair')
    expect(made).toMatchObject({ amount: '0', outcomes: [] })
    expect(await world.get(order.id)).toMatchObject({
      payment: 'full',
      lines: [{ reship: '1', toShip: '1', due: '2' }],
    })
    await clean()
  })
  test('an exchange is a new order worth what came back: what was paid goes along, no more credit is used', async () => {
    const order = await delivered('3', '33.33')
    await pay(order)
    const before = await used()
    const made = await decide((await back(order, '2')).id, 'exchange')
    expect(made).toMatchObject({ amount: '66.66', outcomes: [{ entity: 'order', state: 'draft', amount: '66.66' }] })
    const id = made.outcomes[0]?.recordId ?? ''
    expect(await world.get(order.id)).toMatchObject({ paidAmount: '33.33', payment: 'full', lines: [{ due: '1' }] })
    expect(await world.get(id)).toMatchObject({ gross: '66.66', paidAmount: '66.66', threadId: order.threadId })
    await world.write('ann', (tx, actor) => submitOrder(tx, actor, id, {}))
    await world.approveAll(id)
    expect(await world.get(id)).toMatchObject({ state: 'confirmed', payment: 'full', lines: [{ toShip: '2' }] })
    expect(await used()).toBe(before)
    await ship(await world.get(id), '2')
    await move(made.id, 'close')
    await clean()
  })
  test('unpaid goods are exchanged for as much that is unpaid', async () => {
    const order = await delivered('2')
    const made = await decide((await back(order, '2')).id, 'exchange')
    expect(await world.get(made.outcomes[0]?.recordId ?? '')).toMatchObject({ gross: '200', paidAmount: '0' })
    await clean()
  })
  test('nothing is sent again on an order that was closed; reopened it is', async () => {
    const order = await delivered('2', '100', '3')
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    const made = await back(order, '1')
    expect(await refused(decide(made.id, 'send_again'))).toEqual(['goodsReturn.orderNotLive'])
    await decide(made.id, 'none')
    await clean()
  })
})

describe('ends and rights', () => {
  test('rejected, cancelled and lapsed ones free what they asked for', async () => {
    const order = await delivered('1')
    for (const ways of [['reject'], ['cancel'], ['approve', 'lapse'], ['approve', 'send', 'cancel']] as const) {
      const { id } = await ask(order, '1')
      for (const name of ways) await move(id, name)
      expect((await world.get(order.id)).liveReturns).toBe(0)
    }
    const { id } = await ask(order, '1')
    expect(await refused(receive(id))).toEqual(['flow.notFromHere'])
    await clean()
  })
  test('lines change until it is approved, the papers until it has ended', async () => {
    const order = await delivered('3')
    const { id, lines } = await ask(order, '1')
    const edit = (input: object) => world.write('oda', (tx, actor) => editReturn(tx, actor, id, input))
    const more = { lines: [{ orderLineId: lines[0]?.orderLineId, unitQty: '3' }] }
    expect((await edit(more)).lines).toMatchObject([{ qty: '3' }])
    await move(id, 'approve')
    expect(await refused(edit(more))).toEqual(['goodsReturn.linesFrozen'])
    expect(await edit({ trackingNumber: 'SF2' })).toMatchObject({ trackingNumber: 'SF2' })
    await move(id, 'cancel')
    expect(await refused(edit({ note: 'x' }))).toEqual(['goodsReturn.frozen'])
  })
  test('the warehouse receives and does not decide; to another company it is missing', async () => {
    const order = await delivered('1')
    const { id } = await ask(order, '1')
    await move(id, 'approve')
    const offers = await world.read('wei', (db, actor) => returnOffers(db, actor, id))
    expect(offers.filter(one => one.ok).map(one => one.move)).toEqual(['send', 'receive'])
    await receive(id)
    const wrong = world.write('wei', (tx, actor) =>
      inspectReturn(tx, actor, id, { lines: [{ no: 1, decision: 'none' }] }),
    )
    expect(await refused(wrong)).toEqual(['flow.notAllowed'])
    await expect(world.write('gus', (tx, actor) => receiveReturn(tx, actor, id, {}))).rejects.toMatchObject({
      kind: 'missing',
    })
    const after = await world.read('oda', (db, actor) => returnOffers(db, actor, id))
    expect(after).toEqual([{ move: 'inspect', ok: true, reasons: [] }])
  })
})

describe('two at once', () => {
  test('two people receive one return: it comes in once; who counted otherwise is told', async () => {
    const order = await delivered('4')
    const { id } = await ask(order, '4')
    await move(id, 'approve')
    const told = [{}, {}, { lines: [{ no: 1, damaged: '1' }] }, {}]
    const all = await Promise.allSettled(told.map(input => receive(id, input)))
    const lost = all.flatMap(one => (one.status === 'rejected' ? [one.reason] : []))
    expect(lost.length === 1 || lost.length === 3).toBe(true)
    for (const one of lost)
      expect(one).toMatchObject({ kind: 'conflict', reasons: [{ key: 'goodsReturn.alreadyReceived' }] })
    expect(await lineOf(order)).toMatchObject({ returned: '4' })
    await clean()
  })
  test('C030 eight clients ask for the whole line back: one gets it', async () => {
    const order = await delivered('2')
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => ask(order, '2')))
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect(await world.get(order.id)).toMatchObject({ liveReturns: 1 })
    await clean()
  })
  test('refund twice: decided by six at once, money is asked back once', async () => {
    const order = await delivered('2')
    await pay(order)
    const made = await back(order, '2')
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => decide(made.id, 'refund')))
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const asked = await world.rows<{ count: string }>(
      'select count(*)::text as count from refunds where org_id = $1 and order_id = $2',
      [order.id],
    )
    expect(asked).toEqual([{ count: '1' }])
    await clean()
  })
  test('two returns of one order are received while it is shipped and paid: no deadlock, all sums hold', async () => {
    const order = await delivered('4', '100', '8')
    const ids = [(await ask(order, '2')).id, (await ask(order, '2')).id]
    for (const id of ids) await move(id, 'approve')
    const all = await Promise.allSettled([...ids.map(id => receive(id)), ship(order, '2'), pay(order, '100')])
    expect(all.map(one => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled'])
    expect(await lineOf(order)).toMatchObject({ returned: '4', shipped: '6', delivered: '6' })
    await clean()
  })
})
