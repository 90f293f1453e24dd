import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { moveReceipt } from '#features/collection/server/receiptMove.service.ts'
import { moveRefund, requestRefund } from '#features/collection/server/refund.service.ts'
import { requestWriteOff } from '#features/collection/server/writeOff.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { draftRed } from '#features/invoice/server/red.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createReturn } from '#features/ticket/server/return.service.ts'
import { moveReturn, receiveReturn } from '#features/ticket/server/returnMove.service.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { receivableOpening } from '#journeys/openOrder.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { printedPages } from '#test/paper.ts'
import type { Anyone } from '#test/world.ts'
import type { StatementQuery } from '../statement.schema.ts'
import { printStatement } from './paper.service.ts'
import { readStatement } from './statement.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const day = today(systemClock, 'Asia/Shanghai')
const ago = (days: number) => addDays(day, -days)
const statement = (query: StatementQuery, who: Anyone = 'fay') =>
  world.read(who, (db, actor) => readStatement(db, actor, world.customerId, query))
let taxNumbers = 0
const record = (id: string, date: string) => {
  const taxNumber = `4${String(++taxNumbers).padStart(19, '0')}`
  return world.write('fay', (tx, actor) => recordInvoice(tx, actor, id, { taxNumber, date }))
}
const go = (id: string, move: 'ask' | 'confirm' | 'issue') =>
  world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { move }))
const bill = async (order: WholeOrder, date: string) => {
  const buyer = { taxNumber: '91110108551385082Q' }
  const made = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, { buyer, orderIds: [order.id] }))
  const words = made.lines.map(({ no }) => ({ no, taxCode: '1090205000000000000' }))
  await world.write('ann', (tx, actor) => editInvoice(tx, actor, made.id, { words }))
  await go(made.id, 'issue')
  return record(made.id, date)
}
const send = async (order: WholeOrder, unitQty: string, date: string) => {
  const lines = [{ orderLineId: order.lines[0]?.id ?? '', unitQty }]
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
  await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ready', {}))
  await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ship', { date }))
  await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'deliver', {}))
}
const receive = (amount: string, date: string) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: world.customerId, amount, date }))

test('by invoices and by deliveries: what stood before, what moved, and what is owed at the end, to the cent', async () => {
  const product = await world.stocked('100', { price: '33.3333' })
  const fee = { kind: 'fee', fulfil: 'none', name: '运费', unitQty: '1', price: '12.5', taxRate: '0' } as const
  // 3 × 33.3333 is 100.00; its thirds are 33.33, 33.34 and 33.33
  const order = await world.confirmed([{ productId: product.id, unitQty: '3' }, fee])
  expect(order.gross).toBe('112.5')
  await send(order, '1', ago(40))
  await send(order, '1', ago(10))
  await send(order, '1', ago(9))
  const billed = await bill(order, ago(8))
  await receive('50', ago(30))
  const bad = await receive('20', ago(7))
  await world.write('fay', (tx, actor) => moveReceipt(tx, actor, bad.id, { move: 'bounce' }))
  const got = await receive('30', ago(6))
  const refund = await world.write('oda', (tx, actor) =>
    requestRefund(tx, actor, { receiptId: got.id, amount: '10', reason: '多付' }),
  )
  for (const move of ['approve', 'succeed'] as const)
    await world.write('fay', (tx, actor) => moveRefund(tx, actor, refund.id, { move }))
  await world.write('fay', (tx, actor) =>
    requestWriteOff(tx, actor, { orderId: order.id, kind: 'rounding', amount: '0.05', reason: '尾差' }),
  )
  const invoiced = await statement({ from: ago(20), to: day })
  expect(invoiced).toMatchObject({ opening: '-50', owed: '112.5', paid: '20.05', closing: '42.45', currency: 'CNY' })
  expect(invoiced.rows.map(row => [row.kind, row.owed, row.paid])).toEqual([
    ['invoice', '112.5', '0'],
    ['receipt', '0', '20'],
    ['receipt', '0', '30'],
    ['writeOff', '0', '0.05'],
    ['bounced', '0', '-20'],
    ['refund', '0', '-10'],
  ])
  expect(invoiced.rows.at(-1)?.balance).toBe(invoiced.closing)
  const delivered = await statement({ basis: 'delivered', from: ago(20), to: day })
  expect(delivered).toMatchObject({ opening: '-16.67', closing: '42.45' })
  expect(delivered.rows.filter(row => row.kind === 'shipment').map(row => row.owed)).toEqual(['33.34', '33.33'])
  expect(delivered.rows.filter(row => row.kind === 'agreed').map(row => row.owed)).toEqual(['12.5'])
  // one comes back, and is taken off the invoice
  const back = await world.write('oda', (tx, actor) =>
    createReturn(tx, actor, { orderId: order.id, lines: [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '1' }] }),
  )
  await world.write('oda', (tx, actor) => moveReturn(tx, actor, back.id, { move: 'approve' }))
  await world.write('wei', (tx, actor) => receiveReturn(tx, actor, back.id, {}))
  const letter = await world.write('fay', (tx, actor) =>
    draftRed(tx, actor, billed.id, { reason: 'return', lines: [{ no: 1, qty: '1' }] }),
  )
  for (const move of ['ask', 'confirm', 'issue'] as const) await go(letter.id, move)
  await record(letter.id, day)
  const after = await Promise.all([statement({}), statement({ basis: 'delivered' })])
  expect(after.map(one => one.closing)).toEqual(['9.12', '9.12'])
  expect(after.map(one => one.rows.find(row => row.kind === 'redLetter' || row.kind === 'return')?.owed)).toEqual([
    '-33.33',
    '-33.33',
  ])
})

