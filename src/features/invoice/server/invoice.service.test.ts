import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewBillingProfile } from '#features/billing/billing.schema.ts'
import { createProfile, editProfile, trashProfile } from '#features/billing/server/billing.service.ts'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { LineInput, NewOrder, WholeOrder } from '#features/order/order.schema.ts'
import { moveShipment } from '#features/shipment/server/post.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { addDays } from '#kernel/clock.ts'
import { noTerms } from '#kernel/terms.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { InvoiceEdit, NewInvoice, NewRed, WholeInvoice } from '../invoice.schema.ts'
import { editInvoice } from './edit.service.ts'
import { invoicesOf } from './invoice.service.ts'
import { invoiceOffers, moveInvoice, type OwnMove } from './invoiceMove.service.ts'
import { billableLines, previewInvoice } from './preview.service.ts'
import { draftRed } from './red.service.ts'
import { requestInvoice } from './request.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

type Who = 'ann' | 'fay' | 'oda'
const buyer = { taxNumber: '91110108551385082Q' }
const taxCode = '1090205000000000000'
const ask = (input: NewInvoice, who: Who = 'ann') =>
  world.write(who, (tx, actor) => requestInvoice(tx, actor, { buyer, ...input }))
const edit = (id: string, input: InvoiceEdit) => world.write('ann', (tx, actor) => editInvoice(tx, actor, id, input))
const move = (id: string, name: OwnMove, more: object = {}, who: Who = 'fay') =>
  world.write(who, (tx, actor) => moveInvoice(tx, actor, id, { ...more, move: name }))
let count = 0
const nextTaxNumber = () => `7${String(++count).padStart(19, '0')}`
const record = (id: string, taxNumber = nextTaxNumber()) =>
  world.write('fay', (tx, actor) => recordInvoice(tx, actor, id, { taxNumber }))
