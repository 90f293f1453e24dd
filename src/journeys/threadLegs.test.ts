import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readThread } from '#features/handoff/server/thread.service.ts'
import { callOffOrder } from '#features/order/server/callOff.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { addDays } from '#kernel/clock.ts'
import { contractDay, contractWorld, feeLine } from '#test/contractWorld.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { moveGoods } from './moveGoods.ts'

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