test('an advance invoice is no debt; another currency is another account; a period is one', async () => {
  const other = await statement({ currency: 'USD' })
  expect(other).toMatchObject({ opening: '0', closing: '0', rows: [], currencies: ['CNY'] })
  expect(await refused(statement({ from: day, to: ago(1) }))).toEqual(['statement.turned@to'])
  expect(await refused(statement({ currency: 'QQQ' }))).toEqual(['collection.badCurrency@currency'])
  const before = await statement({})
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  const order = await world.confirmed([{ productId: product.id, unitQty: '1' }])
  const buyer = { taxNumber: '91110108551385082Q' }
  const made = await world.write('ann', (tx, actor) =>
    requestInvoice(tx, actor, { buyer, kind: 'advance', orderIds: [order.id], amount: '40' }),
  )
  const words = [{ no: 1, taxCode: '1090205000000000000' }]
  await world.write('ann', (tx, actor) => editInvoice(tx, actor, made.id, { words }))
  await go(made.id, 'issue')
  await record(made.id, day)
  expect((await statement({})).closing).toBe(before.closing)
})

test('whoever may not see the payer finds none; a document out of reach is a row without its number', async () => {
  expect(await refused(statement({}, 'wei'))).toEqual(['kernel.missing'])
  const seen = await statement({ from: ago(60) }, 'ann')
  expect(seen.closing).toBe((await statement({ from: ago(60) })).closing)
  expect(seen.rows.every(row => row.number !== null)).toBe(true)
})

test('on paper in both languages', async () => {
  const print = async (lang: 'zh' | 'en') => {
    const query = { from: ago(60) }
    const file = await world.read('fay', (db, actor) =>
      printStatement(db, actor, world.customerId, { query, printing: { lang, folder: '' } }),
    )
    return (await printedPages(file)).map(page => page.text).join('')
  }
  const [zh, en] = [await print('zh'), await print('en')]
  expect(zh).toMatch(/对账单/)
  expect(zh).toMatch(/期末余额/)
  expect(zh).toContain('9.12')
  expect(en).toMatch(/Statementofaccount/)
  expect(en).toMatch(/Closingbalance/)
})

test('what came and bounced on one day stands in that order', async () => {
  const got = await receive('7', day)
  await world.write('fay', (tx, actor) => moveReceipt(tx, actor, got.id, { move: 'bounce' }))
  const { rows } = await statement({ from: day, to: day })
  expect(rows.filter(row => row.number === got.number).map(row => row.kind)).toEqual(['receipt', 'bounced'])
})

test('what nobody invoices is owed once it is delivered, by invoices too: an order without them, an old debt', async () => {
  const { id } = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '不开票客户' }))
  const product = await world.stocked('9', { price: '100' })
  const input = { customerId: id, billBasis: 'none' } as const
  const order = await world.confirmed([{ productId: product.id, unitQty: '3' }], input)
  await send(order, '2', ago(5))
  const old = { number: 'YS-1', customerId: id, date: ago(40), amount: '70' }
  await world.write('fay', async (tx, actor) => receivableOpening.create?.(tx, actor, old))
  await world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: id, amount: '150', date: ago(4) }))
  const read = (basis: 'invoiced' | 'delivered') =>
    world.read('fay', (db, actor) => readStatement(db, actor, id, { basis, from: ago(20), to: day }))
  for (const basis of ['invoiced', 'delivered'] as const)
    expect(await read(basis)).toMatchObject({ opening: '70', owed: '200', paid: '150', closing: '120' })
})
