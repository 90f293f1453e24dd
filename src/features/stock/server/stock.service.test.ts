import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Product } from '#features/product/product.schema.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { openStock, planUnderLock, type StockWorld, stockWorld } from '#test/stockWorld.ts'
import type { StockPlan, StockPolicy, Want } from '../stock.schema.ts'
import { setBackorder } from './backorder.service.ts'
import { listLevels } from './level.service.ts'
import { selectHolds } from './reservation.sql.ts'
import {
  availability,
  expireReservations,
  foreseeStock,
  holdLinesBy,
  releaseReservations,
  reserve,
} from './stock.service.ts'
import { createWarehouse, editWarehouse } from './warehouse.service.ts'

let open: Awaited<ReturnType<typeof openStock>>
let world: StockWorld
beforeAll(async () => {
  open = await openStock()
})
beforeEach(async () => {
  world = await stockWorld(open.db)
})
afterAll(() => open.close())

const want = (product: Product, qty: string, more: Partial<Want> = {}): Want => ({
  orderLineId: newId(),
  productId: product.id,
  qty,
  holder: 'SO-1 / 1',
  ...more,
})
const read = <T>(fn: Parameters<typeof inOrg<T>>[3]) => inOrg(world.db, world.orgId, { mode: 'read' }, fn)

/** As an order's confirm does it: plan under lock, refuse or hold. */
async function confirm(
  tx: Tx,
  wants: readonly Want[],
  policy: StockPolicy = 'all',
  expiresAt: string | null = null,
): Promise<StockPlan> {
  const plan = await planUnderLock(tx, wants, policy)
  if (!plan.refused) reserve(tx, plan.picks, expiresAt)
  return plan
}
const place = (wants: readonly Want[], policy: StockPolicy = 'all', expiresAt: string | null = null) =>
  world.write('oda', tx => confirm(tx, wants, policy, expiresAt))
const release = (...ids: string[]) => world.write('oda', tx => releaseReservations(tx, ids))

describe('holding', () => {
  test('what is held is no longer available, and the page sees who holds it', async () => {
    const chair = await world.stocked('P', '10')
    const plan = await place([want(chair, '3'), want(chair, '4', { holder: 'SO-1 / 2' })])
    expect(plan.picks.map(one => one.qty)).toEqual(['3', '4'])
    expect((await read(tx => availability(tx, [chair.id]))).get(chair.id)).toEqual({
      productId: chair.id,
      onHand: '10',
      reserved: '7',
      available: '3',
    })
    expect((await read(tx => selectHolds(tx, chair.id, null))).map(one => [one.holder, one.qty])).toEqual([
      ['SO-1 / 1', '3'],
      ['SO-1 / 2', '4'],
    ])
    expect(await world.broken()).toEqual([])
  })
  test('a product without any stock is available at zero', async () => {
    const chair = await world.product({})
    expect((await read(tx => availability(tx, [chair.id]))).get(chair.id)).toMatchObject({ available: '0' })
    expect((await place([want(chair, '1')])).short).toMatchObject([{ available: '0', missing: '1' }])
  })
  test('O1 all short lines are told at once and nothing is held', async () => {
    const [chair, table] = [await world.stocked('A', '5'), await world.stocked('B', '1')]
    const plan = await place([want(chair, '4'), want(chair, '4'), want(table, '2')])
    expect(plan).toMatchObject({ refused: true, picks: [], short: [{ missing: '3' }, { missing: '1' }] })
    expect(await world.level(chair.id)).toEqual({ onHand: '5', reserved: '0' })
  })
  test('lines of services, fees and goods without stock-keeping ask nothing of the stock', async () => {
    const service = await world.product({ kind: 'service' })
    const loose = await world.product({ stockKept: false })
    expect(await read(tx => foreseeStock(tx, [want(service, '5'), want(loose, '5')], 'all'))).toEqual({
      picks: [],
      short: [],
      refused: false,
    })
  })
  test('the default warehouse gives first, one that is not in use gives nothing', async () => {
    const chair = await world.stocked('W', '2')
    const add = (code: string, state: 'active' | 'inactive') =>
      world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code, name: code, state }))
    const second = await add('0', 'active')
    await world.book({ kind: 'receipt', warehouseId: second.id, lines: [{ productId: chair.id, unitQty: '5' }] })
    const plan = await read(tx => foreseeStock(tx, [want(chair, '3')], 'all'))
    expect(plan.picks.map(one => [one.warehouseId, one.qty])).toEqual([
      [world.main.id, '2'],
      [second.id, '1'],
    ])
    const edit = (id: string, state: 'active' | 'inactive') =>
      world.write('wei', (tx, actor) => editWarehouse(tx, actor, id, { state }))
    await edit(second.id, 'inactive')
    expect(await read(tx => foreseeStock(tx, [want(chair, '5')], 'all'))).toMatchObject({
      refused: true,
      short: [{ available: '2' }],
    })
  })
  test('C064 with a backorder limit of 7, hundred of 93 may be promised, and the limit then stays', async () => {
    const chair = await world.stocked('BO', '93')
    const [level] = (await read(tx => listLevels(tx, world.as('oda'), {}))).items
    const allow = (limit: string) => world.write('oda', (tx, actor) => setBackorder(tx, actor, level?.id ?? '', limit))
    expect((await place([want(chair, '100')])).short).toMatchObject([{ available: '93', missing: '7' }])
    await allow('7')
    expect((await place([want(chair, '100')])).refused).toBe(false)
    expect(await world.level(chair.id)).toEqual({ onHand: '93', reserved: '100' })
    await expect(allow('6')).rejects.toMatchObject({ reasons: [{ key: 'stock.backorderHeld' }] })
    expect(await world.broken()).toEqual([])
  })
  test('C057 what fails after holding leaves nothing held', async () => {
    const chair = await world.stocked('C057', '5')
    const failing = world.write('oda', async tx => {
      await confirm(tx, [want(chair, '2')])
      await tx.query({ text: 'select 1', values: [] })
      throw new Error('payment failed')
    })
    await expect(failing).rejects.toThrow('payment failed')
    expect(await world.level(chair.id)).toEqual({ onHand: '5', reserved: '0' })
    expect(await read(tx => selectHolds(tx, chair.id, null))).toEqual([])
  })
})

