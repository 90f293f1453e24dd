import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import type { NewRed } from '#features/invoice/invoice.schema.ts'
import type { NewAloneInvoice } from '#features/invoice/opening.schema.ts'
import { aloneOpening } from '#features/invoice/server/aloneOpening.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { draftRed } from '#features/invoice/server/red.service.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewReceipt } from '../collection.schema.ts'
import { openItems, readAgeing } from './ageing.service.ts'
import { allocateReceipt, createReceipt, takeBack } from './allocate.service.ts'
import { moveReceipt } from './receiptMove.service.ts'
import { getReceivable, itemsOf } from './receivable.service.ts'

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
let count = 0
const bringAlone = (tx: Tx, actor: Actor, input: NewAloneInvoice) => {
  if (!aloneOpening.create) throw new Error('no such file')
  return aloneOpening.create(tx, actor, input)
}
const payer = (name: string, uscc?: string) =>
  world.write('ann', async (tx, actor) => (await createCustomer(tx, actor, { name, ...(uscc && { uscc }) })).id)
const bring = async (customerId: string, more: Partial<NewAloneInvoice> = {}): Promise<string> => {
  const due = { date: addDays(day, -70), dueOn: addDays(day, -40) }
  const input = { number: `QC${++count}`, customerId, amount: '1000', ...due, ...more }
  return (await world.write('fay', (tx, actor) => bringAlone(tx, actor, input))).id
}
const receive = (customerId: string, input: Partial<NewReceipt> & { amount: string }) =>
  world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId, ...input }))
const put = (id: string, invoiceId: string, amount: string) =>
  world.write('fay', (tx, actor) => allocateReceipt(tx, actor, id, { items: [{ invoiceId, amount }] }))
const used = async (id: string) => (await world.read('fay', (db, actor) => getCredit(db, actor, id))).used
const owed = (id: string) => world.read('fay', (db, actor) => getReceivable(db, actor, id))
const red = (id: string, input: NewRed) => world.write('fay', (tx, actor) => draftRed(tx, actor, id, input))
const clean = async () => expect(await doctor.findings()).toEqual([])

test('an invoice of before without an order is owed, ages by its own day and uses credit; a receipt settles it', async () => {
  const customerId = await payer('期初一')
  const invoiceId = await bring(customerId)
  expect(await owed(customerId)).toMatchObject({ total: '1000', days60: '1000', lateDays: 40 })
  expect(await used(customerId)).toBe('1000')
  const items = await world.read('fay', (db, actor) => openItems(db, actor, customerId))
  expect(items).toMatchObject([{ orderId: null, invoiceId, open: '1000', dueDate: addDays(day, -40) }])
  const receipt = await receive(customerId, { amount: '600', allocations: [{ invoiceId, amount: '600' }] })
  expect(receipt.allocations).toMatchObject([{ orderId: null, orderNumber: null, invoiceId, amount: '600' }])
  expect(await owed(customerId)).toMatchObject({ total: '400', days60: '400', surplus: '0' })
  expect(await used(customerId)).toBe('400')
  const rows = await world.read('fay', (db, actor) => itemsOf(db, actor, customerId))
  expect(rows).toMatchObject([{ orderId: null, invoiceId, open: '400', days: 40 }])
  expect(await world.read('fay', (db, actor) => readAgeing(db, actor, customerId))).toMatchObject([
    { total: '400', days60: '400', surplus: '0' },
  ])
  await clean()
})

