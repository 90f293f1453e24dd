import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewInvoice, NewRed, WholeInvoice } from '#features/invoice/invoice.schema.ts'
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { draftRed } from '#features/invoice/server/red.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { AllocationItem } from '../collection.schema.ts'
import { openItems } from './ageing.service.ts'
import { allocateReceipt, createReceipt, takeBack } from './allocate.service.ts'
import { orderCollection } from './plan.service.ts'
import { moveReceipt } from './receiptMove.service.ts'
import { invoiceCollection } from './settleInvoice.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const order = async () => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  return world.confirmed([{ productId: product.id, unitQty: '10' }])
}
const pay = (amount: string, ...allocations: AllocationItem[]) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: world.customerId, amount, allocations }))
let count = 0
const sent = async (input: NewInvoice) => {
  const buyer = { taxNumber: '91110108551385082Q' }
  const made = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, { buyer, ...input }))
  const words = made.lines.map(({ no }) => ({ no, taxCode: '1090205000000000000' }))
  await world.write('ann', (tx, actor) => editInvoice(tx, actor, made.id, { words }))
  await world.write('fay', (tx, actor) => moveInvoice(tx, actor, made.id, { move: 'issue' }))
  return made
}
const record = (id: string) =>
  world.write('fay', (tx, actor) =>
    recordInvoice(tx, actor, id, { taxNumber: `8${String(++count).padStart(19, '0')}` }),
  )
const issue = async (...orders: WholeOrder[]): Promise<WholeInvoice> =>
  record((await sent({ orderIds: orders.map(one => one.id) })).id)
const part = async (made: WholeOrder, amount: string): Promise<WholeInvoice> =>
  record((await sent({ orderIds: [made.id], amount })).id)
const redden = async (id: string, input: NewRed) => {
  const made = await world.write('fay', (tx, actor) => draftRed(tx, actor, id, input))
  for (const move of ['ask', 'confirm', 'issue'] as const)
    await world.write('fay', (tx, actor) => moveInvoice(tx, actor, made.id, { move }))
  return record(made.id)
}
/** What each invoice is settled by; what is an advance has none. */
const settled = async (orderId: string): Promise<Record<string, number>> => {
  const rows = await world.rows<{ name: string; amount: string }>(
    `select coalesce(v.number, 'advance') as name, sum(a.amount) as amount from allocations a
     left join invoices v on v.org_id = a.org_id and v.id = a.invoice_id where a.org_id = $1 and a.order_id = $2 group by 1 having sum(a.amount) <> 0`,
    [orderId],
  )
  return Object.fromEntries(rows.map(one => [one.name, Number(one.amount)]))
}
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('an invoice that is issued', () => {
  test('takes what its order was paid before, oldest first; what was paid does not change', async () => {
    const made = await order()
    await pay('200', { orderId: made.id, amount: '200' })
    await pay('300', { orderId: made.id, amount: '300' })
    const first = await part(made, '350')
    expect(await settled(made.id)).toEqual({ [first.number]: 350, advance: 150 })
    const second = await part(made, '650')
    expect(await settled(made.id)).toEqual({ [first.number]: 350, [second.number]: 150 })
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '500', payment: 'part' })
    const { allocations } = await world.read('fay', (db, actor) => orderCollection(db, actor, made.id))
    expect(allocations.filter(one => Number(one.left) > 0).map(one => [one.invoiceNumber, one.left])).toEqual([
      [first.number, '200'],
      [first.number, '150'],
      [second.number, '150'],
    ])
    await clean()
  })
  test('of two orders takes from each what it bills of it', async () => {
    const orders = [await order(), await order()] as const
    await pay('1500', { orderId: orders[0].id, amount: '1000' }, { orderId: orders[1].id, amount: '500' })
    const made = await issue(...orders)
    expect(await settled(orders[0].id)).toEqual({ [made.number]: 1000 })
    expect(await settled(orders[1].id)).toEqual({ [made.number]: 500 })
    await clean()
  })
  test('bounced, the invoice is open again with everything else', async () => {
    const made = await order()
    const got = await pay('400', { orderId: made.id, amount: '400' })
    await issue(made)
    await world.write('fay', (tx, actor) => moveReceipt(tx, actor, got.id, { move: 'bounce' }))
    expect(await settled(made.id)).toEqual({})
    expect(await world.get(made.id)).toMatchObject({ paidAmount: '0' })
    await clean()
  })
  test('taken back by a red letter gives the money back to the order, newest first', async () => {
    const made = await order()
    const bill = await issue(made)
    await pay('600', { orderId: made.id, amount: '600' })
    await pay('400', { orderId: made.id, amount: '400' })
    expect(await settled(made.id)).toEqual({ [bill.number]: 1000 })
    await redden(bill.id, { reason: 'wrong' })
    expect(await settled(made.id)).toEqual({ advance: 1000 })
    const again = await issue(made)
    expect(await settled(made.id)).toEqual({ [again.number]: 1000 })
    await clean()
  })
})

