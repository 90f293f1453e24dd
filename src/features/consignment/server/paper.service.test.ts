import { afterAll, beforeAll, expect, test } from 'vitest'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { settleHandlers } from '#journeys/settleConsignment.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { printedText } from '#test/paper.ts'
import { printSettlement } from './paper.service.ts'
import { createSettlement } from './settlement.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const printed = async (id: string, lang: 'en' | 'zh', who: 'oda' | 'wei' = 'oda') =>
  printedText(await world.read(who, (db, actor) => printSettlement(db, actor, id, { lang, folder: '/nonexistent' })))

test('what was settled is printed with whose list it follows, its lines, sum and places to sign, in both languages', async () => {
  const site = { code: 'S1', name: '榆湾寄售点', customerId: world.customerId }
  const { id: siteId } = await world.write('olivia', (tx, actor) => createWarehouse(tx, actor, site))
  const product = await world.stocked('20', { name: '接头', spec: 'DN50', price: '1234.5' })
  const order = await world.confirmed([{ productId: product.id, unitQty: '3' }], { type: 'consignment' })
  const shipment = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  for (const move of ['ready', 'ship'] as const)
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, shipment.id, move, {}))
  const wish = { siteId, products: [{ productId: product.id, qty: '2' }], customerReference: 'QD-77', note: '九月耗用' }
  const { id, number } = await world.write('oda', (tx, actor) => createSettlement(tx, actor, wish))
  const draft = await printed(id, 'zh')
  for (const text of [
    '寄售结算单',
    '草稿',
    number,
    'QD-77',
    '九月耗用',
    '接头',
    'DN50',
    '2,469.00',
    '贰仟肆佰陆拾玖元整',
  ])
    expect(draft).toContain(text)
  await world.write('oda', (tx, actor) => settleHandlers.post(tx, actor, { id }))
  const zh = await printed(id, 'zh')
  expect(zh).not.toContain('草稿')
  for (const text of ['榆湾寄售点', order.number, shipment.number, '贵方确认']) expect(zh).toContain(text)
  const en = await printed(id, 'en')
  for (const text of ['Consignmentsettlement', 'Yourlist', 'Confirmedby', 'Page1of1', '接头'])
    expect(en).toContain(text)
}, 60_000)
