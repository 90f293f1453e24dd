// What a payer's credit is used for: the parts add up to it, and the rows behind each part to the part, whatever happens.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import type { NewInvoice } from '#features/invoice/invoice.schema.ts'
import { aloneOpening } from '#features/invoice/server/aloneOpening.service.ts'
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import type { NewOrder, WholeOrder } from '#features/order/order.schema.ts'
import { setCounting } from '#features/order/server/counting.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { moveOrder } from '#journeys/moveOrder.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { sum } from '#kernel/money.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewReceipt } from '../collection.schema.ts'
import type { StandingPart } from '../standing.schema.ts'
import { createReceipt } from './allocate.service.ts'
import { standingItems, standingOf } from './standing.service.ts'
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
const payer = (name: string) => world.write('ann', async (tx, actor) => (await createCustomer(tx, actor, { name })).id)
const order = async (customerId: string, qty: string, more: Partial<NewOrder> = {}) => {
  const product = await world.stocked('100')
  return world.confirmed([{ productId: product.id, unitQty: qty, price: '100' }], { customerId, ...more })
}
const ship = async ({ lines }: WholeOrder, unitQty: string) => {
  const wish = { lines: [{ orderLineId: lines[0]?.id ?? '', unitQty }] }
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, wish))
  for (const move of ['ready', 'ship']) await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
}
let count = 0
const bill = async (input: NewInvoice) => {
  const buyer = { taxNumber: '91110108551385082Q' }
  const made = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, { buyer, ...input }))
  const words = made.lines.map(({ no }) => ({ no, taxCode: '1090205000000000000' }))
  await world.write('ann', (tx, actor) => editInvoice(tx, actor, made.id, { words }))
  await world.write('fay', (tx, actor) => moveInvoice(tx, actor, made.id, { move: 'issue' }))
  const taxNumber = `6${String(++count).padStart(19, '0')}`
  return world.write('fay', (tx, actor) => recordInvoice(tx, actor, made.id, { taxNumber }))
}
const receive = (customerId: string, input: Partial<NewReceipt> & { amount: string }) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId, ...input }))

/** The parts that are not zero, and how many rows each has; all sums hold, and the doctor is content. */
async function parts(id: string): Promise<Partial<Record<StandingPart, string>>> {
  const standing = await world.read('fay', (db, actor) => standingOf(db, actor, id))
  expect(sum(standing.parts.filter(one => one.part !== 'held').map(one => one.amount))).toBe(standing.used)
  for (const { part, amount, count: rows } of standing.parts) {
    const { items, total, hidden } = await world.read('fay', (db, actor) => standingItems(db, actor, id, part))
    expect([part, sum(items.map(one => one.amount)), total, hidden]).toEqual([part, amount, amount, '0'])
    expect(items).toHaveLength(rows)
  }
  return Object.fromEntries(standing.parts.filter(one => one.count > 0).map(one => [one.part, one.amount]))
}

test('an order on its way: confirmed, shipped, invoiced, paid in part, on hold; to hand-computed figures', async () => {
  const id = await payer('一路')
  await world.write('fay', (tx, actor) => setCredit(tx, actor, id, { creditLimit: '1500' }))
  const made = await order(id, '10')
  expect(await parts(id)).toEqual({ unshipped: '1000' })
  await receive(id, { amount: '300', allocations: [{ orderId: made.id, amount: '300' }] })
  expect(await parts(id)).toEqual({ unshipped: '1000', advance: '-300' })
  await ship(made, '6')
  expect(await parts(id)).toEqual({ unshipped: '400', unbilled: '600', advance: '-300' })
  await bill({ orderIds: [made.id], amount: '450' })
  // of what is invoiced 300 are paid: the advance is one no more
  expect(await parts(id)).toEqual({ unshipped: '400', unbilled: '150', billed: '150' })
  await receive(id, { amount: '50' })
  const later = { method: 'bill', billDueDate: addDays(day, 90) } as const
  await receive(id, { amount: '100', ...later, allocations: [{ orderId: made.id, amount: '100' }] })
  expect(await parts(id)).toEqual({ unshipped: '400', unbilled: '150', billed: '50', surplus: '-50', bills: '100' })
  await world.write('oda', (tx, actor) => moveOrder(tx, actor, made.id, 'hold', {}))
  expect(await parts(id)).toMatchObject({ held: '1000' })
  const standing = await world.read('fay', (db, actor) => standingOf(db, actor, id))
  expect(standing).toMatchObject({ creditLimit: '1500', used: '650', available: '850' })
  expect(await doctor.findings()).toEqual([])
})

