import { afterAll, beforeAll, expect, test } from 'vitest'
import { readHome } from '#features/followup/server/home.service.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { createReceipt } from './allocate.service.ts'
import { moveRefund, requestRefund } from './refund.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const day = today(systemClock, 'Asia/Shanghai')
const order = async (due: string) => {
  const product = await world.product({ stockKept: false, kind: 'service', fulfil: 'none', price: '100' })
  const instalments = [{ kind: 'balance' as const, percent: '100', on: 'date' as const, date: due }]
  const terms = { gates: { confirm: '0', supply: '0', ship: '0' }, instalments }
  return world.confirmed([{ productId: product.id, unitQty: '10' }], { terms })
}
const home = async (who: Anyone) => {
  const { groups } = await world.read(who, readHome)
  return groups.flatMap(({ key, lines }) => lines.map(line => ({ group: key, ...line })))
}

test('what is due of one’s own orders is late, today’s or tomorrow’s by its day; later, paid and another’s is not there', async () => {
  const [late, now, next, far] = [
    await order(addDays(day, -3)),
    await order(day),
    await order(addDays(day, 1)),
    await order(addDays(day, 2)),
  ]
  const mine = async () =>
    (await home('ann')).filter(line => line.key.startsWith('instalment:')).map(line => [line.group, line.recordId])
  expect(await mine()).toEqual([
    ['late', late.id],
    ['today', now.id],
    ['tomorrow', next.id],
  ])
  expect(far.id).toBeTruthy()
  const [line] = (await home('ann')).filter(one => one.recordId === late.id)
  expect(line).toMatchObject({ say: { key: 'collect.home.owed', values: { no: 1 } }, actions: ['log', 'open'] })
  expect((await home('max')).some(one => one.key.startsWith('instalment:'))).toBe(false)
  const allocations = [{ orderId: late.id, amount: '1000' }]
  await world.write('fay', (tx, actor) =>
    createReceipt(tx, actor, { customerId: world.customerId, amount: '1000', allocations }),
  )
  expect((await mine()).map(([, id]) => id)).not.toContain(late.id)
})

test('finance finds who owes, what came and is for nothing yet, and what goes back; nobody approves their own', async () => {
  await order(addDays(day, -9))
  const { customerId } = world
  const receipt = await world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId, amount: '70' }))
  const wish = { receiptId: receipt.id, amount: '20', reason: '多付' }
  const refund = await world.write('fay', (tx, actor) => requestRefund(tx, actor, wish))
  const of = async (who: Anyone, stem: string) => (await home(who)).filter(line => line.key.startsWith(stem))
  expect(await of('fay', 'receivable:')).toMatchObject([{ group: 'money', recordId: customerId, late: true }])
  expect(await of('fay', 'receipt:')).toMatchObject([{ group: 'money', recordId: receipt.id }])
  expect(await of('fay', 'refund:')).toEqual([])
  const path = `/refunds/${refund.id}/moves/approve`
  expect(await of('max', 'refund:')).toMatchObject([{ group: 'review', move: { path } }])
  await world.write('max', (tx, actor) => moveRefund(tx, actor, refund.id, { move: 'approve' }))
  expect(await of('fay', 'refund:')).toMatchObject([{ group: 'money', say: { key: 'collect.home.pay' } }])
  expect(await of('ann', 'receivable:')).toEqual([])
})

test('what is closed to its reader is neither told nor asked for', async () => {
  const { customerId } = world
  await world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId, amount: '30' }))
  const made = await order(day)
  const closed = {
    receipt: { open: 'hidden' },
    receivable: { overdue: 'hidden' },
    order: { gross: 'hidden' },
    customer: { phone: 'hidden' },
  } as const
  const linesOf = (who: Anyone) =>
    world.read(who, async (db, actor) => {
      const { groups } = await readHome(db, { ...actor, fieldRights: closed })
      return groups.flatMap(group => group.lines)
    })
  expect((await linesOf('fay')).filter(line => /^receiv|^receipt/.test(line.key))).toEqual([])
  const [line] = (await linesOf('ann')).filter(one => one.recordId === made.id)
  expect(line).toMatchObject({ say: { key: 'collect.home.due', values: { no: 1 } }, phone: null })
  expect(JSON.stringify(line)).not.toContain('1,000')
})
