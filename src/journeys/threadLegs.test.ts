import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve } from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { readBoard } from '#features/handoff/server/board.service.ts'
import { readThread } from '#features/handoff/server/thread.service.ts'
import { callOffOrder } from '#features/order/server/callOff.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { setPolicy } from '#features/stock/server/policy.service.ts'
import { createSupply } from '#features/supply/server/create.service.ts'
import { receiveSupply } from '#features/supply/server/supplyMove.service.ts'
import type { NewSupply } from '#features/supply/supply.schema.ts'
import { addDays } from '#kernel/clock.ts'
import { contractDay, contractWorld, feeLine } from '#test/contractWorld.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { moveGoods } from './moveGoods.ts'
import { releaseCreditHandlers } from './releaseCredit.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
const folder = mkdtempSync(join(tmpdir(), 'baton-legs-'))
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})
const { draft, move, approveAll, sign } = contractWorld(() => world, folder)

const strip = async (entity: string, id: string, who: Anyone = 'ann') => {
  const { legs } = await world.read(who, (db, actor) => readThread(db, actor, { entity, id }))
  return Object.fromEntries(legs.map(leg => [leg.step, leg]))
}

async function decide(who: Anyone, recordId: string, purpose: string): Promise<void> {
  const mine = (await world.read(who, inbox)).find(one => one.recordId === recordId && one.purpose === purpose)
  await world.write(who, (tx, actor) => approve(tx, actor, mine?.id ?? '', {}))
}

test('a contract has the ball while it is written, approved and signed, with its clock; its order leads back to it', async () => {
  const { id, number } = await draft({ kind: 'framework', effectiveUntil: addDays(contractDay, 300), ceiling: '1500' })
  const leg = async (who: Anyone = 'ann') => (await strip('contract', id, who)).contract
  expect(await leg()).toMatchObject({
    ...{ state: 'here', word: 'state.contract.draft', number, allowed: 1080 },
    holder: { name: 'Ann', me: true },
    href: `/contracts/${id}`,
  })
  await move(id, 'submit')
  const waiting = await leg()
  expect(waiting).toMatchObject({ state: 'here', word: 'state.contract.in_approval', allowed: 1080 })
  expect(waiting?.holder?.me).toBe(false)
  await approveAll(id)
  expect(await leg()).toMatchObject({
    ...{ state: 'here', word: 'state.contract.to_sign', allowed: 2700 },
    holder: { name: 'Ann', me: true },
  })
  const signed = await sign(id)
  expect(await leg()).toMatchObject({ state: 'done', word: 'state.contract.effective', holder: null })
  const lines = signed.lines.map(line => ({ contractLineId: line.id, unitQty: '1' }))
  const order = await world.write('ann', (tx, actor) => callOffOrder(tx, actor, id, { lines }))
  expect(order.threadId).not.toBe(signed.threadId)
  expect((await strip('order', order.id)).contract).toMatchObject({ state: 'done', href: `/contracts/${id}` })
  // whoever may not read contracts sees that there is one, and goes nowhere
  expect((await strip('order', order.id, 'wei')).contract).toMatchObject({ state: 'done', href: null })
})

test('when goods are delivered, the service that nobody has accepted is named, and who has the ball', async () => {
  const product = await world.stocked('10')
  const order = await world.confirmed([
    { productId: product.id, unitQty: '2' },
    feeLine('300', { name: '安装调试', fulfil: 'accept' }),
  ])
  const shipping = async () => (await strip('order', order.id, 'oda')).shipment
  expect(await shipping()).toMatchObject({ state: 'here', named: null, holder: { role: 'warehouse' } })
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  for (const name of ['ready', 'ship']) await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, name, {}))
  // on its way: the goods first
  expect(await shipping()).toMatchObject({ named: null })
  await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'deliver', { signedBy: '周' }))
  expect(await shipping()).toMatchObject({
    ...{ state: 'here', word: 'handoff.note.acceptance', named: '安装调试' },
    holder: { role: 'service' },
  })
  const acceptance = await world.write('oda', (tx, actor) =>
    createShipment(tx, actor, { kind: 'acceptance', orderIds: [order.id] }),
  )
  await world.write('oda', (tx, actor) => moveGoods(tx, actor, acceptance.id, 'accept', { signedBy: '周' }))
  expect(await shipping()).toMatchObject({ state: 'done', named: null })
})

