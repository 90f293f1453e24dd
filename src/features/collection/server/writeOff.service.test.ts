import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approve, sendBackApproval } from '#features/approval/server/approval.service.ts'
import { setPolicy } from '#features/approval/server/policy.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { getCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import type { NewOrder } from '#features/order/order.schema.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import type { NewWriteOff } from '../writeOff.schema.ts'
import { createReceipt } from './allocate.service.ts'
import { orderCollection } from './plan.service.ts'
import { requestWriteOff } from './writeOff.service.ts'
import { moveWriteOff, writeOffOffers } from './writeOffMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const thirds: NewOrder['terms'] = {
  gates: { confirm: '0', supply: '0', ship: '0' },
  instalments: [
    { kind: 'deposit', percent: '30', on: 'confirmed' },
    { kind: 'balance', percent: '70', on: 'confirmed', days: 30 },
  ],
}
const order = async (input: Partial<NewOrder> = {}) => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  return world.confirmed([{ productId: product.id, unitQty: '10' }], input)
}
const pay = (orderId: string, amount: string) =>
  world.write('fay', (tx, actor) =>
    createReceipt(tx, actor, { customerId: world.customerId, amount, allocations: [{ orderId, amount }] }),
  )
const ask = (orderId: string, amount: string, more: Partial<NewWriteOff> = {}, who: Anyone = 'fay') =>
  world.write(who, (tx, actor) =>
    requestWriteOff(tx, actor, { orderId, kind: 'bad_debt', amount, reason: '对方破产', ...more }),
  )
const move = (who: Anyone, id: string, name: 'approve' | 'reject' | 'cancel' | 'reverse', note?: string) =>
  world.write(who, (tx, actor) => moveWriteOff(tx, actor, id, { move: name, ...(note && { note }) }))
const used = async (id = world.customerId) =>
  Number((await world.read('fay', (db, actor) => getCredit(db, actor, id))).used)
const plan = async (id: string) => (await world.read('fay', (db, actor) => orderCollection(db, actor, id))).plan
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('a bad debt', () => {
  test('waits for the owner, then counts as settled: order, plan and the payer’s credit; reversed it is owed again', async () => {
    const made = await order({ terms: thirds })
    await pay(made.id, '300')
    const before = await used()
    const asked = await ask(made.id, '700', { instalmentNo: 2 })
    expect(asked).toMatchObject({ state: 'requested', amount: '700', orderNumber: made.number })
    expect(await world.get(made.id)).toMatchObject({ payment: 'part', writtenOff: '0' })
    const mine = (await world.read('olivia', inbox)).find(one => one.recordId === asked.id)
    expect(mine).toMatchObject({ mine: true, href: `/write-offs/${asked.id}` })
    await world.write('olivia', (tx, actor) => approve(tx, actor, mine?.id ?? '', {}))
    expect(await world.get(made.id)).toMatchObject({ payment: 'full', writtenOff: '700', nextDue: null })
    expect(await plan(made.id)).toMatchObject([{ state: 'paid' }, { state: 'badDebt', writtenOff: '700' }])
    expect(await used()).toBe(before - 700)
    await clean()
    expect(await move('fay', asked.id, 'reverse')).toMatchObject({ state: 'reversed' })
    expect(await world.get(made.id)).toMatchObject({ payment: 'part', writtenOff: '0', nextDue: expect.any(String) })
    expect(await used()).toBe(before)
    await clean()
  })
  test('whoever asked does not decide; others see why they cannot', async () => {
    const made = await order()
    const asked = await ask(made.id, '10')
    expect(await refused(move('fay', asked.id, 'approve'))).toEqual(['approval.notMyStep', 'approval.ownRequest'])
    const offers = await world.read('fay', (db, actor) => writeOffOffers(db, actor, asked.id))
    expect(offers.map(one => [one.move, one.reasons.map(why => why.key)])).toEqual([
      ['approve', ['approval.notMyStep']],
      ['reject', ['approval.notMyStep']],
      ['cancel', []],
    ])
    expect(await move('fay', asked.id, 'cancel')).toMatchObject({ state: 'cancelled' })
    expect((await world.read('olivia', inbox)).map(one => one.recordId)).not.toContain(asked.id)
    await clean()
  })
  test('sent back in the inbox it is rejected with the reason, and whoever asked is told', async () => {
    const made = await order()
    const asked = await ask(made.id, '10')
    const mine = (await world.read('olivia', inbox)).find(one => one.recordId === asked.id)
    await world.write('olivia', (tx, actor) => sendBackApproval(tx, actor, mine?.id ?? '', { reason: '再催一次' }))
    const [told] = await world.rows<{ said: Record<string, string> }>(
      `select said from notices where org_id = $1 and record_id = $2 and kind = 'writeOffRejected'`,
      [asked.id],
    )
    expect(told?.said).toMatchObject({ reason: '再催一次', number: made.number })
    expect(await refused(move('olivia', asked.id, 'approve'))).toEqual(['flow.notFromHere'])
    await clean()
  })
  test('more than is open is refused; so is what came in while it waited', async () => {
    const made = await order()
    expect(await refused(ask(made.id, '1000.01'))).toEqual(['collection.overOrder@amount'])
    const asked = await ask(made.id, '600')
    expect(await refused(ask(made.id, '500'))).toEqual(['writeOff.waiting@amount'])
    await pay(made.id, '500')
    expect(await refused(move('olivia', asked.id, 'approve'))).toEqual(['collection.overOrder@amount'])
    await move('fay', asked.id, 'cancel')
    await clean()
  })
  test('of a draft nothing is owed; an order with a standing write-off is not cancelled', async () => {
    const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none' })
    const draft = await world.draft([{ productId: product.id, unitQty: '1' }])
    expect(await refused(ask(draft.id, '1'))).toEqual(['writeOff.notConfirmed@orderId'])
    const made = await order()
    const asked = await ask(made.id, '100')
    await move('olivia', asked.id, 'approve')
    expect(await refused(world.write('oda', (tx, actor) => cancelOrder(tx, actor, made.id, {})))).toEqual([
      'order.writeOffStands',
    ])
    await move('fay', asked.id, 'reverse')
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, made.id, {}))
    await clean()
  })
  test('where the policy asks nobody it passes at once', async () => {
    const about = { entity: 'writeOff', purpose: 'writeOff' }
    const made = await order()
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, about, { nodes: [], allowSelf: false, version: 0 }))
    expect(await ask(made.id, '5')).toMatchObject({ state: 'approved' })
    const nodes = [{ by: 'role' as const, role: 'owner' as const, mode: 'any' as const }]
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, about, { nodes, allowSelf: false, version: 1 }))
    await clean()
  })
})

