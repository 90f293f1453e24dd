import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { trashCustomer } from '#features/customer/server/trash.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import { logFollowup } from '#features/followup/server/followup.service.ts'
import type { NewOrder } from '#features/order/order.schema.ts'
import { addDays, daysBetween, systemClock, today } from '#kernel/clock.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { createReceipt } from './allocate.service.ts'
import { getReceivable, itemsOf, listReceivables, summariseReceivables } from './receivable.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const day = today(systemClock, 'Asia/Shanghai')
const payer = (name: string) => world.write('ann', async (tx, actor) => (await createCustomer(tx, actor, { name })).id)
const order = async (customerId: string, late: readonly number[], more: Partial<NewOrder> = {}) => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  const instalments = late.map(days => ({
    kind: 'progress' as const,
    amount: '10',
    on: 'date' as const,
    date: addDays(day, -days),
  }))
  const terms = { gates: { confirm: '0', supply: '0', ship: '0' }, instalments }
  const lines = [{ productId: product.id, unitQty: String(late.length), price: '10' }]
  return world.confirmed(lines, { customerId, terms, ...more })
}
const filter = (customerName: string) => JSON.stringify({ field: 'customerName', op: 'is', value: customerName })
const overdue = JSON.stringify({ field: 'overdue', op: 'gt', value: '0' })

test('each instalment stands where its days put it: 0, 1, 30, 31, 60, 61, 90, 91', async () => {
  const id = await payer('账龄边界')
  await order(id, [-5, 0, 1, 30, 31, 60, 61, 90, 91])
  const row = await world.read('fay', (db, actor) => getReceivable(db, actor, id))
  expect(row).toMatchObject({
    notDue: '20',
    days30: '20',
    days60: '20',
    days90: '20',
    older: '10',
    total: '90',
    overdue: '70',
    lateDays: 91,
    oldestDue: addDays(day, -91),
  })
  const items = await world.read('fay', (db, actor) => itemsOf(db, actor, id))
  expect(items.map(one => one.days)).toEqual([91, 90, 61, 60, 31, 30, 1, 0, -5])
})

test('what is late is late by the company’s own day, wherever the server stands', async () => {
  const id = await payer('日界')
  // due today where the day ends last: where it begins first it is always tomorrow already
  const due = today(systemClock, 'Pacific/Pago_Pago')
  await order(id, [daysBetween(due, day)])
  const moveTo = (zone: string) =>
    world.write('olivia', async tx =>
      tx.write({ text: 'update orgs set zone = $2 where org_id = $1', values: [tx.orgId, zone] }),
    )
  const lateIn = async (zone: string) => {
    await moveTo(zone)
    const row = await world.read('fay', (db, actor) => getReceivable(db, actor, id))
    const [item] = await world.read('fay', (db, actor) => itemsOf(db, actor, id))
    return [row.overdue, row.lateDays, item?.days]
  }
  try {
    const [still, , none] = await lateIn('Pacific/Pago_Pago')
    expect([still, none]).toEqual(['0', 0])
    const [overdue, late, days] = await lateIn('Pacific/Kiritimati')
    expect(overdue).toBe('10')
    expect([1, 2]).toContain(days)
    expect(late).toBe(days)
  } finally {
    await moveTo('Asia/Shanghai')
  }
})

test('who is called, what was said last, and what they promised stand beside it; sums come from the server', async () => {
  const id = await payer('催收对象')
  await order(id, [40])
  await world.write('ann', (tx, actor) =>
    createContact(tx, actor, { customerId: id, name: '钱会计', phone: '13800138000' }),
  )
  const by = addDays(day, 5)
  await world.write('fay', (tx, actor) =>
    logFollowup(tx, actor, {
      subjectEntity: 'customer',
      subjectId: id,
      kind: 'call',
      content: '已电话催款',
      promises: [{ what: '付 10 元', kind: 'payment', byWhen: by }],
    }),
  )
  const { items } = await world.read('fay', (db, actor) =>
    listReceivables(db, actor, { filter: overdue, sort: 'oldestDue' }),
  )
  expect(items.find(one => one.id === id)).toMatchObject({
    contactName: '钱会计',
    contactPhone: '13800138000',
    lastFollowup: '已电话催款',
    promised: '付 10 元',
    promisedBy: by,
  })
  const sums = await world.read('fay', (db, actor) =>
    summariseReceivables(db, actor, { sum: 'total,overdue', filter: filter('催收对象') }),
  )
  expect(sums).toMatchObject({ count: 1, sums: { total: '10', overdue: '10' } })
})

test('what is held of a payer and for nothing yet is an advance; who owes nothing and has paid nothing is not there', async () => {
  const id = await payer('预收客户')
  await world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: id, amount: '50' }))
  const row = await world.read('fay', (db, actor) => getReceivable(db, actor, id))
  expect(row).toMatchObject({ total: '0', surplus: '50', lateDays: 0, oldestDue: null })
  const none = await payer('无往来')
  expect(await refused(world.read('fay', (db, actor) => getReceivable(db, actor, none)))).toEqual(['kernel.missing'])
})

test('who owes, is owed or has ordered is not thrown away with it; what is in the trash has no debts', async () => {
  const trash = (id: string) => refused(world.write('max', (tx, actor) => trashCustomer(tx, actor, id)))
  const owing = await payer('欠款客户')
  await order(owing, [10])
  expect(await trash(owing)).toEqual(['customer.hasOrders', 'customer.hasMoney'])
  const paid = await payer('预付客户')
  await world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId: paid, amount: '50' }))
  expect(await trash(paid)).toEqual(['customer.hasMoney'])
  expect(await world.read('fay', (db, actor) => getReceivable(db, actor, owing))).toMatchObject({ total: '10' })
  expect(await trash(await payer('新客户'))).toEqual([])
})

test('C080 another currency counts at the rate its order keeps', async () => {
  const id = await payer('外币客户')
  const rate = (onDate: string, value: string) =>
    world.write('olivia', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate, rate: value }))
  await rate('2020-01-01', '7')
  await order(id, [10], { currency: 'USD' })
  await rate('2020-02-01', '6')
  expect(await world.read('fay', (db, actor) => getReceivable(db, actor, id))).toMatchObject({ days30: '70' })
})

test('it is seen by whoever sees the payer, and by nobody of another company', async () => {
  const id = await payer('有人负责')
  await order(id, [10])
  const asks = (who: 'ann' | 'max' | 'gus' | 'wei') =>
    refused(world.read(who, (db, actor) => getReceivable(db, actor, id)))
  expect(await asks('ann')).toEqual([])
  expect(await asks('max')).toEqual([])
  expect(await asks('gus')).toEqual(['kernel.missing'])
  const { items } = await world.read('wei', (db, actor) => listReceivables(db, actor, {}))
  expect(items).toEqual([])
})
