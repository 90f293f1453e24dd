import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { handoffPermissions } from '#features/handoff/handoff.access.ts'
import { getHandoff, moveHandoff } from '#features/handoff/server/handoff.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import { editPermissions } from '#features/people/server/role.service.ts'
import { createQuote } from '#features/quote/server/quote.service.ts'
import { moveQuote } from '#features/quote/server/quoteMove.service.ts'
import type { Reach, Role } from '#kernel/access.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { winDeal } from './winDeal.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const told = async (who: Anyone, recordId: string) =>
  (await world.read(who, (db, actor) => listNotices(db, actor, { limit: 100 }))).items
    .filter(one => one.recordId === recordId)
    .map(one => one.kind)

test('a review asks finance, then the warehouse, and at the end says to the seller that the order is confirmed', async () => {
  const { id: productId } = await world.stocked('10')
  const { id } = await world.draft([{ productId, unitQty: '3' }])
  await world.submit(id)
  expect(await told('fay', id)).toEqual(['approvalWaiting'])
  expect(await told('wei', id)).toEqual([])
  await world.approveAll(id)
  expect(await told('wei', id)).toEqual(['approvalWaiting'])
  expect(await told('ann', id)).toEqual(['orderConfirmed'])
})

test('reviewed without the goods, the seller is told that it cannot be confirmed yet', async () => {
  const { id: productId } = await world.stocked('1')
  const { id } = await world.draft([{ productId, unitQty: '3' }])
  await world.submit(id)
  await world.approveAll(id)
  expect((await world.get(id)).state).toBe('in_review')
  expect(await told('ann', id)).toEqual(['orderStuck'])
})

/** A deal of Ann's that is won, with its packet. */
async function packet(): Promise<string> {
  const { customerId } = world
  const contact = await world.write('ann', (tx, actor) => createContact(tx, actor, { customerId, name: '付慧琳' }))
  const { id: productId } = await world.stocked('10')
  const deal = await world.write('ann', (tx, actor) =>
    createDeal(tx, actor, { name: '二期', customerId, expectedClose: '2027-01-31', amount: '1000' }),
  )
  const terms = {
    instalments: [{ kind: 'balance' as const, percent: '100', on: 'shipped' as const, days: 7 }],
    gates: { confirm: '0', supply: '0', ship: '0' },
  }
  const input = { dealId: deal.id, lines: [{ productId, unitQty: '1' }], terms }
  const quote = await world.write('ann', (tx, actor) => createQuote(tx, actor, input))
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'send', {}))
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'accept', {}))
  const agreed = { contactId: contact.id, promisedDate: '2027-02-15', address: '湖州市德清县' }
  const won = await world.write('ann', (tx, actor) => winDeal(tx, actor, deal.id, agreed))
  return won.handoffId ?? ''
}

test('a packet handed over is told to the order desk, its return and its acceptance to the seller', async () => {
  const id = await packet()
  expect(await told('oda', id)).toEqual(['packetHandedOver'])
  await world.write('oda', (tx, actor) => moveHandoff(tx, actor, id, { move: 'sendBack', reason: '缺图纸' }))
  await world.write('ann', (tx, actor) => moveHandoff(tx, actor, id, { move: 'resubmit' }))
  await world.write('oda', (tx, actor) => moveHandoff(tx, actor, id, { move: 'accept' }))
  expect((await world.read('oda', (db, actor) => getHandoff(db, actor, id))).state).toBe('accepted')
  expect(await told('ann', id)).toEqual(['packetAccepted', 'packetSentBack'])
  expect(await told('oda', id)).toEqual(['packetHandedOver', 'packetHandedOver'])
})

describe('whoever may accept a packet is told of it, whatever their role', () => {
  const grant = (...changes: { role: Role; reach: Reach | null }[]) =>
    world.write('olivia', (tx, actor) =>
      editPermissions(tx, actor, handoffPermissions, {
        changes: changes.map(one => ({ permission: 'handoff.accept', ...one })),
      }),
    )
  const hear = async (id: string) => {
    const each = await Promise.all(
      (['olivia', 'max', 'oda', 'fay', 'wei'] as const).map(async who => [who, await told(who, id)] as const),
    )
    return each.flatMap(([who, kinds]) => (kinds.includes('packetHandedOver') ? [who] : []))
  }

  test('a role that was given the right hears it, one that lost it does not', async () => {
    await grant({ role: 'finance', reach: 'all' }, { role: 'orderDesk', reach: null })
    expect(await hear(await packet())).toEqual(['fay'])
  })

  test('only as far as their reach goes', async () => {
    await grant(
      { role: 'finance', reach: null },
      { role: 'salesManager', reach: 'branch' },
      { role: 'warehouse', reach: 'own' },
    )
    expect(await hear(await packet())).toEqual(['max'])
  })

  test('where nobody else may, the owner hears it', async () => {
    await grant({ role: 'salesManager', reach: null }, { role: 'warehouse', reach: null })
    expect(await hear(await packet())).toEqual(['olivia'])
  })
})