describe('giving back', () => {
  test('C054 an order that ends holds nothing: all its rows go in one step, twice does no harm', async () => {
    const [chair, table] = [await world.stocked('A', '5'), await world.stocked('B', '5')]
    const [one, two, other] = [want(chair, '3'), want(table, '2'), want(chair, '1')]
    await place([one, two, other])
    expect(await release(one.orderLineId, two.orderLineId)).toEqual(
      expect.arrayContaining([
        { orderLineId: one.orderLineId, qty: '3' },
        { orderLineId: two.orderLineId, qty: '2' },
      ]),
    )
    expect(await release(one.orderLineId)).toEqual([])
    expect(await world.level(chair.id)).toEqual({ onHand: '5', reserved: '1' })
    expect(await world.level(table.id)).toEqual({ onHand: '5', reserved: '0' })
    expect(await world.broken()).toEqual([])
  })
  test('S6 holds end at their time, others stay, and their order lines are told', async () => {
    const chair = await world.stocked('EXP', '10')
    const [past, later, forever] = [want(chair, '1'), want(chair, '2'), want(chair, '3')]
    await place([past], 'all', '2026-11-25T05:59:59Z')
    await place([later], 'all', '2026-11-25T06:00:01Z')
    await place([forever])
    const seen: unknown[] = []
    holdLinesBy({
      lock: async (_tx, ids) => {
        seen.push(ids)
        return ids
      },
      lower: async (_tx, _by, released) => void seen.push(released),
      seenBy: async () => new Set(),
    })
    expect(await world.write('oda', tx => expireReservations(tx))).toEqual([
      { orderLineId: past.orderLineId, qty: '1' },
    ])
    expect(seen).toEqual([[past.orderLineId], [{ orderLineId: past.orderLineId, qty: '1' }]])
    expect(await world.write('oda', tx => expireReservations(tx))).toEqual([])
    expect(await world.level(chair.id)).toEqual({ onHand: '10', reserved: '5' })
    expect(await world.broken()).toEqual([])
  })
  test('holding after a release in one transaction is a fault of the lock order, not a silent deadlock', async () => {
    const chair = await world.stocked('LOCK', '5')
    const line = want(chair, '1')
    await place([line])
    const backwards = world.write('oda', async tx => {
      await releaseReservations(tx, [line.orderLineId])
      await planUnderLock(tx, [want(chair, '1')])
    })
    await expect(backwards).rejects.toThrow('lock order')
  })
})