const coded = ({ id, lines }: WholeInvoice) => edit(id, { words: lines.map(({ no }) => ({ no, taxCode })) })
const issue = async (input: NewInvoice): Promise<WholeInvoice> => {
  const made = await ask(input)
  await coded(made)
  await move(made.id, 'issue')
  return record(made.id)
}
const red = (id: string, input: NewRed) => world.write('fay', (tx, actor) => draftRed(tx, actor, id, input))
const issueRed = async (id: string, input: NewRed): Promise<WholeInvoice> => {
  const made = await red(id, input)
  for (const name of ['ask', 'confirm', 'issue'] as const) await move(made.id, name)
  return record(made.id)
}
const confirmed = async (qty: string, line: Partial<LineInput> = {}, input: Partial<NewOrder> = {}) => {
  const product = await world.stocked('100')
  return world.confirmed([{ productId: product.id, unitQty: qty, ...line }], input)
}
const lineId = (order: WholeOrder, at = 0) => order.lines[at]?.id ?? ''
const lineOf = async (order: WholeOrder) => (await world.get(order.id)).lines[0]
const ship = async (order: WholeOrder, unitQty: string) => {
  const draft = { lines: [{ orderLineId: lineId(order), unitQty }] }
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, draft))
  for (const name of ['ready', 'ship'] as const)
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: name }))
  return id
}
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('asking', () => {
  test('a request holds what it asks for; the next begins with the rest, and too much names the line and what is left', async () => {
    const order = await confirmed('5')
    const first = await ask({ lines: [{ orderLineId: lineId(order), unitQty: '2' }] })
    expect(first).toMatchObject({
      state: 'requested',
      gross: '200',
      orderNumbers: order.number,
      customerName: first.buyer.name,
    })
    const [billable] = await world.read('ann', (db, actor) => billableLines(db, actor, [order.id]))
    expect(billable).toMatchObject({ qty: '3', amount: '300', heldQty: '2', roomAmount: '300' })
    await expect(ask({ lines: [{ orderLineId: lineId(order), unitQty: '4' }] })).rejects.toMatchObject({
      reasons: [{ key: 'invoice.overBasis', path: 'lines.0', values: { lines: `1 ${order.lines[0]?.name} ≤ 3` } }],
    })
    expect(await ask({ orderIds: [order.id] })).toMatchObject({ lines: [{ qty: '3', gross: '300' }] })
    expect(await refused(ask({ orderIds: [order.id] }))).toEqual(['invoice.noLines@lines'])
    expect(await lineOf(order)).toMatchObject({ invoiced: '0', invoicedAmount: '0' })
    await clean()
  })
  test('C086 two orders of two lines on one invoice: positions 1, 2, 3, 4 in the order of the orders', async () => {
    const product = await world.stocked('100')
    const two = [1, 2].map(n => ({ productId: product.id, unitQty: String(n) }))
    const orders = [await world.confirmed(two), await world.confirmed(two)]
    const made = await ask({ orderIds: orders.map(order => order.id).toReversed() })
    expect(made.lines.map(line => [line.no, line.orderNumber, line.qty])).toEqual([
      [1, orders[0]?.number, '1'],
      [2, orders[0]?.number, '2'],
      [3, orders[1]?.number, '1'],
      [4, orders[1]?.number, '2'],
    ])
    await clean()
  })
  test('C002 order and invoice of the same lines agree, to the cent', async () => {
    const prices = ['5095.20', '523.20', '80.64', '54.12', '182.00', '186.20']
    const made = await Promise.all(prices.map(price => world.stocked('1', { price, taxRate: '6' })))
    const lines = made.map(one => ({ productId: one.id, unitQty: '1' }))
    const order = await world.confirmed(lines, { taxMode: 'exclusive', taxRound: 'document' })
    const { net, tax, gross } = await ask({ orderIds: [order.id] })
    expect({ net, tax, gross }).toEqual({ net: order.net, tax: order.tax, gross: order.gross })
  })
  test('a deposit by amount and the machine by quantity add up to its price (one machine, 30 %)', async () => {
    const order = await confirmed('1', { price: '99999.99' })
    const deposit = await issue({ orderIds: [order.id], amount: '30000' })
    expect(deposit.lines).toMatchObject([{ by: 'amount', qty: null, gross: '30000' }])
    expect(await lineOf(order)).toMatchObject({ invoiced: '0', invoicedAmount: '30000' })
    const rest = await issue({ orderIds: [order.id] })
    expect(rest.lines).toMatchObject([{ by: 'quantity', qty: '1', gross: '69999.99' }])
    expect(await world.get(order.id)).toMatchObject({
      billing: 'full',
      lines: [{ invoiced: '1', invoicedAmount: '99999.99' }],
    })
    await clean()
  })
  test('by shipment only what has left is invoiced; the shipment cannot be taken back then', async () => {
    const order = await confirmed('5')
    const id = await ship(order, '2')
    const made = await issue({ shipmentIds: [id] })
    expect(made.lines).toMatchObject([{ qty: '2', shipmentLineId: expect.any(String) }])
    expect(await refused(ask({ shipmentIds: [id] }))).toEqual(['invoice.noLines@lines'])
    const back = world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'unship' }))
    expect(await refused(back)).toEqual(['shipment.invoicedBy'])
    await issueRed(made.id, { reason: 'wrong' })
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'unship' }))
    await clean()
  })
})

