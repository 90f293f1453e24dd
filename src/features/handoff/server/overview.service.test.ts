import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { setCredit } from '#features/customer/server/credit.service.ts'
import { moveOrder } from '#features/order/server/move.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createTicket } from '#features/ticket/server/ticket.service.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { type AnyRecord, registered } from '#meta/registry.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import type { Find } from '../handoff.schema.ts'
import { type Figure, figuresOf, hrefOfFigure, overviewGroups } from '../overview.rules.ts'
import { readBoard } from './board.service.ts'
import { readOverview } from './overview.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  await fill()
})
afterAll(() => open.close())

const change = (text: string, ...values: unknown[]) => world.write('oda', tx => tx.query({ text, values }))
async function confirmed(): Promise<{ id: string; lineId: string }> {
  const product = await world.stocked('10')
  const { id, lines } = await world.confirmed([{ productId: product.id, unitQty: '2' }])
  return { id, lineId: lines[0]?.id ?? '' }
}
async function send(lineId: string, ...moves: readonly ('ready' | 'ship' | 'deliver')[]): Promise<string> {
  const lines = [{ orderLineId: lineId, unitQty: '1' }]
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { lines }))
  for (const move of moves) await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
  return id
}

/** Something of everything: dead, unfinished, held, late, over the limit. */
async function fill(): Promise<void> {
  const { customerId } = world
  const [dead, part, held, over] = [await confirmed(), await confirmed(), await confirmed(), await confirmed()]
  await send(part.lineId, 'ready', 'ship')
  const waits = await send(held.lineId)
  await change(
    'update shipments set planned_date = current_date - 3 where org_id = $1 and id = $2',
    world.acmeId,
    waits,
  )
  const lost = await send(held.lineId, 'ready', 'ship')
  await change("update shipments set carrier_state = 'problem' where org_id = $1 and id = $2", world.acmeId, lost)
  await world.write('oda', (tx, actor) => moveOrder(tx, actor, held.id, { move: 'hold', note: '等客户' }))
  await change(
    'update orders set promised_date = current_date - 5 where org_id = $1 and id = $2',
    world.acmeId,
    held.id,
  )
  // done with everything but overpaid, so never completed: it lies in no step of the board
  await change(
    "update orders set fulfilment = 'delivered', supply = 'full', billing = 'full', payment = 'over' where org_id = $1 and id = $2",
    world.acmeId,
    over.id,
  )
  await change(
    'update orders set updated_at = now() - make_interval(days => 90) where org_id = $1 and id = any($2)',
    world.acmeId,
    [dead.id, part.id, over.id],
  )
  await change("update shipments set updated_at = now() - interval '90 days' where org_id = $1", world.acmeId)
  await change(
    'update instalments set due_date = current_date - 9 where org_id = $1 and order_id = $2',
    world.acmeId,
    part.id,
  )
  await change(
    'update instalments set due_date = current_date + 2 where org_id = $1 and order_id = $2',
    world.acmeId,
    held.id,
  )
  await world.write('fay', (tx, actor) => createReceipt(tx, actor, { customerId, amount: '120', externalRef: 'A1' }))
  await world.write('fay', (tx, actor) => setCredit(tx, actor, customerId, { creditLimit: '1', policy: 'warn' }))
  await world.write('oda', (tx, actor) => createTicket(tx, actor, { title: '漏油', customerId }))
  const late = await world.write('oda', (tx, actor) => createTicket(tx, actor, { title: '异响', customerId }))
  await change(
    "update tickets set due_at = now() - interval '3 days' where org_id = $1 and id = $2",
    world.acmeId,
    late.id,
  )
}

const overview = (who: Anyone) =>
  world.read(who, async (db, actor) => {
    const groups = await Promise.all(overviewGroups.map(group => readOverview(db, actor, group)))
    return new Map(groups.flatMap(one => one.figures.map(figure => [figure.key, figure])))
  })
const boardOf = async (who: Anyone, find: Find) => {
  const { columns } = await world.read(who, (db, actor) => readBoard(db, actor, { find }))
  return columns.flatMap(column => column.cards.map(card => card.recordId))
}
/** Every record of the list behind a figure, page by page, by the filter that stands in its address. */
async function listOf(who: Anyone, row: Figure): Promise<readonly AnyRecord[]> {
  const filter = new URL(hrefOfFigure(row), 'http://x').searchParams.get('filter') ?? ''
  const found: AnyRecord[] = []
  let cursor: string | null = null
  do {
    const page: { items: AnyRecord[]; nextCursor: string | null } = await world.read(who, async (db, actor) => {
      const list = registered(row.entity)?.verbs.list
      if (!list) throw new Error(`${row.entity} has no list`)
      return list(db, actor, { filter, limit: 2, ...(cursor && { cursor }) })
    })
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return found
}
const rowsOf = (...roles: readonly string[]) => overviewGroups.flatMap(group => figuresOf(roles, group))

describe('every figure is the list behind it', () => {
  test('for the owner: counts and sums alike, and none of what was set up is missed', async () => {
    const figures = await overview('olivia')
    for (const row of rowsOf('owner')) {
      const figure = figures.get(row.key)
      const list = row.find ? [] : await listOf('olivia', row)
      const ids = row.find ? await boardOf('olivia', row.find) : list.map(one => one.id)
      expect([row.key, figure?.count]).toEqual([row.key, ids.length])
      expect(new Set(ids).size).toBe(ids.length)
      const sum = row.sum && list.reduce((total, one) => total + Number(one[row.sum ?? '']), 0)
      if (row.sum) expect([row.key, Number(figure?.sum)]).toEqual([row.key, sum])
    }
    const some = ['received', 'dueSoon', 'overdue', 'confirmed', 'notOut', 'onHold', 'dead', 'overLimit'] as const
    const more = ['shippedToday', 'toSend', 'sendLate', 'carrierSays', 'tickets', 'ticketsLate'] as const
    for (const key of [...some, ...more]) expect([key, figures.get(key)?.count]).not.toEqual([key, 0])
    expect(figures.get('dead')?.count).toBe(1)
    expect(figures.get('unfinished')?.count).toBe(2)
  })
  test('everyone finds their own part, as far as their rights go', async () => {
    const keys = async (who: Anyone) => [...(await overview(who)).keys()]
    expect(await keys('fay')).toContain('refundsToPay')
    expect(await keys('fay')).not.toContain('shippedToday')
    expect(await keys('wei')).toEqual(['shippedToday', 'shippedWeek', 'toSend', 'sendLate', 'carrierSays'])
    expect(await keys('ann')).toEqual([])
    expect((await overview('gus')).get('confirmed')).toMatchObject({ count: 0, sum: '0' })
  })
})
