import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approve, sendBackApproval, withdrawApproval } from '#features/approval/server/approval.service.ts'
import { setPolicy } from '#features/approval/server/policy.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { getCredit, setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { readTimeline } from '#features/followup/server/timeline.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import type { CreditRelease, NewCreditRelease } from '#features/order/creditRelease.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { getRelease, releaseOfOrder } from '#features/order/server/creditRelease.service.ts'
import { releaseHome, remindReleases } from '#features/order/server/creditReleaseHome.service.ts'
import { releaseOffers } from '#features/order/server/creditReleaseMove.service.ts'
import { editOrder } from '#features/order/server/edit.service.ts'
import { moveOrder as moveOwn, orderOffers } from '#features/order/server/move.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { addDays, fixedClock, today } from '#kernel/clock.ts'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { cancelOrder } from './cancelOrder.ts'
import { closeOrder, reopenOrder } from './closeOrder.ts'
import { moveGoods } from './moveGoods.ts'
import { creditReleaseVerbs, releaseCreditHandlers } from './releaseCredit.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
let day: string
let count = 0
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  day = today(open.db.clock, (await world.as('ann')).org.zone)
})
afterAll(() => open.close())

/** A payer whose limit of 1000 is a hard one. */
const payer = (): Promise<string> =>
  world.write('ann', async (tx, actor) => {
    const { id } = await createCustomer(tx, actor, { name: `浙江澜庭食品有限公司${++count}` })
    return id
  })
async function limited(creditLimit = '1000'): Promise<string> {
  const id = await payer()
  await world.write('fay', (tx, actor) => setCredit(tx, actor, id, { creditLimit, policy: 'block' }))
  return id
}
/** Reviewed in full; whether it was confirmed the payer's credit says. */
async function reviewed(customerId: string, unitQty: string): Promise<WholeOrder> {
  const product = await world.stocked('100')
  return world.confirmed([{ productId: product.id, unitQty }], { customerId })
}
const ask = (orderId: string, more: Partial<NewCreditRelease> = {}, who: Anyone = 'ann') =>
  world.write(who, (tx, actor) =>
    releaseCreditHandlers.create(tx, actor, { orderId, until: addDays(day, 7), reason: '老客户，月底付清', ...more }),
  )
const move = (who: Anyone, id: string, name: string, note?: string): Promise<CreditRelease> =>
  world.write(
    who,
    (tx, actor) => creditReleaseVerbs.move?.(tx, actor, id, name, note ? { note } : {}) as Promise<CreditRelease>, // it answers one
  )
const waiting = async (who: Anyone, orderId: string) =>
  (await world.read(who, inbox)).find(one => one.recordId === orderId && one.purpose === 'creditRelease')
async function grant(orderId: string, who: Anyone = 'fay'): Promise<void> {
  const mine = await waiting(who, orderId)
  await world.write(who, (tx, actor) => approve(tx, actor, mine?.id ?? '', {}))
}
const used = async (id: string) => Number((await world.read('fay', (db, actor) => getCredit(db, actor, id))).used)
const clean = async () => expect(await doctor.findings()).toEqual([])
const ofOrder = (id: string, who: Anyone = 'ann') => world.read(who, (db, actor) => releaseOfOrder(db, actor, id))
async function ready(orderId: string): Promise<string> {
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [orderId] }))
  await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ready', {}))
  return id
}
const ship = (id: string) => world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'ship', {}))
const events = async (entity: string, id: string) =>
  (await world.read('olivia', (db, actor) => readTimeline(db, actor, { entity, id, limit: 50 }))).items