test('an order that lacks goods lies with whoever sees to what comes for it, the nearest first; what came is not named', async () => {
  await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'partial' }))
  const { id: productId } = await world.product()
  const order = await world.confirmed([{ productId, unitQty: '5' }])
  const supply = async (who: Anyone = 'oda') => (await strip('order', order.id, who)).supply
  const here = { state: 'here', share: 0, holder: { role: 'warehouse' } }
  expect(await supply()).toMatchObject({ ...here, number: null, href: `/orders/${order.id}` })
  const wants = (qty: string) => [{ orderLineId: order.lines[0]?.id ?? '', qty }]
  const create = (input: Omit<NewSupply, 'kind' | 'productId'>) =>
    world.write('oda', (tx, actor) => createSupply(tx, actor, { kind: 'buy', productId, ...input }))
  const later = await create({ qty: '2', wants: wants('2'), expectedOn: '2027-02-01' })
  expect(await supply()).toMatchObject({ ...here, number: later.number, href: `/supplies/${later.id}` })
  // more than this order has asked for
  const { userId } = await world.as('wei')
  const near = await create({ qty: '9', wants: wants('3'), expectedOn: '2027-01-10', assigneeId: userId })
  expect(await supply('wei')).toMatchObject({ number: near.number, holder: { name: 'Wei', me: true } })
  const receive = (id: string, qty: string) => world.write('wei', (tx, actor) => receiveSupply(tx, actor, id, { qty }))
  await receive(near.id, '3')
  expect(await supply()).toMatchObject({ share: 60, number: later.number, holder: { role: 'warehouse' } })
  // whoever may not open the request goes to the order
  await world.write('olivia', async tx => {
    await tx.query({
      text: 'update supplies set owner_id = null, dept_id = null where org_id = $1 and id = $2',
      values: [tx.orgId, later.id],
    })
  })
  expect(await supply('ann')).toMatchObject({ number: later.number, href: `/orders/${order.id}` })
  await receive(later.id, '2')
  expect(await supply()).toMatchObject({ state: 'done', share: 100 })
})

test('a reviewed order that waits to pass its payer’s limit lies with whoever decides on it, then with the order desk', async () => {
  const { id: customerId } = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name: '限额食品' }))
  await world.write('fay', (tx, actor) => setCredit(tx, actor, customerId, { creditLimit: '100', policy: 'block' }))
  const product = await world.stocked('10')
  const { id } = await world.draft([{ productId: product.id, unitQty: '2' }], { customerId })
  await world.submit(id)
  const until = addDays(contractDay, 300)
  const ask = world.write('ann', (tx, actor) =>
    releaseCreditHandlers.create(tx, actor, { orderId: id, until, reason: '月底付清', amount: '1' }),
  )
  const leg = async (who: Anyone = 'oda') => (await strip('order', id, who)).order
  await ask
  const card = async () => {
    const { columns } = await world.read('oda', (db, actor) => readBoard(db, actor, {}))
    return columns.find(one => one.key === 'review')?.cards.find(one => one.recordId === id)
  }
  // while it is reviewed, its reviewers are named
  expect(await leg()).toMatchObject({ state: 'here', holder: { name: 'Fay' } })
  await decide('fay', id, 'review')
  expect(await leg()).toMatchObject({ holder: { name: 'Wei' } })
  await decide('wei', id, 'review')
  expect(await leg('fay')).toMatchObject({ state: 'here', holder: { name: 'Fay', me: true } })
  expect((await card())?.holder).toMatchObject({ name: 'Fay', role: 'finance' })
  await decide('fay', id, 'creditRelease')
  // it was for too little
  expect(await leg()).toMatchObject({ state: 'here', holder: { name: null, role: 'orderDesk' } })
  expect((await card())?.holder).toMatchObject({ name: null, role: 'orderDesk' })
})
