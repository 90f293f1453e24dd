import { afterAll, beforeAll, expect, test } from 'vitest'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewInvoice, WholeInvoice } from '../invoice.schema.ts'
import { deductAdvances, deductible } from './deduct.service.ts'
import { editInvoice } from './edit.service.ts'
import { invoicesOfShipment } from './invoice.service.ts'
import { moveInvoice, type OwnMove } from './invoiceMove.service.ts'
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

let count = 0
const move = (id: string, name: OwnMove) =>
  world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { move: name }))
const record = (id: string) =>
  world.write('fay', (tx, actor) =>
    recordInvoice(tx, actor, id, { taxNumber: `8${String(++count).padStart(19, '0')}` }),
  )
const issue = async (input: NewInvoice): Promise<WholeInvoice> => {
  const buyer = { taxNumber: '91110108551385082Q' }
  const made = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, { buyer, ...input }))
  const words = made.lines.map(({ no }) => ({ no, taxCode: '1090205000000000000' }))
  await world.write('ann', (tx, actor) => editInvoice(tx, actor, made.id, { words }))
  await move(made.id, 'issue')
  return record(made.id)
}
const deduct = (id: string) => world.write('fay', (tx, actor) => deductAdvances(tx, actor, id))
const left = (id: string) => world.read('fay', (db, actor) => deductible(db, actor, id))
const confirmed = async (qty: string) => {
  const product = await world.stocked('100')
  return world.confirmed([{ productId: product.id, unitQty: qty }])
}

test('a real invoice deducts the advance in one step: as much as it bills, once, and never more than stands', async () => {
  const order = await confirmed('5')
  const lineId = order.lines[0]?.id ?? ''
  const advance = await issue({ kind: 'advance', orderIds: [order.id], amount: '300' })
  const first = await issue({ lines: [{ orderLineId: lineId, unitQty: '2' }] })
  expect(await left(first.id)).toEqual({ currency: 'CNY', standing: '300', amount: '200' })
  const [red, ...others] = await deduct(first.id)
  expect(others).toEqual([])
  expect(red).toMatchObject({ kind: 'red', state: 'draft', originalId: advance.id, gross: '-200' })
  expect(await refused(deduct(first.id))).toEqual(['invoice.nothingToDeduct'])
  for (const name of ['ask', 'confirm', 'issue'] as const) await move(red?.id ?? '', name)
  await record(red?.id ?? '')
  expect(await world.get(order.id)).toMatchObject({ advanceInvoiced: '100' })
  const rest = await issue({ lines: [{ orderLineId: lineId, unitQty: '3' }] })
  expect(await left(rest.id)).toMatchObject({ standing: '100', amount: '100' })
  const [last] = await deduct(rest.id)
  expect(last).toMatchObject({ gross: '-100' })
  expect(await doctor.findings()).toEqual([])
})

test('two who deduct at once draft one letter; a letter that was withdrawn gives its part back', async () => {
  const order = await confirmed('5')
  await issue({ kind: 'advance', orderIds: [order.id], amount: '100' })
  const made = await issue({ orderIds: [order.id] })
  const both = await Promise.allSettled([deduct(made.id), deduct(made.id)])
  const [done] = both.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await left(made.id)).toMatchObject({ standing: '0', amount: '0' })
  await move(done?.[0]?.id ?? '', 'withdraw')
  expect(await left(made.id)).toMatchObject({ standing: '100', amount: '100' })
})

test('a shipment shows the invoices of what it brought, not those of its orders', async () => {
  const order = await confirmed('5')
  const orderLineId = order.lines[0]?.id ?? ''
  const sent = async (unitQty: string) => {
    const lines = [{ orderLineId, unitQty }]
    const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
    for (const name of ['ready', 'ship'] as const)
      await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, name, {}))
    return id
  }
  const [one, two] = [await sent('2'), await sent('1')]
  const made = await issue({ shipmentIds: [one] })
  const of = async (id: string) =>
    (await world.read('fay', (db, actor) => invoicesOfShipment(db, actor, id))).map(row => row.id)
  expect([await of(one), await of(two)]).toEqual([[made.id], []])
})

test('what is invoiced already takes no advance invoice as well', async () => {
  const order = await confirmed('5')
  await issue({ orderIds: [order.id] })
  const advance = { kind: 'advance' as const, orderIds: [order.id], amount: '100' }
  await expect(issue(advance)).rejects.toMatchObject({ reasons: [{ key: 'invoice.overBasis' }] })
})