describe('a reviewed order that credit stops', () => {
  test('is confirmed with the grant; what is needed stands there, and its timeline names who let it', async () => {
    const customerId = await limited()
    const order = await reviewed(customerId, '15')
    expect(order.state).toBe('in_review')
    expect(await ofOrder(order.id)).toEqual({ release: null, isOver: true, needed: '500', mayAsk: true })
    const asked = await ask(order.id)
    expect(asked).toMatchObject({
      state: 'asked',
      standing: 'asked',
      amount: '500',
      customerId,
      orderNumber: order.number,
    })
    expect(await refused(ask(order.id))).toEqual(['creditRelease.askedAlready@orderId'])
    const mine = await waiting('fay', order.id)
    expect(mine).toMatchObject({ mine: true, href: `/orders/${order.id}` })
    expect(mine?.why[0]).toMatchObject({
      key: 'approval.because.release',
      values: { limit: '1000', used: '0', own: '1500', over: '500' },
    })
    await grant(order.id)
    expect(await world.get(order.id)).toMatchObject({ state: 'confirmed' })
    expect(await used(customerId)).toBe(1500)
    expect(await world.read('ann', (db, actor) => getRelease(db, actor, asked.id))).toMatchObject({
      standing: 'live',
      decidedByName: 'Fay',
    })
    const said = { release: asked.number, releasedBy: 'Fay' }
    expect((await events('order', order.id)).find(one => one.kind === 'order.confirmed')?.after).toMatchObject(said)
    expect((await events('creditRelease', asked.id)).map(one => one.kind)).toContain('order.confirmed')
    await clean()
  })

  test('the last approval confirms it itself where the release came first', async () => {
    const customerId = await limited()
    const product = await world.stocked('100')
    const { id } = await world.draft([{ productId: product.id, unitQty: '15' }], { customerId })
    expect(await refused(ask(id))).toEqual(['creditRelease.orderDone@orderId'])
    await world.submit(id)
    await ask(id)
    await grant(id)
    expect((await world.get(id)).state).toBe('in_review')
    await world.approveAll(id)
    expect((await world.get(id)).state).toBe('confirmed')
  })

  test('a release is for so much, of this order alone, and the reasons stand where it is too little', async () => {
    const customerId = await limited()
    const order = await reviewed(customerId, '15')
    const other = await reviewed(customerId, '12')
    await ask(order.id, { amount: '499.99' })
    await grant(order.id)
    expect((await world.get(order.id)).state).toBe('in_review')
    const confirm = async (id: string) =>
      (await world.read('oda', (db, actor) => orderOffers(db, actor, id))).find(one => one.move === 'confirm')
    expect((await confirm(order.id))?.reasons[0]).toMatchObject({ key: 'order.creditBlocked', values: { over: '500' } })
    expect((await confirm(other.id))?.reasons[0]?.key).toBe('order.creditBlocked')
    // another takes the place of the first
    const more = await ask(order.id, { amount: '500' })
    await grant(order.id)
    expect((await world.get(order.id)).state).toBe('confirmed')
    expect((await world.get(other.id)).state).toBe('in_review')
    const states = await world.rows<{ state: string }>(
      'select state from credit_releases where org_id = $1 and order_id = $2 order by created_at',
      [order.id],
    )
    expect(states.map(one => one.state)).toEqual(['replaced', 'granted'])
    expect(more.number).not.toBe('')
    await clean()
  })

  test('refused and withdrawn let nothing pass, and can be asked again', async () => {
    const customerId = await limited()
    const order = await reviewed(customerId, '15')
    const first = await ask(order.id)
    const mine = await waiting('fay', order.id)
    await world.write('fay', (tx, actor) => sendBackApproval(tx, actor, mine?.id ?? '', { reason: '先收款' }))
    expect(await world.read('ann', (db, actor) => getRelease(db, actor, first.id))).toMatchObject({ state: 'refused' })
    const second = await ask(order.id)
    expect(await move('ann', second.id, 'withdraw')).toMatchObject({ state: 'withdrawn' })
    expect(await waiting('fay', order.id)).toBeUndefined()
    const third = await ask(order.id)
    const again =
      (await world.read('ann', inbox)).find(one => one.recordId === order.id) ?? (await waiting('fay', order.id))
    await world.write('ann', (tx, actor) => withdrawApproval(tx, actor, again?.id ?? '', {}))
    expect(await world.read('ann', (db, actor) => getRelease(db, actor, third.id))).toMatchObject({
      state: 'withdrawn',
    })
    expect((await world.get(order.id)).state).toBe('in_review')
    await clean()
  })
})

test('a shipment is posted by the release of its own order, and not once that is taken back', async () => {
  const customerId = await limited('2000')
  const order = await reviewed(customerId, '15')
  expect(order.state).toBe('confirmed')
  const id = await ready(order.id)
  await world.write('fay', (tx, actor) => setCredit(tx, actor, customerId, { creditLimit: '1000' }))
  expect(await refused(ship(id))).toEqual(['shipment.creditOver'])
  const asked = await ask(order.id)
  await grant(order.id)
  await move('fay', asked.id, 'revoke', '对方停产')
  expect(await refused(ship(id))).toEqual(['shipment.creditOver'])
  const again = await ask(order.id)
  await grant(order.id)
  expect(await ship(id)).toMatchObject({ state: 'shipped' })
  const shipped = (await events('shipment', id)).find(one => one.kind === 'shipment.shipped')
  expect(shipped?.after).toMatchObject({ release: again.number, releasedBy: 'Fay' })
  expect((await events('creditRelease', again.id)).map(one => one.kind)).toContain('shipment.shipped')
  await clean()
})

