// Where stock takes a reservation away, the order that held it must know: the one thing that neither feature can see alone.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDocument } from '#features/stock/server/document.service.ts'
import { moveDocument } from '#features/stock/server/post.service.ts'
import { expireReservations } from '#features/stock/server/stock.service.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { inOrg } from '#kernel/db.ts'
import { brokenOrders, type OrderWorld, openOrders, orderWorld } from './orderWorld.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const count = (productId: string, unitQty: string, release: string[] = []) =>
  world.write('wei', async (tx, actor) => {
    const { id } = await createDocument(tx, actor, { kind: 'count', lines: [{ productId, unitQty }] })
    return moveDocument(tx, actor, { id, move: 'post' }, { release })
  })

/** What its history says of its supply having moved. */
const supplyTold = (id: string) =>
  world.rows(
    `select before->>'supply' as "from", after->>'supply' as "to", via from event where org_id = $1 and record_id = $2 and kind = 'order.progressed'`,
    [id],
  )

test('a count that releases a confirmed order lowers the order’s line, which may then reserve again', async () => {
  const machine = await world.stocked('10')
  const order = await world.confirmed([{ productId: machine.id, unitQty: '6' }])
  const [line] = order.lines
  expect(line?.reserved).toBe('6')
  await expect(count(machine.id, '4')).rejects.toMatchObject({
    reasons: [{ key: 'stock.wouldBreak', values: { holder: `${order.number}-1`, qty: '6' } }],
  })
  await count(machine.id, '4', [line?.id ?? ''])
  const after = await world.get(order.id)
  expect(after).toMatchObject({ supply: 'none', version: order.version + 1, lines: [{ reserved: '0', toShip: '6' }] })
  expect(await supplyTold(order.id)).toEqual([{ from: 'full', to: 'none', via: 'screen' }])
  expect(await world.rows(brokenOrders)).toEqual([])
})

test('C054 a closed order holds nothing', async () => {
  const machine = await world.stocked('10')
  const order = await world.confirmed([{ productId: machine.id, unitQty: '6' }])
  await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, { note: 'enough' }))
  expect((await world.get(order.id)).lines).toMatchObject([{ reserved: '0' }])
  await count(machine.id, '0')
  expect(await world.rows(brokenOrders)).toEqual([])
})

test('holds that run out are taken from their orders’ lines too', async () => {
  const machine = await world.stocked('10')
  const order = await world.confirmed([{ productId: machine.id, unitQty: '6' }])
  await inOrg(open.db, world.acmeId, { mode: 'write' }, tx =>
    tx.query({
      text: "update reservations set expires_at = now() - interval '1 second' where order_line_id = $1",
      values: [order.lines[0]?.id],
    }),
  )
  const released = await inOrg(open.db, world.acmeId, { mode: 'write' }, tx => expireReservations(tx))
  expect(released).toEqual([{ orderLineId: order.lines[0]?.id, qty: '6' }])
  expect(await world.get(order.id)).toMatchObject({ supply: 'none', lines: [{ reserved: '0' }] })
  expect(await supplyTold(order.id)).toEqual([{ from: 'full', to: 'none', via: 'job' }])
  expect(await world.rows(brokenOrders)).toEqual([])
})

test('orders that confirm while the warehouse counts: never more held than is there, no deadlock', async () => {
  const machines = [await world.stocked('20'), await world.stocked('20'), await world.stocked('20')]
  const lines = machines.map(one => ({ productId: one.id, unitQty: '2' }))
  const orders = Array.from({ length: 4 }, (_, i) => world.confirmed(i % 2 ? lines : lines.toReversed()))
  const counts = machines.flatMap(one => [count(one.id, '15'), count(one.id, '18')])
  const done = await Promise.allSettled([...orders, ...counts])
  for (const one of done) if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'Refusal' })
  expect(done.filter(one => one.status === 'fulfilled').length).toBeGreaterThan(4)
  expect(open.db.counters.retries).toBe(0)
  expect(await world.rows(brokenOrders)).toEqual([])
})
