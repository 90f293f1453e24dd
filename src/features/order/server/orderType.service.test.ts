import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createChange } from '#features/change/server/change.service.ts'
import { createCustomer, getCustomer } from '#features/customer/server/customer.service.ts'
import { trashCustomer } from '#features/customer/server/trash.service.ts'
import { requestOfOrder } from '#features/invoice/server/request.service.ts'
import { registerNudge, tellMorning } from '#features/notice/server/nudge.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createReturn } from '#features/ticket/server/return.service.ts'
import { inspectReturn, moveReturn, receiveReturn } from '#features/ticket/server/returnMove.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { orderOpening } from '#journeys/openOrder.ts'
import { addDays, fixedClock, today } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { brokenOrders, type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { OrderEdit, WholeOrder } from '../order.schema.ts'
import { editOrder, setLines, trashOrder } from './edit.service.ts'
import { setTypes } from './orderType.service.ts'
import { printOrder } from './paper.service.ts'
import { keepSample, setReturnDay } from './sample.service.ts'
import { sampleHome, sampleNudges } from './sampleDay.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
let day = ''
beforeAll(async () => {
  registerNudge(...sampleNudges)
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  day = today(open.db.clock, 'Asia/Shanghai')
})
afterAll(() => open.close())

const edit = (id: string, input: OrderEdit) => world.write('ann', (tx, actor) => editOrder(tx, actor, id, input))
async function deliver(order: WholeOrder, kind: 'delivery' | 'acceptance' = 'delivery'): Promise<void> {
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id], kind }))
  for (const move of kind === 'delivery' ? ['ready', 'ship', 'deliver'] : ['accept'])
    await world.write(kind === 'delivery' ? 'wei' : 'oda', (tx, actor) => moveGoods(tx, actor, id, move, {}))
}
const sound = async () => {
  expect(await world.rows(brokenOrders)).toEqual([])
  expect(await doctor.findings()).toEqual([])
}
async function lend(qty: string, more: object = {}): Promise<WholeOrder> {
  const product = await world.stocked('9')
  const order = await world.confirmed([{ productId: product.id, unitQty: qty }], {
    type: 'sample',
    returnBy: addDays(day, 10),
    ...more,
  })
  expect(order).toMatchObject({ state: 'confirmed', type: 'sample' })
  return order
}

test('a sample costs nothing, uses no credit, is not invoiced, and goes out of stock', async () => {
  const order = await lend('3', { terms: undefined })
  expect(order).toMatchObject({
    gross: '0',
    billBasis: 'none',
    supply: 'full',
    fulfilment: 'none',
    billing: 'notNeeded',
  })
  expect(order).toMatchObject({
    payment: 'notNeeded',
    terms: { instalments: [] },
    lines: [{ price: '0', listPrice: '100' }],
  })
  await deliver(order)
  const out = await world.get(order.id)
  expect(out).toMatchObject({ fulfilment: 'delivered', completedAt: null })
  expect(
    await refused(world.write('fay', (tx, actor) => requestOfOrder(tx, actor, { orderId: order.id }))),
  ).not.toEqual([])
  const { id } = await world.write('oda', (tx, actor) =>
    createReturn(tx, actor, { orderId: order.id, lines: [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '3' }] }),
  )
  await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'approve' }))
  await world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, {}))
  await world.write('oda', (tx, actor) => inspectReturn(tx, actor, id, { lines: [{ no: 1, decision: 'none' }] }))
  await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'close' }))
  expect(await world.get(order.id)).toMatchObject({ returned: 'full', completedAt: expect.any(String) })
  await sound()
})

test('a sample is submitted with its day or with the word that it need not come back', async () => {
  const product = await world.stocked('5')
  const draft = await world.draft([{ productId: product.id, unitQty: '1' }], { type: 'sample' })
  expect(await refused(world.submit(draft.id))).toEqual(['order.returnOpen@returnBy'])
  expect(await refused(edit(draft.id, { returnBy: '2020-01-01' }))).toEqual(['order.backBefore@returnBy'])
  await edit(draft.id, { noReturn: true })
  expect(await refused(world.submit(draft.id))).toEqual([])
  const price = world.draft([{ productId: product.id, unitQty: '1', price: '5' }], { type: 'sample' })
  expect(await refused(price)).toEqual(['order.costsNothing@lines.0.price'])
  const replaced = world.draft([], { type: 'replacement' })
  expect(await refused(replaced)).toEqual(['order.typeNotOffered@type'])
  expect(await refused(world.draft([], { returnBy: day }))).toEqual(['order.nothingBack@returnBy'])
})

