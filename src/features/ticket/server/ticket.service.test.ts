import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewTicket, Ticket } from '../ticket.schema.ts'
import { createReturn } from './return.service.ts'
import { createTicket, editTicket, listTickets, ticketsAbout } from './ticket.service.ts'
import { moveTicket, setTargets, ticketOffers } from './ticketMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

type Move = Parameters<typeof moveTicket>[3]['move']
/** Wednesday, half past four in Shanghai. */
const wednesday = '2026-11-25T08:30:00Z'
const at = <T>(instant: string, fn: (tx: Parameters<Parameters<typeof world.write>[1]>[0]) => Promise<T>) =>
  inOrg({ ...open.db, clock: fixedClock(instant) }, world.acmeId, { mode: 'write' }, fn)
const oda = () => world.as('oda')
const make = async (input: Partial<NewTicket> = {}, instant = wednesday): Promise<Ticket> => {
  const actor = await oda()
  return at(instant, tx => createTicket(tx, actor, { title: '设备漏油', customerId: world.customerId, ...input }))
}
const move = async (id: string, name: Move, instant = wednesday, more: object = {}): Promise<Ticket> => {
  const actor = await oda()
  return at(instant, tx => moveTicket(tx, actor, id, { ...more, move: name }))
}
const rings = (id: string) =>
  world.rows<{ fireAt: string }>(
    'select fire_at from reminders where org_id = $1 and subject_id = $2 and done_at is null order by fire_at',
    [id],
  )
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('the clock', () => {
  test('targets run in working hours, by priority', async () => {
    const made = await make({ priority: 'urgent' })
    expect(made).toMatchObject({
      state: 'open',
      responseDueAt: '2026-11-25T09:00:00.000Z',
      // an hour and a half today, two and a half tomorrow from nine
      dueAt: '2026-11-26T03:30:00.000Z',
    })
    expect(made.number).toMatch(/^SH20261125-\d{4}$/)
    const calm = await make()
    expect(calm).toMatchObject({ priority: 'normal', dueAt: '2026-11-30T08:30:00.000Z' })
    await clean()
  })
  test('what waits for the customer does not count; taking it on is the first answer', async () => {
    const { id } = await make({ priority: 'urgent' })
    const taken = await move(id, 'start', '2026-11-25T08:40:00Z')
    expect(taken).toMatchObject({
      state: 'in_progress',
      firstResponseAt: '2026-11-25T08:40:00.000Z',
      handlerId: world.ids.oda,
    })
    expect(await rings(id)).toMatchObject([{ fireAt: '2026-11-26T03:30:00.000Z' }])
    const waits = await move(id, 'wait', '2026-11-25T09:30:00Z')
    expect(waits).toMatchObject({ state: 'waiting', waitingSince: '2026-11-25T09:30:00.000Z' })
    expect(await rings(id)).toEqual([])
    // half an hour of Wednesday, one of Thursday
    const again = await move(id, 'resume', '2026-11-26T02:00:00Z')
    expect(again).toMatchObject({ waitingSince: null, dueAt: '2026-11-26T05:00:00.000Z' })
    await clean()
  })
  test('another priority counts from the beginning; a reopened one starts again', async () => {
    const { id } = await make()
    const actor = await oda()
    const edited = await at(wednesday, tx => editTicket(tx, actor, id, { priority: 'urgent' }))
    expect(edited.dueAt).toBe('2026-11-26T03:30:00.000Z')
    await move(id, 'start')
    await move(id, 'resolve', wednesday, { resolution: '更换密封圈' })
    await move(id, 'close')
    const again = await move(id, 'reopen', '2026-11-27T01:00:00Z')
    expect(again).toMatchObject({
      state: 'in_progress',
      dueAt: '2026-11-27T05:00:00.000Z',
      closedAt: null,
      resolvedAt: null,
    })
    await clean()
  })
  test('a company sets its own targets; an answer after the solution is refused', async () => {
    const target = { respond: 10, resolve: 20 }
    const targets = { urgent: target, high: target, normal: target, low: target }
    const set = (input: typeof targets) => world.write('olivia', (tx, actor) => setTargets(tx, actor, input))
    expect(await refused(set({ ...targets, low: { respond: 30, resolve: 20 } }))).toEqual([
      'ticket.targetTurned@low.respond',
    ])
    await set(targets)
    expect((await make()).dueAt).toBe('2026-11-25T08:50:00.000Z')
    await set({
      urgent: { respond: 30, resolve: 240 },
      high: { respond: 60, resolve: 540 },
      normal: { respond: 240, resolve: 1620 },
      low: { respond: 540, resolve: 2700 },
    })
  })
  test('late ones are found', async () => {
    const { id } = await make({ title: '过期' }, '2026-01-05T02:00:00Z')
    const late = JSON.stringify({ field: 'isLate', op: 'is', value: true })
    const { items } = await world.read('oda', (db, actor) => listTickets(db, actor, { filter: late }))
    expect(items.map(one => one.id)).toContain(id)
  })
})