test('an order on hold is resumed and a closed one reopened by it', async () => {
  const customerId = await limited('2000')
  const order = await reviewed(customerId, '15')
  await world.write('oda', (tx, actor) => moveOwn(tx, actor, order.id, { move: 'hold' }))
  await world.write('fay', (tx, actor) => setCredit(tx, actor, customerId, { creditLimit: '1000' }))
  const resume = () => world.write('oda', (tx, actor) => moveOwn(tx, actor, order.id, { move: 'resume' }))
  expect(await refused(resume())).toEqual(['order.creditBlocked@payerId'])
  await ask(order.id)
  await grant(order.id)
  expect((await resume()).state).toBe('confirmed')
  await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
  expect(await used(customerId)).toBe(0)
  const reopened = await world.write('oda', (tx, actor) => reopenOrder(tx, actor, order.id, {}))
  expect(reopened.state).toBe('confirmed')
  await clean()
})

test('where its approval asks nobody, whoever may grant decides; nobody grants their own but an owner', async () => {
  const about = { entity: 'order', purpose: 'creditRelease' }
  const set = (nodes: readonly object[], version: number) =>
    world.write('olivia', (tx, actor) => setPolicy(tx, actor, about, { nodes: nodes as [], allowSelf: false, version })) // as the form sends them
  await set([], 0)
  const customerId = await limited()
  const order = await reviewed(customerId, '15')
  const asked = await ask(order.id)
  expect(await waiting('fay', order.id)).toBeUndefined()
  const told = await world.read('fay', (db, actor) => listNotices(db, actor, { kind: 'creditReleaseAsked' }))
  expect(told.items[0]?.recordId).toBe(asked.id)
  const home = (who: Anyone) => world.read(who, (db, actor) => releaseHome.lines(db, actor, day))
  expect((await home('fay')).map(one => one.recordId)).toContain(asked.id)
  expect(await refused(move('oda', asked.id, 'grant'))).toEqual(['approval.notMyStep'])
  expect(await refused(move('ann', asked.id, 'grant'))).toEqual(['approval.ownRequest'])
  expect(await move('fay', asked.id, 'grant')).toMatchObject({ standing: 'live' })
  expect((await world.get(order.id)).state).toBe('confirmed')
  const second = await reviewed(customerId, '1')
  const own = await ask(second.id, {}, 'fay')
  expect(await refused(move('fay', own.id, 'grant'))).toEqual(['approval.ownRequest'])
  await move('fay', own.id, 'withdraw')
  const owners = await ask(second.id, {}, 'olivia')
  const offers = await world.read('olivia', (db, actor) => releaseOffers(db, actor, owners.id))
  expect(offers.map(one => [one.move, one.ok])).toEqual([
    ['grant', true],
    ['refuse', true],
    ['withdraw', true],
  ])
  expect(await move('olivia', owners.id, 'grant')).toMatchObject({ standing: 'live' })
  await set([{ by: 'role', role: 'finance', mode: 'any' }], 1)
  await clean()
})

test('the end of its order ends what is asked; another payer has to do without what stands', async () => {
  const customerId = await limited()
  const order = await reviewed(customerId, '15')
  const asked = await ask(order.id)
  const elsewhere = await payer()
  const edit = () => world.write('ann', (tx, actor) => editOrder(tx, actor, order.id, { payerId: elsewhere }))
  expect(await refused(edit())).toEqual(['creditRelease.standsForPayer@payerId'])
  await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: '客户取消' }))
  expect(await world.read('ann', (db, actor) => getRelease(db, actor, asked.id))).toMatchObject({ state: 'withdrawn' })
  expect(await waiting('fay', order.id)).toBeUndefined()
  await clean()
})

test('whoever may not see the limit asks without being told figures, anywhere', async () => {
  const customerId = await limited()
  const order = await reviewed(customerId, '15')
  const blind = async (who: Anyone): Promise<Actor> => {
    const actor = await world.as(who)
    return { ...actor, fieldRights: { customer: { creditLimit: 'hidden' }, creditRelease: { amount: 'hidden' } } }
  }
  const ann = await blind('ann')
  const read = <T>(fn: (db: Parameters<typeof releaseOfOrder>[0], actor: Actor) => Promise<T>) =>
    inOrg(open.db, ann.orgId, { mode: 'read' }, db => fn(db, ann))
  expect(await read((db, actor) => releaseOfOrder(db, actor, order.id))).toMatchObject({ needed: null, mayAsk: true })
  const asked = await inOrg(open.db, ann.orgId, { mode: 'write' }, tx =>
    releaseCreditHandlers.create(tx, ann, { orderId: order.id, until: addDays(day, 3), reason: '急用' }),
  )
  expect(await world.read('fay', (db, actor) => getRelease(db, actor, asked.id))).toMatchObject({ amount: '500' })
  expect(can(ann, 'creditRelease.read', order)).toBe(true)
  const fay = await blind('fay')
  const seen = await inOrg(open.db, fay.orgId, { mode: 'read' }, db => inbox(db, fay))
  const mine = seen.find(one => one.recordId === order.id && one.purpose === 'creditRelease')
  expect(mine?.why).toEqual([{ key: 'approval.fact.creditOver' }])
  expect(JSON.stringify(mine?.title)).not.toContain('¥500')
})