test('a draft changes its type: prices are taken anew, and it stays once it is submitted', async () => {
  const product = await world.stocked('5')
  const draft = await world.draft([{ productId: product.id, unitQty: '2' }], {
    discountKind: 'percent',
    discountValue: '10',
  })
  expect(draft.gross).toBe('180')
  const lent = await edit(draft.id, { type: 'sample', returnBy: addDays(day, 3) })
  expect(lent).toMatchObject({ type: 'sample', gross: '0', discountValue: null, billBasis: 'none' })
  const sold = await edit(draft.id, { type: 'standard' })
  expect(sold).toMatchObject({ type: 'standard', gross: '200', billBasis: 'order', returnBy: null, noReturn: false })
  const direct = await edit(draft.id, { type: 'direct' })
  expect(direct).toMatchObject({ gross: '200', lines: [{ stockKept: false }] })
  expect(await refused(edit(draft.id, { type: 'service' }))).toEqual(['order.onlyServices@lines.0.productId'])
  await world.submit(draft.id)
  expect(await refused(edit(draft.id, { type: 'standard' }))).toEqual(['order.typeFrozen@type'])
})

test('a service order has no goods; what it does is accepted', async () => {
  const goods = await world.stocked('5')
  const work = await world.product({ kind: 'service' })
  const draft = await world.draft([{ productId: work.id, unitQty: '2' }], { type: 'service' })
  const lines = [
    { productId: work.id, unitQty: '2' },
    { productId: goods.id, unitQty: '1' },
  ]
  expect(
    await refused(world.write('ann', (tx, actor) => setLines(tx, actor, draft.id, { version: draft.version, lines }))),
  ).toEqual(['order.onlyServices@lines.1.productId'])
  const order = await world.confirmed([{ productId: work.id, unitQty: '2' }], { type: 'service' })
  expect(order).toMatchObject({ supply: 'notNeeded', fulfilment: 'none', billing: 'none' })
  await deliver(order, 'acceptance')
  expect(await world.get(order.id)).toMatchObject({ fulfilment: 'delivered', billing: 'none' })
  await sound()
})

test('what the supplier delivers moves no stock and holds none, and is invoiced like any order', async () => {
  const product = await world.product()
  const order = await world.confirmed([{ productId: product.id, unitQty: '4' }], { type: 'direct' })
  expect(order).toMatchObject({ state: 'confirmed', supply: 'notNeeded', billing: 'none', lines: [{ reserved: '0' }] })
  await deliver(order)
  expect(await world.get(order.id)).toMatchObject({ fulfilment: 'delivered', billing: 'none', payment: 'none' })
  expect(await world.rows('select from stock_moves where org_id = $1 and product_id = $2', [product.id])).toEqual([])
  await sound()
})

test('the customer keeps it: one order sells what is there, and nothing of it ships again', async () => {
  const order = await lend('4')
  const keep = () => world.write('ann', (tx, actor) => keepSample(tx, actor, order.id))
  expect(await refused(keep())).toEqual(['order.nothingOut'])
  await deliver(order)
  const both = await Promise.allSettled([keep(), keep()])
  expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
  const sold = both.find(one => one.status === 'fulfilled')?.value
  expect(sold).toMatchObject({
    ...{ type: 'standard', state: 'draft', gross: '400', sampleId: order.id, sampleNumber: order.number },
    ...{ threadId: order.threadId, lines: [{ fulfil: 'none', stockKept: false, unitQty: '4', price: '100' }] },
  })
  expect(await refused(keep())).toEqual(['order.keptAlready'])
  expect(await world.get(order.id)).toMatchObject({ noReturn: true, returnBy: null, completedAt: expect.any(String) })
  const { id = '', version = 0, lines = [] } = sold ?? {}
  const dearer = lines.map(line => ({ id: line.id, productId: line.productId, unitQty: line.unitQty, price: '90' }))
  const priced = await world.write('ann', (tx, actor) => setLines(tx, actor, id, { version, lines: dearer }))
  expect(priced).toMatchObject({ gross: '360', lines: [{ fulfil: 'none', stockKept: false }] })
  await world.submit(id)
  await world.approveAll(id)
  expect(await world.get(id)).toMatchObject({
    state: 'confirmed',
    supply: 'notNeeded',
    fulfilment: 'notNeeded',
    billing: 'none',
  })
  await sound()
})