describe('by what the order says', () => {
  test('by delivery: nothing until it has arrived, a deposit all the same; then what arrived', async () => {
    const order = await confirmed('5', {}, { billBasis: 'delivery' })
    expect(await refused(ask({ orderIds: [order.id] }))).toEqual(['invoice.noLines@lines'])
    expect(await issue({ orderIds: [order.id], amount: '150' })).toMatchObject({ gross: '150' })
    const id = await ship(order, '2')
    expect(await refused(ask({ lines: [{ orderLineId: lineId(order), unitQty: '2' }] }))).toEqual([
      'invoice.overBasis@lines.0',
    ])
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'deliver' }))
    // two of five of what the deposit has not billed yet
    expect(await issue({ orderIds: [order.id] })).toMatchObject({ lines: [{ qty: '2', gross: '140' }] })
    await clean()
  })
  test('a service invoiced before it is accepted; an order that is not invoiced completes without', async () => {
    const service = await world.product({ kind: 'service', fulfil: 'accept', stockKept: false })
    const order = await world.confirmed([{ productId: service.id, unitQty: '1' }])
    expect(await issue({ orderIds: [order.id] })).toMatchObject({ gross: '100' })
    expect(await world.get(order.id)).toMatchObject({ billing: 'full', fulfilment: 'none', completedAt: null })
    const none = await confirmed('1', {}, { billBasis: 'none' })
    expect(await refused(ask({ orderIds: [none.id] }))).toEqual(['invoice.notBilled@orderIds'])
    const id = await ship(none, '1')
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'deliver' }))
    const allocations = [{ orderId: none.id, amount: '100' }]
    const paid = { customerId: world.customerId, amount: '100', allocations }
    await world.write('fay', (tx, actor) => createReceipt(tx, actor, paid))
    expect(await world.get(none.id)).toMatchObject({ billing: 'notNeeded', completedAt: expect.any(String) })
    await clean()
  })
  test('an instalment by its number: the deposit of the terms, and nothing of one that is not there', async () => {
    const instalments = [
      { kind: 'deposit' as const, on: 'confirmed' as const, percent: '30' },
      { kind: 'balance' as const, on: 'invoiced' as const, percent: '70', days: 30 },
    ]
    const order = await confirmed('1', {}, { terms: { ...noTerms, instalments } })
    const deposit = await issue({ orderIds: [order.id], instalmentNo: 1 })
    expect(deposit).toMatchObject({ gross: '30', lines: [{ by: 'amount' }] })
    expect(await refused(ask({ orderIds: [order.id], instalmentNo: 3 }))).toEqual(['invoice.noInstalment@instalmentNo'])
    // what is due once invoiced learns its day in the same transaction
    await issue({ orderIds: [order.id] })
    const due = await world.rows<{ no: number; due: boolean }>(
      'select no, due_date is not null as due from instalments where org_id = $1 and order_id = $2 order by no',
      [order.id],
    )
    expect(due).toEqual([
      { no: 1, due: true },
      { no: 2, due: true },
    ])
    await clean()
  })
})