describe('from an order, a shipment, a customer', () => {
  test('what is named says the rest; another customer’s order is refused', async () => {
    const product = await world.stocked('5')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const sent = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
    const made = await world.write('oda', (tx, actor) =>
      createTicket(tx, actor, { title: '外箱破损', shipmentId: sent.id, kind: 'complaint' }),
    )
    expect(made).toMatchObject({ orderId: order.id, customerId: world.customerId, ownerId: order.ownerId })
    for (const [entity, id] of [
      ['order', order.id],
      ['shipment', sent.id],
      ['customer', world.customerId],
    ] as const) {
      const found = await world.read('oda', (db, actor) => ticketsAbout(db, actor, entity, id))
      expect(found.map(one => one.id)).toContain(made.id)
    }
    const other = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '苏州南栅食品有限公司' }))
    const wrong = world.write('oda', (tx, actor) =>
      createTicket(tx, actor, { title: 'x', orderId: order.id, customerId: other.id }),
    )
    expect(await refused(wrong)).toEqual(['ticket.otherCustomer@orderId'])
    expect(await refused(world.write('oda', (tx, actor) => createTicket(tx, actor, { title: 'x' })))).toEqual([
      'ticket.aboutNobody@customerId',
    ])
    await clean()
  })
  test('it is not resolved while its goods are to come back', async () => {
    const product = await world.stocked('5')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const sent = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
    for (const name of ['ready', 'ship', 'deliver'])
      await world.write('wei', (tx, actor) => moveGoods(tx, actor, sent.id, name, {}))
    const { id } = await make({ orderId: order.id, kind: 'return' })
    const lines = [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '1' }]
    const back = await world.write('oda', (tx, actor) =>
      createReturn(tx, actor, { orderId: order.id, ticketId: id, lines }),
    )
    await move(id, 'start')
    expect(await refused(move(id, 'resolve', wednesday, { resolution: 'x' }))).toEqual(['ticket.returnsOpen'])
    expect(back).toMatchObject({ ticketId: id })
    await clean()
  })
})

describe('goods that come back for a ticket', () => {
  const delivered = async () => {
    const product = await world.stocked('5')
    const order = await world.confirmed([{ productId: product.id, unitQty: '5' }])
    const sent = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
    for (const name of ['ready', 'ship', 'deliver'])
      await world.write('wei', (tx, actor) => moveGoods(tx, actor, sent.id, name, {}))
    return order
  }
  const bring = (order: WholeOrder, ticketId: string) =>
    world.write('oda', (tx, actor) =>
      createReturn(tx, actor, {
        ...{ orderId: order.id, ticketId },
        lines: [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '1' }],
      }),
    )
  test('are refused once it is resolved, closed or cancelled', async () => {
    const order = await delivered()
    const { id } = await make({ orderId: order.id })
    await move(id, 'start')
    await move(id, 'resolve', wednesday, { resolution: 'x' })
    expect(await refused(bring(order, id))).toEqual(['ticket.over@ticketId'])
    await move(id, 'close')
    expect(await refused(bring(order, id))).toEqual(['ticket.over@ticketId'])
    await move(id, 'reopen')
    expect(await bring(order, id)).toMatchObject({ ticketId: id, state: 'requested' })
    const other = await make({ orderId: order.id })
    await move(other.id, 'cancel')
    expect(await refused(bring(order, other.id))).toEqual(['ticket.over@ticketId'])
    await clean()
  })
  test('and its end, asked for at once: one of both', async () => {
    const order = await delivered()
    for (let at = 0; at < 4; at++) {
      const { id } = await make({ orderId: order.id })
      await move(id, 'start')
      const both = await Promise.allSettled([bring(order, id), move(id, 'resolve', wednesday, { resolution: 'x' })])
      expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    }
    await clean()
  })
})

describe('moves', () => {
  test('a solution is asked for; what is closed is not edited; sales see their own and do not work on it', async () => {
    const { id } = await make()
    await move(id, 'start')
    expect(await refused(move(id, 'resolve'))).toEqual(['ticket.noResolution@resolution'])
    const offers = await world.read('oda', (db, actor) => ticketOffers(db, actor, id))
    expect(offers.map(one => [one.move, one.ok])).toEqual([
      ['wait', true],
      ['resolve', true],
      ['cancel', true],
    ])
    const wrong = world.write('ann', (tx, actor) => moveTicket(tx, actor, id, { move: 'wait' }))
    expect(await refused(wrong)).toEqual(['flow.notAllowed'])
    await move(id, 'resolve', wednesday, { resolution: '已更换' })
    await move(id, 'close')
    const actor = await oda()
    expect(await refused(at(wednesday, tx => editTicket(tx, actor, id, { title: 'y' })))).toEqual(['ticket.frozen'])
    const foreign = world.write('gus', (tx, gus) => moveTicket(tx, gus, id, { move: 'reopen' }))
    await expect(foreign).rejects.toMatchObject({ kind: 'missing' })
    await clean()
  })
  test('whoever gets it is told, and reminded before the target passes', async () => {
    const made = await make({ handlerId: world.ids.max })
    expect(await rings(made.id)).toMatchObject([{ fireAt: made.responseDueAt }])
    const told = await world.rows<{ kind: string }>('select kind from notices where org_id = $1 and record_id = $2', [
      made.id,
    ])
    expect(told).toEqual([{ kind: 'ticketGiven' }])
  })
})
