import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { setPolicy } from '#features/stock/server/policy.service.ts'
import { createSupply } from '#features/supply/server/create.service.ts'
import { setSupplySettings, supplySettingsOf } from '#features/supply/server/settings.service.ts'
import { getSupply } from '#features/supply/server/supply.service.ts'
import { moveSupply, receiveSupply } from '#features/supply/server/supplyMove.service.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { cancelOrder } from './cancelOrder.ts'
import { sketchChange } from './previewChange.ts'
import { previewOrderHandlers } from './previewOrder.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'partial' }))
})
afterAll(() => open.close())

const set = (freed: 'stock' | 'cancel') =>
  world.write('olivia', (tx, actor) => setSupplySettings(tx, actor, { ...supplySettingsOf(actor), freed }))
/** A confirmed order of which five lack. */
async function short(): Promise<{ productId: string; order: WholeOrder }> {
  const { id } = await world.product()
  return { productId: id, order: await world.confirmed([{ productId: id, unitQty: '5' }]) }
}
const lineOf = ({ lines }: WholeOrder): string => lines[0]?.id ?? ''
const ask = async ({ productId, order }: Awaited<ReturnType<typeof short>>, qty: string, begun = false) => {
  const wants = [{ orderLineId: lineOf(order), qty }]
  const made = await world.write('oda', (tx, actor) => createSupply(tx, actor, { kind: 'buy', productId, qty, wants }))
  if (begun) await world.write('oda', (tx, actor) => moveSupply(tx, actor, made.id, { move: 'start' }))
  return made
}
const receive = (id: string, qty: string) => world.write('wei', (tx, actor) => receiveSupply(tx, actor, id, { qty }))
const see = (id: string) => world.read('oda', (db, actor) => getSupply(db, actor, id))
const foreseen = async (id: string, move: string): Promise<[string, unknown][]> => {
  const { warnings } = await world.read('oda', (db, actor) => previewOrderHandlers.previewMove(db, actor, { id, move }))
  return ofSupply(warnings)
}
const ofSupply = (warnings: readonly Reason[]): [string, unknown][] =>
  warnings.filter(one => one.key.startsWith('supply.')).map(one => [one.key, one.values?.requests])

describe('who cancels or closes an order reads before what becomes of its supply, and so it is', () => {
  test('what is under way becomes stock; what has come is left out', async () => {
    await set('stock')
    const found = await short()
    const planned = await ask(found, '3')
    const begun = await ask(found, '2', true)
    await receive(begun.id, '1')
    const said = [['supply.willBeStock', expect.stringContaining(`${begun.number} 1 `)]]
    expect(await foreseen(found.order.id, 'cancel')).toEqual(said)
    expect(await foreseen(found.order.id, 'close')).toEqual(said)
    expect(String((await foreseen(found.order.id, 'cancel'))[0]?.[1])).toContain(`${planned.number} 3 `)
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, found.order.id, { note: 'x' }))
    expect(await see(planned.id)).toMatchObject({ state: 'planned', qty: '3', coming: '3', wants: [] })
    expect(await see(begun.id)).toMatchObject({ state: 'in_progress', coming: '1', wants: [{ qty: '1', given: '1' }] })
    expect(await doctor.findings()).toEqual([])
  })

  test('where the company has it so, what has not begun ends with the order, and only that', async () => {
    await set('cancel')
    const found = await short()
    const planned = await ask(found, '3')
    const begun = await ask(found, '2', true)
    const unit = found.order.lines[0]?.unit ?? ''
    expect(await foreseen(found.order.id, 'cancel')).toEqual([
      ['supply.willBeStock', `${begun.number} 2 ${unit}`],
      ['supply.willEnd', `${planned.number} 3 ${unit}`],
    ])
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, found.order.id, { note: 'x' }))
    expect(await see(planned.id)).toMatchObject({ state: 'cancelled' })
    expect(await see(begun.id)).toMatchObject({ state: 'in_progress', coming: '2', wants: [] })
    await set('stock')
  })

  test('an order without any, and moves that end nothing, say nothing', async () => {
    const { order } = await short()
    expect(await foreseen(order.id, 'cancel')).toEqual([])
    const found = await short()
    await ask(found, '5')
    expect(await foreseen(found.order.id, 'hold')).toEqual([])
  })
})

test('a change that needs less says what it frees: what was asked last gives way first', async () => {
  const found = await short()
  const first = await ask(found, '3')
  const last = await ask(found, '2')
  const unit = found.order.lines[0]?.unit ?? ''
  const sketch = async (unitQty: string) => {
    const actions = [{ kind: 'quantity' as const, lineId: lineOf(found.order), unitQty }]
    const input = { orderId: found.order.id, actions }
    return ofSupply((await world.read('oda', (db, actor) => sketchChange(db, actor, input))).warnings)
  }
  expect(await sketch('4')).toEqual([['supply.willBeStock', `${last.number} 1 ${unit}`]])
  expect(await sketch('1')).toEqual([
    ['supply.willBeStock', expect.stringMatching(new RegExp(`${last.number} 2 ${unit}`))],
  ])
  expect(String((await sketch('1'))[0]?.[1])).toContain(`${first.number} 2 ${unit}`)
  expect(await sketch('6')).toEqual([])
})