describe('issuing', () => {
  test('what the tax service would refuse is told at once, each with its field', async () => {
    const order = await confirmed('2')
    const made = await ask({
      orderIds: [order.id],
      taxKind: 'special',
      buyer: { taxNumber: '911101085513850820', email: 'x' },
    })
    expect(await refused(move(made.id, 'issue'))).toEqual([
      'invoice.taxNumberWrong@buyer.taxNumber',
      'invoice.missing.phone@buyer.phone',
      'invoice.missing.bank@buyer.bank',
      'invoice.missing.account@buyer.account',
      'invoice.emailWrong@buyer.email',
      'invoice.taxCodeWrong@lines.0.taxCode',
    ])
    const offers = await world.read('fay', (db, actor) => invoiceOffers(db, actor, made.id))
    expect(offers.find(one => one.move === 'issue')?.reasons).toHaveLength(6)
    const mended = { ...buyer, phone: '010-1', bank: '工行', account: '1', email: 'a@b.cn' }
    await edit(made.id, { buyer: mended, words: [{ no: 1, taxCode }] })
    expect(await move(made.id, 'issue')).toMatchObject({ state: 'issuing', channel: 'manual' })
    expect(await world.get(order.id)).toMatchObject({ issuingInvoices: 1 })
    await record(made.id)
    // the next one of this payer and product begins with what was said last
    const again = await confirmed('1', { productId: order.lines[0]?.productId ?? '' })
    const next = await ask({ orderIds: [again.id], buyer: {} })
    expect(next).toMatchObject({ taxKind: 'special', buyer: { bank: '工行' }, lines: [{ taxCode }] })
    await move(next.id, 'withdraw', {}, 'ann')
    await edit(made.id, { note: 'x' }).catch(() => undefined)
    await clean()
  })
  test('issued: number, register, counters, axis, exposure and the thread follow; its lines are frozen', async () => {
    const order = await confirmed('3')
    const made = await ask({ orderIds: [order.id] })
    await coded(made)
    await move(made.id, 'issue')
    expect(await refused(edit(made.id, { words: [{ no: 1, taxCode }] }))).toEqual(['invoice.frozen'])
    const end = world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    expect(await refused(end)).toEqual(['order.issuingInvoice'])
    const issued = await record(made.id)
    expect(issued).toMatchObject({
      state: 'issued',
      standing: 'whole',
      registerNo: expect.any(Number),
      capital: '叁佰元整',
    })
    expect(await world.get(order.id)).toMatchObject({ billing: 'full', issuingInvoices: 0, lines: [{ invoiced: '3' }] })
    // the same answer again is recorded already; another one is refused
    expect(await record(made.id, issued.taxNumber ?? '')).toMatchObject({ version: issued.version })
    expect(await refused(record(made.id))).toEqual(['flow.notFromHere'])
    const other = await ask({ orderIds: [(await confirmed('1')).id] })
    await coded(other)
    await move(other.id, 'issue')
    expect(await refused(record(other.id, issued.taxNumber ?? ''))).toEqual(['invoice.taxNumberTaken@taxNumber'])
    await move(other.id, 'fail', { note: '超限额' })
    expect(await move(other.id, 'retry', {}, 'fay')).toMatchObject({ state: 'requested' })
    await move(other.id, 'refuse', { note: '先对账' })
    await clean()
  })
  test('on hold nothing is issued; cancelling takes requests along; an issued one stands in its way', async () => {
    const order = await confirmed('2')
    const made = await ask({ orderIds: [order.id] })
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: 'x' }))
    const of = await world.read('ann', (db, actor) => invoicesOf(db, actor, order.id))
    expect(of).toMatchObject([{ id: made.id, state: 'withdrawn' }])
    const other = await confirmed('2')
    await issue({ orderIds: [other.id] })
    const end = world.write('oda', (tx, actor) => cancelOrder(tx, actor, other.id, { note: 'x' }))
    expect(await refused(end)).toEqual(['order.invoicesStand'])
    await clean()
  })
  test('invoiced in advance and delivered in part: it can be closed once the rest is taken back', async () => {
    const order = await confirmed('5')
    const made = await issue({ orderIds: [order.id] })
    const id = await ship(order, '2')
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'deliver' }))
    const end = () => world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    expect(await refused(end())).toEqual(['order.invoicedAbove'])
    await issueRed(made.id, { reason: 'ended', lines: [{ no: 1, qty: '3' }] })
    await end()
    expect(await world.get(order.id)).toMatchObject({ state: 'closed', billing: 'full' })
    await clean()
  })
  test('an advance points at the order: no line counter moves, and the order cannot be cancelled under it', async () => {
    const order = await confirmed('4')
    const advance = await issue({ kind: 'advance', orderIds: [order.id], amount: '120' })
    expect(advance).toMatchObject({
      kind: 'advance',
      taxKind: 'none',
      tax: '0',
      gross: '120',
      lines: [{ orderLineId: null }],
    })
    expect(await world.get(order.id)).toMatchObject({
      advanceInvoiced: '120',
      billing: 'none',
      lines: [{ invoicedAmount: '0' }],
    })
    expect(await refused(ask({ kind: 'advance', orderIds: [order.id], amount: '300' }))).toEqual([
      'invoice.overBasis@lines.0',
    ])
    const preview = await world.read('ann', (db, actor) => previewInvoice(db, actor, { orderIds: [order.id] }))
    expect(preview).toMatchObject({
      gross: '400',
      reasons: [],
      warnings: [{ key: 'invoice.advanceStands' }, { key: 'invoice.taxCodeWrong', path: 'lines.0.taxCode' }],
    })
    const end = () => world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: 'x' }))
    expect(await refused(end())).toEqual(['order.invoicesStand'])
    await issueRed(advance.id, { reason: 'wrong' })
    expect(await world.get(order.id)).toMatchObject({ advanceInvoiced: '0' })
    await end()
    await clean()
  })
})

