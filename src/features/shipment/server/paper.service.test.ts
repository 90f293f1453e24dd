import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { printedText } from '#test/paper.ts'
import { printNote, printPicks } from './paper.service.ts'
import { createShipment } from './shipment.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const rare = '㳇水镀锌喷粉罐——靐龘；Ωμ℃'
const planned = (order: WholeOrder, input: object = {}) =>
  world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id], ...input }))
const notes = async (id: string, lang: 'en' | 'zh') =>
  printedText(await world.read('wei', (db, actor) => printNote(db, actor, id, lang)))
const picks = async (ids: string[], lang: 'en' | 'zh') =>
  printedText(await world.read('wei', (db, actor) => printPicks(db, actor, ids, lang)))

test('a delivery note has who, where, what and lines to sign, rare characters too, and no price', async () => {
  const product = await world.stocked('20', { name: rare, spec: '5 L', price: '4321.5' })
  const order = await world.confirmed([{ productId: product.id, unitQty: '3' }])
  const shipment = await planned(order, { contactName: '周工', phone: '13800138000', note: '请走 3 号门' })
  const zh = await notes(shipment.id, 'zh')
  for (const text of ['送货单', '草稿', shipment.number, order.number, rare, product.code, '周工', '13800138000'])
    expect(zh).toContain(text)
  for (const text of ['南京市江宁区', '请走3号门', '收货人签章', '承运人', '第1页，共1页', '共1行'])
    expect(zh).toContain(text)
  expect(zh).not.toContain('4,321')
  const en = await notes(shipment.id, 'en')
  for (const text of ['Deliverynote', 'Receivedby', 'Page1of1', rare]) expect(en).toContain(text)
}, 60_000)

test('a pick list gathers several shipments, each product once with its shares, and no price', async () => {
  const product = await world.stocked('20', { price: '4321.5' })
  const orders = await Promise.all(['3', '4'].map(unitQty => world.confirmed([{ productId: product.id, unitQty }])))
  const shipments = await Promise.all(orders.map(order => planned(order)))
  const zh = await picks(
    shipments.map(one => one.id),
    'zh',
  )
  for (const one of shipments) expect(zh).toContain(one.number)
  for (const text of ['拣货单', '主仓', product.code, '7', '拣货人', '复核人']) expect(zh).toContain(text)
  expect(zh).not.toContain('4,321')
  expect(
    await picks(
      shipments.map(one => one.id),
      'en',
    ),
  ).toContain('Pickedby')
}, 60_000)

test('five hundred lines run over pages; another company’s shipment is missing, by its place', async () => {
  const product = await world.stocked('500')
  const lines = Array.from({ length: 500 }, () => ({ productId: product.id, unitQty: '1' }))
  const order = await world.confirmed(lines)
  const shipment = await planned(order)
  const zh = await notes(shipment.id, 'zh')
  expect(zh).toContain('共500行')
  expect(zh).toMatch(/第(\d+)页，共\1页/)
  await expect(world.read('gus', (db, actor) => printPicks(db, actor, [shipment.id]))).rejects.toMatchObject({
    kind: 'missing',
  })
}, 120_000)