describe('what sold a kept sample is given up', () => {
  const kept = async (more: object = {}) => {
    const order = await lend('2', more)
    await deliver(order)
    const sale = await world.write('ann', (tx, actor) => keepSample(tx, actor, order.id))
    expect(await world.get(order.id)).toMatchObject({ noReturn: true, returnBy: null })
    return { order, sale }
  }
  const cancel = (id: string) => world.write('oda', (tx, actor) => cancelOrder(tx, actor, id, { note: 'x' }))
  const notices = (id: string) =>
    world.rows("select from notices where org_id = $1 and record_id = $2 and kind = 'sampleBack'", [id])

  test('cancelled: the sample is to come back by the day that was agreed, and its seller is told', async () => {
    const { order, sale } = await kept()
    await world.submit(sale.id)
    await world.approveAll(sale.id)
    await cancel(sale.id)
    const back = await world.get(order.id)
    expect(back).toMatchObject({ noReturn: false, returnBy: addDays(day, 10), completedAt: null })
    expect(await notices(order.id)).toHaveLength(1)
    const told = await world.rows<{ text: string }>(
      "select after ->> 'text' as text from event where org_id = $1 and record_id = $2 and kind = 'order.unkept'",
      [order.id],
    )
    expect(told).toEqual([{ text: sale.number }])
    const again = await world.write('ann', (tx, actor) => keepSample(tx, actor, order.id))
    expect(again).toMatchObject({ state: 'draft', sampleId: order.id })
    await sound()
  })
  test('its draft deleted: the same', async () => {
    const { order, sale } = await kept()
    await world.write('ann', (tx, actor) => trashOrder(tx, actor, sale.id))
    expect(await world.get(order.id)).toMatchObject({ noReturn: false, returnBy: addDays(day, 10) })
    await sound()
  })
  test('one that need not come back anyway stays so', async () => {
    const { order, sale } = await kept({ returnBy: undefined, noReturn: true })
    await cancel(sale.id)
    expect(await world.get(order.id)).toMatchObject({ noReturn: true, returnBy: null })
    expect(await notices(order.id)).toEqual([])
  })
})

test('whoever has a sample is no customer that bought, and stays out of the trash', async () => {
  const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '试样科技有限公司' }))
  const order = await lend('1', { customerId: other.id })
  const life = () => world.read('olivia', (db, actor) => getCustomer(db, actor, other.id))
  expect(await life()).toMatchObject({ orders: 0, life: 'potential' })
  const trash = () => world.write('olivia', (tx, actor) => trashCustomer(tx, actor, other.id))
  expect(await refused(trash())).toEqual(['customer.hasOrders'])
  await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: '不做了' }))
  expect(await life()).toMatchObject({ orders: 0 })
  expect(await refused(trash())).toEqual([])
})