describe('money for an invoice', () => {
  test('settles it by name, the others oldest first; never more than it bills', async () => {
    const made = await order()
    const [first, second] = [await part(made, '300'), await part(made, '700')]
    const got = await pay('900', { orderId: made.id, invoiceId: second.id, amount: '500' })
    expect(await settled(made.id)).toEqual({ [second.number]: 500 })
    const of = (who: 'ann' | 'gus') => world.read(who, (db, actor) => invoiceCollection(db, actor, second.id))
    expect(await of('ann')).toMatchObject({ settled: '500', open: '200', allocations: [{ receiptNumber: got.number }] })
    expect(await refused(of('gus'))).toEqual(['kernel.missing'])
    const put = (item: Omit<AllocationItem, 'orderId'>) =>
      world.write('fay', (tx, actor) => allocateReceipt(tx, actor, got.id, { items: [{ orderId: made.id, ...item }] }))
    expect(await refused(put({ invoiceId: first.id, amount: '300.01' }))).toEqual([
      'collection.overInvoice@items.0.amount',
    ])
    const other = await order()
    expect(await refused(pay('5', { orderId: other.id, invoiceId: first.id, amount: '5' }))).toEqual([
      'collection.unknownInvoice@allocations.0.invoiceId',
    ])
    await put({ amount: '400' })
    expect(await settled(made.id)).toEqual({ [first.number]: 300, [second.number]: 600 })
    const items = await world.read('fay', (db, actor) => openItems(db, actor, world.customerId))
    expect(items.filter(one => one.invoiceId === second.id)).toMatchObject([{ open: '100', orderId: made.id }])
    await clean()
  })
  test('twice the same in one request is counted together', async () => {
    const made = await order()
    const bill = await part(made, '300')
    const item = { orderId: made.id, invoiceId: bill.id, amount: '200' }
    expect(await refused(pay('400', item, item))).toEqual(['collection.overInvoice@allocations.1.amount'])
  })
  test('taken back, it is open again; all of it taken back already is said, what never was is not there', async () => {
    const made = await order()
    const bill = await issue(made)
    const got = await pay('1000', { orderId: made.id, amount: '1000' })
    const back = (allocationId = got.allocations[0]?.id ?? '') =>
      world.write('fay', (tx, actor) => takeBack(tx, actor, { id: got.id, allocationId }, {}))
    expect(await settled(made.id)).toEqual({ [bill.number]: 1000 })
    await back()
    expect(await settled(made.id)).toEqual({})
    await expect(back()).rejects.toMatchObject({ kind: 'invalid', reasons: [{ key: 'collection.takenBack' }] })
    await expect(back(made.id)).rejects.toMatchObject({ kind: 'missing' })
    await clean()
  })
})

describe('at once', () => {
  test('issued while its order is paid and another receipt of it bounces: nothing is settled twice', async () => {
    const made = await order()
    const got = await pay('400', { orderId: made.id, amount: '400' })
    const bill = await sent({ orderIds: [made.id] })
    await Promise.all([
      record(bill.id),
      pay('300', { orderId: made.id, amount: '300' }),
      world.write('fay', (tx, actor) => moveReceipt(tx, actor, got.id, { move: 'bounce' })),
    ])
    expect(await settled(made.id)).toEqual({ [bill.number]: 300 })
    await clean()
  })
  test('four pay the same invoice: never more than it bills', async () => {
    const made = await order()
    const bill = await part(made, '500')
    const all = await Promise.allSettled(
      [1, 2, 3, 4].map(() => pay('200', { orderId: made.id, invoiceId: bill.id, amount: '200' })),
    )
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(2)
    expect(await settled(made.id)).toEqual({ [bill.number]: 400 })
    await clean()
  })
})
