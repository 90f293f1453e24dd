import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#kernel/clock.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import type { NewTrace, Push } from '../carrier.schema.ts'
import { readTracking, takePush, traceByHand } from './carrier.service.ts'
import { followParcels } from './follow.service.ts'
import { moveShipment } from './post.service.ts'
import { createShipment, getShipment } from './shipment.service.ts'
import { setShipping } from './shipping.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

let parcels = 0
const sent = async (trackingNumber = `SF10${++parcels}`) => {
  const product = await world.stocked('5')
  const order = await world.confirmed([{ productId: product.id, unitQty: '1' }])
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  for (const move of ['ready', 'ship'] as const)
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move, trackingNumber, carrier: '顺丰' }))
  return { id, trackingNumber, order }
}
const trace = (id: string, one: NewTrace, who: Anyone = 'wei') =>
  world.write(who, (tx, actor) => traceByHand(tx, actor, id, one))
const push = (input: Push) => world.write('wei', (tx, actor) => takePush(tx, actor, input))
const stateOf = async (id: string) => (await world.read('wei', (db, actor) => getShipment(db, actor, id))).carrierState
const told = (recordId: string) =>
  world.rows<{ after: { carrierState: string } }>(
    "select e.after from event e join event_about a on a.org_id = e.org_id and a.event_id = e.id where e.org_id = $1 and e.kind = 'shipment.traced' and a.record_id = $2 order by e.seq",
    [recordId],
  )

describe('by hand', () => {
  test('the newest word by its own time stands on the shipment, and its order hears of it', async () => {
    const { id, order } = await sent()
    await trace(id, { state: 'out_for_delivery', at: '2026-06-09T02:00:00.000Z', place: '南京' })
    const late = await trace(id, { state: 'picked_up', at: '2026-06-08T02:00:00.000Z' })
    expect(late.items.map(one => one.state)).toEqual(['out_for_delivery', 'picked_up'])
    expect(await stateOf(id)).toBe('out_for_delivery')
    expect((await told(order.id)).map(one => one.after.carrierState)).toEqual(['out_for_delivery'])
    expect(await doctor.findings()).toEqual([])
  })
  test('only what has left, by who may; to another company it is missing', async () => {
    const { id } = await sent()
    await expect(trace(id, { state: 'signed' }, 'ann')).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(trace(id, { state: 'signed' }, 'gus')).rejects.toMatchObject({ kind: 'missing' })
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'unship' }))
    expect(await refused(trace(id, { state: 'signed' }))).toEqual(['shipment.trace.notSent'])
  })
  test('what is taken back has not been anywhere', async () => {
    const { id } = await sent()
    await trace(id, { state: 'picked_up' })
    await world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: 'unship' }))
    expect(await stateOf(id)).toBe(null)
    expect((await world.read('wei', (db, actor) => readTracking(db, actor, id))).items).toEqual([])
    expect(await doctor.findings()).toEqual([])
  })
})

describe('from a carrier’s service', () => {
  test('the same push again, and four at once, are told once', async () => {
    const { id, trackingNumber } = await sent()
    const traces = [
      { code: 1, at: '2026-06-08T02:00:00.000Z', text: '已揽收' },
      { code: 3, at: '2026-06-09T02:00:00.000Z', text: '本人签收' },
    ]
    const all = await Promise.all([1, 2, 3, 4].map(() => push({ trackingNumber, traces })))
    expect(all.map(one => one.traces).toSorted()).toEqual([0, 0, 0, 2])
    expect(await push({ trackingNumber, traces })).toEqual({ shipments: 1, traces: 0 })
    expect(await stateOf(id)).toBe('signed')
    // the carrier's word alone delivers nothing
    expect((await world.read('wei', (db, actor) => getShipment(db, actor, id))).state).toBe('shipped')
  })
  test('a number or a state that nobody knows is refused by its field', async () => {
    const { trackingNumber } = await sent()
    const at = '2026-06-08T02:00:00.000Z'
    expect(await refused(push({ trackingNumber, traces: [{ code: 8, at }] }))).toEqual([
      'shipment.trace.unknownCode@traces.0.code',
    ])
    expect(await refused(push({ trackingNumber: 'nobody', traces: [{ code: 1, at }] }))).toEqual([
      'shipment.trace.unknownNumber@trackingNumber',
    ])
  })
  test('the stand-in tells as time goes on, each word once, and only where the company wants it', async () => {
    const { id } = await sent()
    const wei = await world.as('wei')
    const later = { ...open.db, clock: fixedClock(new Date(Date.now() + 7 * 60_000).toISOString()) }
    const follow = (db = later) => followParcels(db, wei.orgId, permissionRows)
    expect(await follow()).toBe(0)
    await world.write('max', (tx, actor) => setShipping(tx, actor, { tracking: 'standin' }))
    expect(await follow()).toBeGreaterThanOrEqual(3)
    expect(await follow()).toBe(0)
    expect(await stateOf(id)).toBe('out_for_delivery')
    expect(await doctor.findings()).toEqual([])
  })
  test('the link is the company’s template with the number in it', async () => {
    const { id, trackingNumber } = await sent()
    await world.write('max', (tx, actor) => setShipping(tx, actor, { links: '顺丰 https://sf.example/{number}' }))
    const { pageUrl } = await world.read('ann', (db, actor) => readTracking(db, actor, id))
    expect(pageUrl).toBe(`https://sf.example/${trackingNumber}`)
  })
})
