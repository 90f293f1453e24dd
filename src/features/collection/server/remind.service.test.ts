import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { NewOrder } from '#features/order/order.schema.ts'
import { addDays, fixedClock, instantOf, systemClock, today } from '#kernel/clock.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { NewReceipt } from '../collection.schema.ts'
import { createReceipt } from './allocate.service.ts'
import { setCollecting } from './collecting.service.ts'
import { editReceipt } from './receipt.service.ts'
import { moveReceipt } from './receiptMove.service.ts'
import { requestRefund } from './refund.service.ts'
import { matureBills, remindBills, remindDue } from './remind.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const zone = 'Asia/Shanghai'
const day = today(systemClock, zone)
const at = (date: string, time: string) => ({
  ...open.db,
  clock: fixedClock(instantOf(date, time, zone).toISOString()),
})
const work = (date: string, time: string, fn: (tx: Tx, limit: number) => Promise<number>) =>
  inOrg(at(date, time), world.acmeId, { mode: 'write' }, tx => fn(tx, 200))
const order = async (due: string, input: Partial<NewOrder> = {}) => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  const instalments = [{ kind: 'balance' as const, percent: '100', on: 'date' as const, date: due }]
  const terms = { gates: { confirm: '0', supply: '0', ship: '0' }, instalments }
  return world.confirmed([{ productId: product.id, unitQty: '10' }], { terms, ...input })
}
type Told = { user: string; kind: string }
const told = async (recordId: string): Promise<string[]> => {
  const rows = await world.rows<Told>(
    `select u.name as user, n.kind from notices n join users u on u.org_id = n.org_id and u.id = n.user_id
     where n.org_id = $1 and n.record_id = $2 and n.kind in ('instalmentSoon', 'instalmentLate', 'billMatures') order by 1, 2`,
    [recordId],
  )
  return rows.map(one => `${one.user} ${one.kind}`)
}
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('what is due', () => {
  test('is told once that it comes and once that it is late, however many processes ask, however often', async () => {
    const made = await order(addDays(day, 20))
    await work(addDays(day, 12), '09:00', remindDue)
    expect(await told(made.id)).toEqual([])
    const both = await Promise.all([1, 2, 3].map(() => work(addDays(day, 13), '09:00', remindDue)))
    expect(both.reduce((a, b) => a + b)).toBe(1)
    await work(addDays(day, 14), '09:00', remindDue)
    expect(await told(made.id)).toEqual(['Ann instalmentSoon', 'Fay instalmentSoon'])
    for (let n = 21; n < 24; n++) await work(addDays(day, n), '09:00', remindDue)
    expect(await told(made.id)).toEqual([
      'Ann instalmentLate',
      'Ann instalmentSoon',
      'Fay instalmentLate',
      'Fay instalmentSoon',
    ])
    await clean()
  })
  test('in the morning of the organisation’s own day, not at its midnight', async () => {
    const made = await order(addDays(day, 40))
    await work(addDays(day, 41), '07:59', remindDue)
    expect(await told(made.id)).toEqual(['Ann instalmentSoon', 'Fay instalmentSoon'])
    await work(addDays(day, 41), '08:00', remindDue)
    expect(await told(made.id)).toContain('Ann instalmentLate')
  })
  test('nobody is reminded of what is paid or cancelled', async () => {
    const made = await order(addDays(day, 60))
    const allocations = [{ orderId: made.id, amount: '1000' }]
    await world.write('fay', (tx, actor) =>
      createReceipt(tx, actor, { customerId: world.customerId, amount: '1000', allocations }),
    )
    await work(addDays(day, 61), '09:00', remindDue)
    expect(await told(made.id)).toEqual([])
  })
})

describe('an acceptance bill', () => {
  const bill = (input: Partial<NewReceipt>) =>
    world.write('fay', (tx, actor) =>
      createReceipt(tx, actor, { customerId: world.customerId, amount: '1000', method: 'bill', ...input }),
    )
  const used = async (id: string) => Number((await world.read('fay', (db, actor) => getCredit(db, actor, id))).used)
  const payer = () =>
    world.write('ann', async (tx, actor) => (await createCustomer(tx, actor, { name: `票据客户${Math.random()}` })).id)

  test('pays its order at once, and frees the payer’s credit when it matures, once', async () => {
    const customerId = await payer()
    const made = await order(addDays(day, 90), { customerId })
    const got = await bill({
      customerId,
      billDueDate: addDays(day, 30),
      allocations: [{ orderId: made.id, amount: '1000' }],
    })
    expect(got).toMatchObject({ state: 'received', counted: false })
    expect(await world.get(made.id)).toMatchObject({ payment: 'full' })
    expect(await used(customerId)).toBe(1000)
    await clean()
    await work(addDays(day, 25), '09:00', remindBills)
    await work(addDays(day, 26), '09:00', remindBills)
    expect(await told(got.id)).toEqual(['Fay billMatures'])
    expect(await work(addDays(day, 29), '23:59', matureBills)).toBe(0)
    await Promise.all([1, 2].map(() => work(addDays(day, 30), '00:10', matureBills)))
    await work(addDays(day, 31), '00:10', matureBills)
    expect(await used(customerId)).toBe(0)
    await clean()
  })
  test('that bounces before it matures never counted; of one that has not matured nothing goes back', async () => {
    const customerId = await payer()
    const made = await order(addDays(day, 90), { customerId })
    const got = await bill({ customerId, billDueDate: addDays(day, 200) })
    expect(
      await refused(
        world.write('oda', (tx, actor) => requestRefund(tx, actor, { receiptId: got.id, amount: '1', reason: 'x' })),
      ),
    ).toEqual(['collection.billOpen@receiptId'])
    await world.write('fay', (tx, actor) => moveReceipt(tx, actor, got.id, { move: 'bounce' }))
    expect(await used(customerId)).toBe(1000)
    await work(addDays(day, 201), '09:00', matureBills)
    expect(await used(customerId)).toBe(1000)
    expect(made.state).toBe('confirmed')
    await clean()
  })
  test('keeps its day until it has matured: without one it would never be money', async () => {
    const customerId = await payer()
    const got = await bill({ customerId, billDueDate: addDays(day, 10) })
    const edit = (billDueDate: string | null) =>
      world.write('fay', (tx, actor) => editReceipt(tx, actor, got.id, { billDueDate }))
    expect(await refused(edit(null))).toEqual(['collection.billDayMissing@billDueDate'])
    await edit(addDays(day, 20))
    await work(addDays(day, 20), '09:00', matureBills)
    expect(await used(customerId)).toBe(-1000)
    await clean()
  })
  test('bounced at the very moment it matures counts once or never', async () => {
    const customerId = await payer()
    const got = await bill({ customerId, billDueDate: addDays(day, 10) })
    await Promise.all([
      work(addDays(day, 11), '09:00', matureBills),
      world.write('fay', (tx, actor) => moveReceipt(tx, actor, got.id, { move: 'bounce' })),
    ])
    expect(await used(customerId)).toBe(0)
    await clean()
  })
  test('says when it matures; where the company counts bills at once, it need not, and frees the credit at once', async () => {
    expect(await refused(bill({}))).toEqual(['collection.billDayMissing@billDueDate'])
    const customerId = await payer()
    await world.write('olivia', (tx, actor) =>
      setCollecting(tx, actor, { roundingLimit: '1', billsCount: 'received', soonDays: 7 }),
    )
    expect(await bill({ customerId })).toMatchObject({ counted: true })
    expect(await used(customerId)).toBe(-1000)
    await clean()
  })
})