test('never more than is open, nor of another payer; taken back it is owed again, bounced too', async () => {
  const customerId = await payer('期初二')
  const invoiceId = await bring(customerId)
  const receipt = await receive(customerId, { amount: '1500' })
  expect(await refused(put(receipt.id, invoiceId, '1000.01'))).toEqual(['collection.overInvoice@items.0.amount'])
  const other = await receive(await payer('期初他人'), { amount: '100' })
  expect(await refused(put(other.id, invoiceId, '10'))).toEqual(['collection.otherPayer@items.0.invoiceId'])
  const made = await put(receipt.id, invoiceId, '1000')
  expect(await owed(customerId)).toMatchObject({ total: '0', surplus: '500' })
  const allocationId = made.allocations[0]?.id ?? ''
  await world.write('fay', (tx, actor) => takeBack(tx, actor, { id: receipt.id, allocationId }, { amount: '300' }))
  expect(await owed(customerId)).toMatchObject({ total: '300', surplus: '800' })
  await clean()
  await world.write('fay', (tx, actor) => moveReceipt(tx, actor, receipt.id, { move: 'bounce' }))
  expect(await owed(customerId)).toMatchObject({ total: '1000', surplus: '0' })
  expect(await used(customerId)).toBe('1000')
  await clean()
})

test('two receipts at once settle it once', async () => {
  const customerId = await payer('期初三')
  const invoiceId = await bring(customerId)
  const [a, b] = [await receive(customerId, { amount: '1000' }), await receive(customerId, { amount: '1000' })]
  const both = await Promise.allSettled([put(a.id, invoiceId, '1000'), put(b.id, invoiceId, '1000')])
  expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await owed(customerId)).toMatchObject({ total: '0', surplus: '1000' })
  await clean()
})

test('a red letter takes what is not settled, and holds it from the draft on; credit follows when it is issued', async () => {
  const customerId = await payer('期初四', '91110108551385082Q')
  const invoiceId = await bring(customerId, { taxRate: '13', taxCode: '1090205000000000000' })
  const receipt = await receive(customerId, { amount: '1000' })
  await put(receipt.id, invoiceId, '700')
  const part = (amount: string): NewRed => ({ reason: 'allowance', lines: [{ no: 1, amount }] })
  expect(await refused(red(invoiceId, part('300.01')))).toEqual(['invoice.settledAlready'])
  const letter = await red(invoiceId, part('200'))
  expect(await refused(put(receipt.id, invoiceId, '100.01'))).toEqual(['collection.overInvoice@items.0.amount'])
  const go = (move: 'ask' | 'confirm' | 'issue') =>
    world.write('fay', (tx, actor) => moveInvoice(tx, actor, letter.id, { move }))
  for (const move of ['ask', 'confirm', 'issue'] as const) await go(move)
  await world.write('fay', (tx, actor) => recordInvoice(tx, actor, letter.id, { taxNumber: `9${'0'.repeat(19)}` }))
  expect(await owed(customerId)).toMatchObject({ total: '100', surplus: '300' })
  expect(await used(customerId)).toBe('-200')
  await clean()
})

test('in another currency what the rates make of it is a difference, and nothing of the credit stays', async () => {
  const rate = (onDate: string, value: string) =>
    world.write('olivia', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate, rate: value }))
  await rate('2020-01-01', '7')
  await rate(day, '6.9')
  const customerId = await payer('期初五')
  const invoiceId = await bring(customerId, { currency: 'USD', amount: '100' })
  expect(await used(customerId)).toBe('700')
  const receipt = await receive(customerId, { currency: 'USD', amount: '100' })
  const made = await put(receipt.id, invoiceId, '100')
  expect(made.allocations).toMatchObject([{ fx: '10' }])
  expect(await used(customerId)).toBe('0')
  await clean()
})

test('only who may open the books brings one in, with an amount above zero and a day that has been', async () => {
  const customerId = await payer('期初六')
  const input = { number: 'QC-x', customerId, date: day, amount: '1' }
  expect(await refused(world.write('ann', (tx, actor) => bringAlone(tx, actor, input)))).toEqual(['kernel.forbidden'])
  expect(
    await refused(
      world.write('fay', (tx, actor) => bringAlone(tx, actor, { ...input, amount: '0', date: addDays(day, 1) })),
    ),
  ).toEqual(['invoice.nothingOwed@amount', 'invoice.inFuture@date'])
})