test('expired lets nothing pass, and whoever asked is told once before and once after', async () => {
  const customerId = await limited('2000')
  const order = await reviewed(customerId, '15')
  await world.write('fay', (tx, actor) => setCredit(tx, actor, customerId, { creditLimit: '1000' }))
  const asked = await ask(order.id, { until: day })
  await grant(order.id)
  const id = await ready(order.id)
  const at = (days: number) =>
    openDatabase({ url: open.test.appUrl, clock: fixedClock(`${addDays(day, days)}T04:00:00.000Z`) })
  const told = async (days: number) => {
    const db = at(days)
    const found = await inOrg(db, world.acmeId, { mode: 'write' }, tx => remindReleases(tx, 100))
    await db.pool.end()
    return found
  }
  expect([await told(0), await told(0)]).toEqual([1, 0])
  expect([await told(1), await told(1)]).toEqual([1, 0])
  const later = at(1)
  const wei = await world.as('wei')
  expect(await refused(inOrg(later, wei.orgId, { mode: 'write' }, tx => moveGoods(tx, wei, id, 'ship', {})))).toEqual([
    'shipment.creditOver',
  ])
  await later.pool.end()
  const kinds = (await world.read('ann', (db, actor) => listNotices(db, actor, { topic: 'order' }))).items
  expect(kinds.map(one => one.kind)).toEqual(expect.arrayContaining(['creditReleaseSoon', 'creditReleaseOver']))
  expect(asked.until).toBe(day)
  expect(await refused(ask(order.id, { until: addDays(day, -1) }))).toEqual(['creditRelease.past@until'])
})

describe('two at once', () => {
  test('two grants: one is granted, the order is confirmed once', async () => {
    const customerId = await limited()
    const order = await reviewed(customerId, '15')
    await ask(order.id)
    const mine = await waiting('fay', order.id)
    const done = await Promise.allSettled(
      [1, 2].map(() => world.write('fay', (tx, actor) => approve(tx, actor, mine?.id ?? '', {}))),
    )
    expect(done.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect(await used(customerId)).toBe(1500)
    await clean()
  })

  test('two asks: one runs', async () => {
    const order = await reviewed(await limited(), '15')
    const done = await Promise.allSettled([ask(order.id), ask(order.id, {}, 'oda')])
    expect(done.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    await clean()
  })

  test('a grant beside a cancel: the order is one or the other, and nothing is left asked', async () => {
    for (let round = 0; round < 5; round++) {
      const customerId = await limited()
      const order = await reviewed(customerId, '15')
      await ask(order.id)
      const cancel = () => world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: '客户取消' }))
      await Promise.allSettled([grant(order.id), cancel()])
      const { state } = await world.get(order.id)
      expect(['confirmed', 'cancelled']).toContain(state)
      expect(await used(customerId)).toBe(state === 'confirmed' ? 1500 : 0)
    }
    await clean()
  })

  test('two orders under one limit with a release each: each passes by its own', async () => {
    const customerId = await limited()
    const [a, b] = [await reviewed(customerId, '15'), await reviewed(customerId, '12')]
    await ask(a.id, { amount: '1700' })
    await ask(b.id, { amount: '1700' })
    await Promise.all([grant(a.id), grant(b.id)])
    expect([(await world.get(a.id)).state, (await world.get(b.id)).state]).toEqual(['confirmed', 'confirmed'])
    expect(await used(customerId)).toBe(2700)
    await clean()
  })

  test('two orders under one limit, each released up to what it needs alone: only one passes', async () => {
    const customerId = await limited()
    const [a, b] = [await reviewed(customerId, '15'), await reviewed(customerId, '15')]
    await ask(a.id)
    await ask(b.id)
    await Promise.all([grant(a.id), grant(b.id)])
    const states = [(await world.get(a.id)).state, (await world.get(b.id)).state]
    expect(states.toSorted()).toEqual(['confirmed', 'in_review'])
    expect(await used(customerId)).toBe(1500)
    await clean()
  })
})