describe('red letters', () => {
  test('99.99 with tax, three pieces, taken back one by one: the last takes the rest, the whole is exact', async () => {
    const order = await confirmed('3', { price: '33.33', taxRate: '13' })
    const made = await issue({ orderIds: [order.id] })
    expect(made.gross).toBe('99.99')
    const parts: WholeInvoice[] = []
    for (const no of [1, 1, 1]) parts.push(await issueRed(made.id, { reason: 'return', lines: [{ no, qty: '1' }] }))
    expect(parts.map(one => [one.gross, one.lines[0]?.qty])).toEqual([
      ['-33.33', '-1'],
      ['-33.33', '-1'],
      ['-33.33', '-1'],
    ])
    const [whole] = await world.rows<{ net: string; tax: string }>(
      'select sum(net)::text as net, sum(tax)::text as tax from invoices where org_id = $1 and (id = $2 or original_id = $2)',
      [made.id],
    )
    expect([Number(whole?.net), Number(whole?.tax)]).toEqual([0, 0])
    expect(await refused(red(made.id, { reason: 'return' }))).toEqual(['invoice.nothingLeft'])
    await clean()
  })
  test('C036 a full red letter: nothing stands invoiced, the line can be invoiced again, the letter names its order', async () => {
    const order = await confirmed('4')
    const made = await issue({ orderIds: [order.id] })
    const letter = await issueRed(made.id, { reason: 'wrong' })
    expect(letter).toMatchObject({ gross: '-400', originalNumber: made.number, orderNumbers: order.number })
    expect(await lineOf(order)).toMatchObject({
      invoiced: '4',
      credited: '4',
      invoicedAmount: '400',
      creditedAmount: '400',
    })
    expect(await world.get(order.id)).toMatchObject({ billing: 'none' })
    expect(await ask({ orderIds: [order.id] })).toMatchObject({ gross: '400' })
    await clean()
  })
  test('a live one holds: two never take more than was issued; rejected and lapsed ones let go', async () => {
    const order = await confirmed('4')
    const made = await issue({ orderIds: [order.id] })
    const first = await red(made.id, { reason: 'return', lines: [{ no: 1, qty: '3' }] })
    await expect(red(made.id, { reason: 'return', lines: [{ no: 1, qty: '2' }] })).rejects.toMatchObject({
      reasons: [{ key: 'invoice.overIssued', path: 'lines.0', values: { lines: expect.stringContaining('≤ 1') } }],
    })
    await move(first.id, 'ask')
    await move(first.id, 'reject', { note: '不同意' })
    expect(await red(made.id, { reason: 'wrong' })).toMatchObject({ gross: '-400', state: 'draft' })
    expect(await lineOf(order)).toMatchObject({ credited: '0' })
    await clean()
  })
  test('a service and a fee do not come back: the reason says so by line, and what ended takes them back', async () => {
    const goods = { productId: (await world.stocked('9')).id, unitQty: '2' }
    const training = { kind: 'service' as const, fulfil: 'none' as const, name: '培训', unitQty: '3', price: '50' }
    const order = await world.confirmed([goods, training, { kind: 'fee', name: '运费', unitQty: '1', price: '20' }])
    const made = await issue({ orderIds: [order.id] })
    expect(made.lines.map(line => line.isGoods)).toEqual([true, false, false])
    await expect(red(made.id, { reason: 'return' })).rejects.toMatchObject({
      reasons: [
        { key: 'invoice.goodsOnly', path: 'lines.1', values: { no: 2, name: '培训' } },
        { key: 'invoice.goodsOnly', path: 'lines.2', values: { no: 3, name: '运费' } },
      ],
    })
    expect(await refused(red(made.id, { reason: 'return', lines: [{ no: 2, qty: '1' }] }))).toEqual([
      'invoice.goodsOnly@lines.0',
    ])
    expect(await issueRed(made.id, { reason: 'return', lines: [{ no: 1, qty: '1' }] })).toMatchObject({
      lines: [{ qty: '-1' }],
    })
    expect(await issueRed(made.id, { reason: 'ended', lines: [{ no: 2 }, { no: 3 }] })).toMatchObject({
      gross: '-170',
    })
    await clean()
  })
  test('an allowance is an amount, a wrong one whole, goods by quantity: each says so', async () => {
    const order = await confirmed('10')
    const made = await issue({ orderIds: [order.id] })
    expect(await refused(red(made.id, { reason: 'wrong', lines: [{ no: 1, qty: '1' }] }))).toEqual([
      'invoice.wholeOnly@lines',
    ])
    expect(await refused(red(made.id, { reason: 'allowance', lines: [{ no: 1, qty: '1' }] }))).toEqual([
      'invoice.byAmountOnly@lines.0.amount',
    ])
    expect(await refused(red(made.id, { reason: 'return', lines: [{ no: 1, amount: '1' }] }))).toEqual([
      'invoice.byQtyOnly@lines.0.qty',
    ])
    expect(await refused(red(made.id, { reason: 'allowance', lines: [{ no: 1, amount: '0.004' }] }))).toEqual([
      'invoice.tooFine@lines.0.amount',
    ])
    const letter = await issueRed(made.id, { reason: 'allowance', lines: [{ no: 1, amount: '300' }] })
    expect(letter.lines).toMatchObject([{ by: 'amount', qty: null, gross: '-300' }])
    expect(await lineOf(order)).toMatchObject({ invoiced: '10', credited: '0', creditedAmount: '300' })
    expect(await world.get(order.id)).toMatchObject({ billing: 'full' })
    expect(await issueRed(made.id, { reason: 'return', lines: [{ no: 1, qty: '9' }] })).toMatchObject({ gross: '-630' })
    const last = await red(made.id, { reason: 'return' })
    for (const name of ['ask', 'confirm', 'issue'] as const) await move(last.id, name)
    const before = { taxNumber: nextTaxNumber(), date: addDays(made.date ?? '', -1) }
    const early = world.write('fay', (tx, actor) => recordInvoice(tx, actor, last.id, before))
    expect(await refused(early)).toEqual(['invoice.beforeOriginal@date'])
    expect(await record(last.id)).toMatchObject({ gross: '-70' })
    expect(await refused(red(made.id, { reason: 'wrong' }))).toEqual(['invoice.nothingLeft'])
    await clean()
  })
})

