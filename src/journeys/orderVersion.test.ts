import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve } from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { createChange, getChange } from '#features/change/server/change.service.ts'
import { versionOf } from '#features/change/server/version.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import type { AmendAsked } from '#features/order/amend.schema.ts'
import { createOrder } from '#features/order/server/create.service.ts'
import { setLines } from '#features/order/server/edit.service.ts'
import { sketchOrder } from '#features/order/server/order.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { moveChange } from './applyChange.ts'
import { recordInvoice } from './issueInvoice.ts'
import { moveGoods } from './moveGoods.ts'
import { previewChange } from './previewChange.ts'

let opened: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  opened = await openOrders()
  world = await orderWorld(opened.db)
})
afterAll(() => opened?.close())

const draft = (orderId: string, actions: AmendAsked[]) =>
  world.write('oda', (tx, actor) => createChange(tx, actor, { orderId, reason: '客户改了主意', actions }))
const submit = (id: string) => world.write('oda', (tx, actor) => moveChange(tx, actor, id, 'submit', {}))
async function changed(orderId: string, actions: AmendAsked[]) {
  const { id } = await draft(orderId, actions)
  const seen = await world.read('oda', (db, actor) => previewChange(db, actor, id))
  await submit(id)
  const mine = (await world.read('fay', inbox)).find(one => one.recordId === id)
  await world.write('fay', (tx, actor) => approve(tx, actor, mine?.id ?? '', {}))
  expect(await world.read('oda', (db, actor) => getChange(db, actor, id))).toMatchObject({ state: 'applied' })
  return seen
}
const clean = async () => expect(await doctored(opened.test).findings()).toEqual([])
const fee = (price: string) => ({ kind: 'fee' as const, name: '让利', unitQty: '1', price })

test('each version of an order is read whole, as it stood', async () => {
  const product = await world.stocked('20')
  const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
  const lineId = order.lines[0]?.id ?? ''
  await changed(order.id, [{ kind: 'quantity', lineId, unitQty: '5' }])
  await changed(order.id, [{ kind: 'price', lineId, price: '90' }])
  const version = (no: string) => world.read('ann', (db, actor) => versionOf(db, actor, order.id, no))
  expect(await version('1')).toMatchObject({ revision: 1, gross: '200', lines: [{ ordered: '2', price: '100' }] })
  expect(await version('2')).toMatchObject({ revision: 2, gross: '500', lines: [{ ordered: '5', price: '100' }] })
  expect(await version('3')).toMatchObject({ revision: 3, gross: '450', lines: [{ ordered: '5', price: '90' }] })
  expect((await version('1')).number).toBe(order.number)
  for (const no of ['4', '0', 'x']) expect(await refused(version(no))).toEqual(['kernel.missing'])
  const never = await world.confirmed([{ productId: product.id, unitQty: '1' }])
  const first = await world.read('ann', (db, actor) => versionOf(db, actor, never.id, '1'))
  expect(first).toMatchObject({ revision: 1, gross: '100' })
})

test('a change that changes nothing is not submitted', async () => {
  const product = await world.stocked('20')
  const order = await world.confirmed([{ productId: product.id, unitQty: '2' }], { promisedDate: '2027-01-31' })
  const lineId = order.lines[0]?.id ?? ''
  const same: AmendAsked[] = [
    { kind: 'quantity', lineId, unitQty: '2' },
    { kind: 'price', lineId, price: '100.00' },
    { kind: 'date', promisedDate: '2027-01-31' },
  ]
  const { id } = await draft(order.id, same)
  expect(await refused(submit(id))).toEqual(['change.nothingChanges@actions'])
  await world.write('oda', (tx, actor) => moveChange(tx, actor, id, 'cancel', {}))
  await changed(order.id, [...same, { kind: 'date', promisedDate: '2027-02-01' }])
})

test('an order that comes to less than nothing is refused, new, written again and changed', async () => {
  const product = await world.stocked('20')
  const lines = [{ productId: product.id, unitQty: '1' }, fee('-150')]
  const create = () =>
    world.write('ann', (tx, actor) => createOrder(tx, actor, { customerId: world.customerId, lines }))
  expect(await refused(create())).toEqual(['order.belowZero@lines'])
  const sketch = await world.read('ann', (db, actor) => sketchOrder(db, actor, { lines }))
  expect(sketch).toMatchObject({ gross: '-50', reasons: [{ key: 'order.belowZero', path: 'lines' }] })
  const made = await world.draft([{ productId: product.id, unitQty: '2' }, fee('-150')])
  const fewer = () => world.write('ann', (tx, actor) => setLines(tx, actor, made.id, { version: made.version, lines }))
  expect(await refused(fewer())).toEqual(['order.belowZero@lines'])
  const order = await world.confirmed([{ productId: product.id, unitQty: '1' }])
  const { id } = await draft(order.id, [{ kind: 'add', lineKind: 'fee', name: '让利', unitQty: '1', price: '-150' }])
  expect(await refused(submit(id))).toEqual(['change.belowZero@actions.0'])
  await clean()
})

test('of a line that is invoiced in part another price and then another quantity: what was shown is what comes of it', async () => {
  const product = await world.stocked('20')
  const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
  const lineId = order.lines[0]?.id ?? ''
  const { id: shipmentId } = await world.write('wei', (tx, actor) =>
    createShipment(tx, actor, { lines: [{ orderLineId: lineId, unitQty: '4' }] }),
  )
  for (const move of ['ready', 'ship'] as const)
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, shipmentId, move, {}))
  const { id } = await world.write('fay', (tx, actor) =>
    requestInvoice(tx, actor, {
      buyer: { taxNumber: '91110108551385082Q' },
      lines: [{ orderLineId: lineId, unitQty: '4', taxCode: '1090205000000000000' }],
    }),
  )
  await world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { move: 'issue' }))
  await world.write('fay', (tx, actor) => recordInvoice(tx, actor, id, { taxNumber: '25117000000000000009' }))
  const seen = await changed(order.id, [
    { kind: 'price', lineId, price: '90' },
    { kind: 'quantity', lineId, unitQty: '12' },
  ])
  expect(seen).toMatchObject({ ok: true, conflicts: [], after: { gross: '1120' } })
  const now = await world.get(order.id)
  expect(now).toMatchObject({ gross: '1120' })
  expect(now.lines.map(line => [line.ordered, line.price, line.gross])).toEqual([
    ['4', '100', '400'],
    ['8', '90', '720'],
  ])
  await clean()
})
