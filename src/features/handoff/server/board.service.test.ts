import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { type BoardColumn, boardParts, type Find } from '../handoff.schema.ts'
import { readBoard } from './board.service.ts'
import { setClocks } from './clock.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const board = (asked: Parameters<typeof readBoard>[2] = {}, who: Anyone = 'oda') =>
  world.read(who, (db, actor) => readBoard(db, actor, asked))
const cardOf = async (id: string, column: BoardColumn, asked = {}) =>
  (await board(asked)).columns.find(one => one.key === column)?.cards.find(card => card.recordId === id)
const columnsWith = async (id: string, asked = {}) =>
  (await board(asked)).columns.filter(one => one.cards.some(card => card.recordId === id)).map(one => one.key)
const countOf = async (find: Find) => (await board()).found.find(one => one.key === find)?.count
const confirmed = async (qty = '2') => {
  const product = await world.stocked('10')
  return world.confirmed([{ productId: product.id, unitQty: qty }])
}
const send = async (orderLineId: string, unitQty: string, ...moves: readonly ('ready' | 'ship' | 'deliver')[]) => {
  const lines = [{ orderLineId, unitQty }]
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
  for (const move of moves) await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
}
/** As if everything of it had happened so long ago. */
const age = (id: string, days: number) =>
  world.write('oda', async tx => {
    const values = [tx.orgId, id, days]
    await tx.query({
      text: 'update orders set updated_at = now() - make_interval(days => $3) where org_id = $1 and id = $2',
      values,
    })
    await tx.query({
      text: `update shipments set updated_at = now() - make_interval(days => $3)
        where org_id = $1 and id in (select shipment_id from shipment_lines where org_id = $1 and order_id = $2)`,
      values,
    })
  })

describe('after confirmation', () => {
  test('an order runs from ship to invoice and cash, two balls at once, each with its clock and holder', async () => {
    const order = await confirmed()
    const line = order.lines[0]?.id ?? ''
    expect(await cardOf(order.id, 'shipment')).toMatchObject({
      holder: { role: 'warehouse' },
      allowed: 2700,
      note: null,
    })
    await send(line, '1', 'ready', 'ship')
    expect(await cardOf(order.id, 'shipment')).toMatchObject({ note: 'handoff.note.partShipped' })
    await send(line, '1', 'ready', 'ship', 'deliver')
    expect(await columnsWith(order.id)).toEqual(['shipment', 'invoice', 'collection'])
    expect(await cardOf(order.id, 'collection')).toMatchObject({ holder: { role: 'finance' }, amount: order.gross })
  })
  test('only the part that is asked for is read; sums are of all, in the company’s own currency', async () => {
    const { columns } = await board({ part: 'followup' })
    expect(columns.map(one => one.key)).toEqual([...boardParts.followup])
    const order = await confirmed()
    const before = (await board({ part: 'orders' })).columns.find(one => one.key === 'shipment')
    expect(Number(before?.amount)).toBeGreaterThanOrEqual(Number(order.gross))
    expect(before?.count).toBe(before?.cards.length)
  })
  test('another company sees nothing, sales only their own', async () => {
    const order = await confirmed()
    const other = await board({}, 'gus')
    expect(other.columns.every(one => one.count === 0)).toBe(true)
    expect(other.found.map(one => one.count)).toEqual([0, 0, 0])
    expect(
      (await board({ part: 'orders' }, 'ann')).columns.flatMap(one => one.cards.map(card => card.recordId)),
    ).toContain(order.id)
  })
})

test('late ones and the middle age are counted over all cards, not only the hundred that are shown', async () => {
  const order = await confirmed()
  await world.write('oda', tx =>
    tx.query({
      text: `insert into orders select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', 'ALT' || i, 'thread_id', gen_random_uuid(), 'exposure', 0,
        'confirmed_at', now() - interval '100 days'))).* from orders o, generate_series(1, 150) i where o.org_id = $1 and o.id = $2`,
      values: [tx.orgId, order.id],
    }),
  )
  const column = (await board({ part: 'orders' })).columns.find(one => one.key === 'shipment')
  expect(column?.cards.length).toBe(100)
  expect(column?.count).toBeGreaterThanOrEqual(151)
  expect(column?.late).toBe(150)
  expect(column?.median).toBeGreaterThan(column?.allowed ?? 0)
})

describe('what nobody moves', () => {
  test('confirmed and untouched for days is dead; any movement brings it back', async () => {
    const order = await confirmed()
    const dead = (await countOf('dead')) ?? 0
    await age(order.id, 16)
    expect(await countOf('dead')).toBe(dead + 1)
    expect(await columnsWith(order.id, { find: 'dead' })).toEqual(['shipment'])
    await send(order.lines[0]?.id ?? '', '1')
    expect(await countOf('dead')).toBe(dead)
  })
  test('part shipped and still for days is unfinished, not dead; the days are the company’s', async () => {
    const order = await confirmed()
    await send(order.lines[0]?.id ?? '', '1', 'ready', 'ship', 'deliver')
    await age(order.id, 20)
    expect(await columnsWith(order.id, { find: 'unfinished' })).toEqual([])
    await world.write('olivia', (tx, actor) => setClocks(tx, actor, { unfinishedDays: 10 }))
    expect(await columnsWith(order.id, { find: 'unfinished' })).toEqual(['shipment'])
    expect(await columnsWith(order.id, { find: 'dead' })).toEqual([])
    expect(await countOf('unfinished')).toBe(1)
  })
})