test('another day is told anew, and whoever lent it reads it on Home', async () => {
  const order = await lend('1', { returnBy: addDays(day, 2) })
  await deliver(order)
  const morning = (on: string) =>
    inOrg({ ...open.db, clock: fixedClock(`${on}T03:00:00.000Z`) }, world.acmeId, { mode: 'write' }, tellMorning)
  const told = async () =>
    (
      await world.rows<{ kind: string }>('select kind from notices where org_id = $1 and record_id = $2', [order.id])
    ).map(one => one.kind)
  const workday = (from: string) => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(add => addDays(from, add))
  for (const on of workday(day)) await morning(on)
  expect((await told()).filter(kind => kind.startsWith('sample')).toSorted()).toEqual(['sampleLate', 'sampleSoon'])
  const lines = await world.read('ann', (db, actor) =>
    sampleHome.lines(db, actor, new Date(Date.parse(`${addDays(day, 3)}T00:00:00Z`)).toISOString()),
  )
  expect(lines.map(line => line.recordId)).toContain(order.id)
  const later = await world.write('ann', (tx, actor) =>
    setReturnDay(tx, actor, order.id, { returnBy: addDays(day, 30), note: '客户还要测试一个月' }),
  )
  expect(later).toMatchObject({ returnBy: addDays(day, 30), noReturn: false })
  const never = await world.write('ann', (tx, actor) => setReturnDay(tx, actor, order.id, { noReturn: true }))
  expect(never).toMatchObject({ returnBy: null, completedAt: expect.any(String) })
  const again = await world.write('ann', (tx, actor) =>
    setReturnDay(tx, actor, order.id, { returnBy: addDays(day, 40) }),
  )
  expect(again).toMatchObject({ noReturn: false, completedAt: null })
  expect(
    await refused(world.write('gus', (tx, actor) => setReturnDay(tx, actor, order.id, { noReturn: true }))),
  ).toEqual(['kernel.missing'])
  await sound()
})

test('what the company does not use is not chosen, and what it stopped to use stays', async () => {
  const work = await world.product({ kind: 'service' })
  const draft = await world.draft([{ productId: work.id, unitQty: '1' }], { type: 'service' })
  await world.write('olivia', (tx, actor) => setTypes(tx, actor, { types: ['sample'] }))
  expect(await refused(world.draft([], { type: 'service' }))).toEqual(['order.typeNotOffered@type'])
  expect(await edit(draft.id, { note: 'x' })).toMatchObject({ type: 'service' })
  await world.write('olivia', (tx, actor) => setTypes(tx, actor, { types: ['sample', 'direct', 'service'] }))
})

test('a sample of before comes in as it stands: to be back by its day, and nothing to settle', async () => {
  const product = await world.product()
  const bring = (more: object) =>
    world.write(
      'olivia',
      (tx, actor) =>
        orderOpening.create?.(tx, actor, {
          ...{
            number: `OLD-${Object.keys(more).join('')}`,
            customerId: world.customerId,
            date: '2026-01-10',
            type: 'sample',
          },
          ...{ shippedOn: '2026-01-12', lines: [{ productId: product.id, unitQty: '2' }], ...more },
        }) ?? Promise.reject(new Error('openings are created')),
    )
  expect(await refused(bring({ invoiceNumber: '1', paidAmount: '5' }))).toEqual([
    'order.nothingToSettle@invoiceNumber',
    'order.nothingToSettle@paidAmount',
  ])
  const { id } = await bring({ returnBy: '2026-02-01' })
  expect(await world.get(id)).toMatchObject({
    ...{ type: 'sample', returnBy: '2026-02-01', gross: '0', billBasis: 'none', fulfilment: 'delivered' },
    completedAt: null,
  })
  const other = await bring({})
  expect(await world.get(other.id)).toMatchObject({ noReturn: true, completedAt: expect.any(String) })
  await sound()
})

test('a change gives a sample no price', async () => {
  const order = await lend('2')
  const lineId = order.lines[0]?.id ?? ''
  const dear = world.write('olivia', (tx, actor) =>
    createChange(tx, actor, {
      orderId: order.id,
      reason: '客户要付款',
      actions: [{ kind: 'price', lineId, price: '5' }],
    }),
  )
  expect(await refused(dear)).toEqual(['order.costsNothing@actions.0.price'])
})

test('its paper says what it is', async () => {
  const draft = await world.draft([], { type: 'sample', returnBy: addDays(day, 3) })
  const paper = await world.read('ann', (db, actor) =>
    printOrder(db, actor, draft.id, { lang: 'zh', folder: '/nowhere' }),
  )
  expect(paper).toBeDefined()
})