test('the worked examples of the credit paragraph, times ten (domain §6)', async () => {
  const used = async (id: string) => (await world.read('fay', (db, actor) => standingOf(db, actor, id))).used
  // order 100, advance 30, shipped 60, invoiced 40, 10 paid on it: 60
  const first = await payer('甲')
  const one = await order(first, '10')
  await receive(first, { amount: '300', allocations: [{ orderId: one.id, amount: '300' }] })
  await ship(one, '6')
  await bill({ orderIds: [one.id], amount: '400' })
  await receive(first, { amount: '100', allocations: [{ orderId: one.id, amount: '100' }] })
  expect(await used(first)).toBe('600')
  // invoiced 100 in advance, nothing shipped: 100
  const second = await payer('乙')
  const two = await order(second, '10')
  await bill({ orderIds: [two.id], amount: '1000' })
  expect(await used(second)).toBe('1000')
  // shipped 60, nothing invoiced: 100, and 60 with the setting
  const third = await payer('丙')
  await ship(await order(third, '10'), '6')
  expect(await used(third)).toBe('1000')
  const count = (creditCounts: 'due' | 'shipped') =>
    world.write('olivia', (tx, actor) => setCounting(tx, actor, { creditCounts }))
  await count('shipped')
  expect(await Promise.all([first, second, third].map(used))).toEqual(['200', '1000', '600'])
  await count('due')
  expect(await Promise.all([first, second, third].map(used))).toEqual(['600', '1000', '1000'])
  expect(await doctor.findings()).toEqual([])
})

test('C078 dollars at three rates: order at 7.1333, money at 6.9 and 7.2, the rest written off', async () => {
  const rate = (onDate: string, value: string) =>
    world.write('olivia', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate, rate: value }))
  await rate('2020-01-01', '7.1333')
  const id = await payer('美元')
  const made = await order(id, '3', { currency: 'USD' })
  // 300 × 7.1333
  expect(await parts(id)).toEqual({ unshipped: '2139.99' })
  await ship(made, '1')
  // a third has left: 100 × 7.1333 = 713.33
  expect(await parts(id)).toEqual({ unshipped: '1426.66', unbilled: '713.33' })
  await rate(addDays(day, -1), '6.9')
  // counted as 690, settles 713.33: the difference of 23.33 is ours
  await receive(id, {
    amount: '100',
    currency: 'USD',
    date: addDays(day, -1),
    allocations: [{ orderId: made.id, amount: '100' }],
  })
  expect(await parts(id)).toEqual({ unshipped: '1426.66', unbilled: '713.33', advance: '-713.33' })
  await rate(day, '7.2')
  await receive(id, { amount: '199.5', currency: 'USD', allocations: [{ orderId: made.id, amount: '150' }] })
  // 49.5 × 7.2 are for nothing: 1436.40 less 150 × 7.2 = 1080
  expect(await parts(id)).toMatchObject({ advance: '-1783.33', surplus: '-356.4' })
  const fx = await world.rows<{ fx: string }>(
    'select fx from allocations where org_id = $1 and order_id = $2 order by made_at',
    [made.id],
  )
  // 100 × (7.1333 − 6.9); 250 × 7.1333 − 100 × 7.1333 = 1070.00 − 1080
  expect(fx.map(one => one.fx)).toEqual(['23.33', '-10'])
  const lost = { orderId: made.id, kind: 'rounding', amount: '0.1', reason: '尾差' } as const
  await world.write('fay', (tx, actor) => requestWriteOff(tx, actor, lost))
  // 250.1 × 7.1333 = 1784.04
  expect(await parts(id)).toMatchObject({ advance: '-1784.04', surplus: '-356.4' })
  await bill({ orderIds: [made.id] })
  await ship(made, '2')
  expect(await parts(id)).toEqual({ billed: '355.95', surplus: '-356.4' })
  expect(await doctor.findings()).toEqual([])
})

test('a debt of before is a row of its own; who sees the payer and not its documents sees the sum', async () => {
  const id = await payer('期初')
  await world.write('fay', async (tx, actor) =>
    aloneOpening.create?.(tx, actor, { number: 'QC-9', customerId: id, date: addDays(day, -40), amount: '80' }),
  )
  expect(await parts(id)).toEqual({ billed: '80' })
  const items = await world.read('ann', (db, actor) => standingItems(db, actor, id, 'billed'))
  expect(items).toMatchObject({ total: '80', items: [{ entity: 'invoice', number: 'QC-9', amount: '80' }] })
  const hers = await world.write('olivia', async (tx, actor) => (await createCustomer(tx, actor, { name: '她的' })).id)
  expect(await refused(world.read('ann', (db, actor) => standingOf(db, actor, hers)))).toEqual(['kernel.missing'])
})