describe('a small difference', () => {
  test('passes without anybody’s approval, and completes the order; many small ones do not pass', async () => {
    const made = await order()
    await pay(made.id, '999.20')
    expect(await ask(made.id, '0.50', { kind: 'rounding', reason: '尾差' })).toMatchObject({ state: 'approved' })
    expect(await ask(made.id, '0.30', { kind: 'rounding', reason: '尾差' })).toMatchObject({ state: 'approved' })
    expect(await world.get(made.id)).toMatchObject({ payment: 'full', writtenOff: '0.8' })
    const other = await order()
    await pay(other.id, '998')
    expect(await ask(other.id, '0.90', { kind: 'rounding', reason: '尾差' })).toMatchObject({ state: 'approved' })
    const more = await ask(other.id, '0.90', { kind: 'rounding', reason: '尾差' })
    expect(more).toMatchObject({ state: 'requested' })
    await move('fay', more.id, 'cancel')
    await clean()
  })
  test('C078 in another currency: paid in part, the rest written off, no credit stays used', async () => {
    const payer = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '海外付款方' }))
    await world.write('olivia', (tx, actor) =>
      setRate(tx, actor, { currency: 'USD', onDate: '2020-01-01', rate: '7.1333' }),
    )
    const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none' })
    const wish = { customerId: payer.id, currency: 'USD' }
    const draft = await world.draft([{ productId: product.id, unitQty: '3', price: '33.33' }], wish)
    await world.submit(draft.id)
    await world.approveAll(draft.id)
    const head = { customerId: payer.id, currency: 'USD' }
    for (const amount of ['33.33', '33.17', '33.36'])
      await world.write('fay', (tx, actor) =>
        createReceipt(tx, actor, { ...head, amount, allocations: [{ orderId: draft.id, amount }] }),
      )
    for (const amount of ['0.06', '0.07'])
      expect(await ask(draft.id, amount, { kind: 'rounding', reason: '手续费' })).toMatchObject({ state: 'approved' })
    expect(await world.get(draft.id)).toMatchObject({ payment: 'full' })
    expect(await used(payer.id)).toBe(0)
    await clean()
  })
})

describe('at once', () => {
  test('the last of what is open is paid and written off: one of them', async () => {
    const made = await order()
    const asked = await ask(made.id, '1000')
    const both = await Promise.allSettled([move('olivia', asked.id, 'approve'), pay(made.id, '600')])
    expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    await clean()
    if (both[0].status === 'rejected') await move('fay', asked.id, 'cancel')
  })
  test('two ask for all that is open: one; it is approved twice: once', async () => {
    const made = await order()
    const both = await Promise.allSettled([ask(made.id, '1000'), ask(made.id, '1000', {}, 'oda')])
    const [asked] = both.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const twice = await Promise.allSettled([
      move('olivia', asked?.id ?? '', 'approve'),
      move('olivia', asked?.id ?? '', 'approve'),
    ])
    expect(twice.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    await clean()
  })
})