test('a request takes the payer’s default billing details or chosen ones, and keeps them whatever becomes of them', async () => {
  const customerId = await world.write(
    'ann',
    async (tx, actor) => (await createCustomer(tx, actor, { name: '抬头' })).id,
  )
  const strangerId = await world.write(
    'ann',
    async (tx, actor) => (await createCustomer(tx, actor, { name: '外人' })).id,
  )
  const profile = (of: string, name: string, more: Partial<NewBillingProfile> = {}) =>
    world.write('ann', (tx, actor) =>
      createProfile(tx, actor, { customerId: of, name, taxNumber: buyer.taxNumber, ...more }),
    )
  const special = { taxKind: 'special', address: 'Road 1', phone: '010-1', bank: 'ICBC', account: '62220200' } as const
  const [usual, other] = [await profile(customerId, '默认抬头'), await profile(customerId, '另一抬头', special)]
  const stranger = await profile(strangerId, '外人')
  const order = await confirmed('10', {}, { customerId })
  const lines = [{ orderLineId: lineId(order), unitQty: '1' }]
  const plain = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, { lines }))
  expect([plain.buyer.name, plain.taxKind]).toEqual(['默认抬头', 'plain'])
  const chosen = await ask({ lines, profileId: other.id })
  expect([chosen.buyer.name, chosen.buyer.account, chosen.taxKind]).toEqual(['另一抬头', '62220200', 'special'])
  expect(await edit(plain.id, { profileId: other.id })).toMatchObject({ taxKind: 'special', buyer: { bank: 'ICBC' } })
  expect(await refused(ask({ lines, profileId: stranger.id }))).toEqual(['invoice.otherBuyer@profileId'])
  const preview = await world.read('ann', (db, actor) => previewInvoice(db, actor, { lines, profileId: other.id }))
  expect([preview.buyer?.name, preview.parties]).toEqual(['另一抬头', [customerId, customerId]])

  const issued = await issue({ lines, profileId: other.id })
  await world.write('ann', (tx, actor) => editProfile(tx, actor, other.id, { name: '改名' }))
  await world.write('ann', (tx, actor) => trashProfile(tx, actor, other.id))
  await world.write('ann', (tx, actor) => trashProfile(tx, actor, usual.id))
  const [after] = (await world.read('ann', (db, actor) => invoicesOf(db, actor, order.id))).filter(
    one => one.id === issued.id,
  )
  expect(after?.buyerName).toBe('另一抬头')
  // nobody kept any: as it was last
  const last = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, { lines }))
  expect([last.buyer.name, last.taxKind]).toEqual(['另一抬头', 'special'])
  expect(await doctor.findings()).toEqual([])
})
