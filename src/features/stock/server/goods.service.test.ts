import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { openStock, planUnderLock, type StockWorld, stockWorld } from '#test/stockWorld.ts'
import type { Outgoing } from '../goods.rules.ts'
import { type Paper, putBack, takeIn, takeOut } from './goods.service.ts'
import { reserve } from './stock.service.ts'
import { createWarehouse } from './warehouse.service.ts'

let open: Awaited<ReturnType<typeof openStock>>
let world: StockWorld
beforeAll(async () => {
  open = await openStock()
})
beforeEach(async () => {
  world = await stockWorld(open.db)
})
afterAll(() => open.close())

const paper = (): Paper => ({ entity: 'shipment', recordId: newId(), paper: 'FH1', date: '2026-11-25' })
const hold = (orderLineId: string, productId: string, qty: string, warehouseId: string | null = null) =>
  world.write('oda', async tx => {
    const plan = await planUnderLock(tx, [{ orderLineId, productId, qty, holder: 'SO-1 / 1', warehouseId }])
    reserve(tx, plan.picks)
  })
const line = (productId: string, qty: string, more: Partial<Outgoing> = {}): Outgoing => ({
  no: 1,
  orderLineId: newId(),
  productId,
  name: 'P',
  warehouseId: world.main.id,
  batch: null,
  qty,
  restAfter: '0',
  ...more,
})
const ship = (at: Paper, ...lines: Outgoing[]) =>
  world.write('wei', (tx, actor) => takeOut(tx, actor, at, { lines, behind: async () => undefined }))

describe('goods that leave', () => {
  test('S4 what the line holds itself goes first, the rest from what nobody holds', async () => {
    const chair = await world.stocked('A', '10')
    const id = newId()
    await hold(id, chair.id, '4')
    const lowered = await ship(paper(), line(chair.id, '6', { orderLineId: id }))
    expect(lowered).toEqual(new Map([[id, '4']]))
    expect(await world.level(chair.id)).toEqual({ onHand: '4', reserved: '0' })
    expect(await world.broken()).toEqual([])
  })
  test('C051 what another order holds stays: refused with how much is missing, nothing moved', async () => {
    const chair = await world.stocked('A', '10')
    await hold(newId(), chair.id, '8')
    const refused = ship(paper(), line(chair.id, '5'))
    await expect(refused).rejects.toMatchObject({
      reasons: [{ key: 'stock.goodsShort', path: 'lines.0.qty', values: { missing: '3' } }],
    } satisfies Partial<Refusal>)
    expect(await world.level(chair.id)).toEqual({ onHand: '10', reserved: '8' })
  })
  test('O1 every short line is told at once', async () => {
    const [a, b] = [await world.stocked('A', '1'), await world.stocked('B', '1')]
    const refused = ship(paper(), line(a.id, '2'), line(b.id, '3', { no: 2 }))
    await expect(refused).rejects.toMatchObject({ reasons: [{ values: { no: 1 } }, { values: { no: 2 } }] })
  })
  test('held in one warehouse and sent from another: the hold that is no longer needed is given up', async () => {
    const chair = await world.stocked('A', '10')
    const other = await world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'B', name: '副仓' }))
    await world.book({ kind: 'receipt', warehouseId: other.id, lines: [{ productId: chair.id, unitQty: '5' }] })
    const id = newId()
    await hold(id, chair.id, '5', world.main.id)
    const lowered = await ship(paper(), line(chair.id, '3', { orderLineId: id, warehouseId: other.id, restAfter: '2' }))
    expect(lowered).toEqual(new Map([[id, '3']]))
    expect(await world.level(chair.id)).toEqual({ onHand: '12', reserved: '2' })
    expect(await world.broken()).toEqual([])
  })
  test('two lines of one product share what is there', async () => {
    const chair = await world.stocked('A', '5')
    await ship(paper(), line(chair.id, '3'), line(chair.id, '2', { no: 2 }))
    expect(await world.level(chair.id)).toEqual({ onHand: '0', reserved: '0' })
    expect(await world.broken()).toEqual([])
  })
})

describe('goods that come back', () => {
  test('C055 a shipment taken back: on hand as before, and held for its order again', async () => {
    const chair = await world.stocked('A', '10')
    const [at, id] = [paper(), newId()]
    await hold(id, chair.id, '3')
    await ship(at, line(chair.id, '3', { orderLineId: id }))
    expect(await world.level(chair.id)).toEqual({ onHand: '7', reserved: '0' })
    const raised = await world.write('wei', (tx, actor) =>
      putBack(tx, actor, at, [{ no: 1, orderLineId: id, holder: 'SO-1 / 1', most: '3' }]),
    )
    expect(raised).toEqual(new Map([[id, '3']]))
    expect(await world.level(chair.id)).toEqual({ onHand: '10', reserved: '3' })
    expect(await world.broken()).toEqual([])
  })
  test('a return is free stock, also where the product never was', async () => {
    const chair = await world.product({})
    const back: Paper = { ...paper(), entity: 'goodsReturn' }
    const key = { productId: chair.id, warehouseId: world.main.id, batch: '' }
    await world.write('wei', (tx, actor) => takeIn(tx, actor, back, [{ ...key, no: 1, qty: '2' }]))
    expect(await world.level(chair.id)).toEqual({ onHand: '2', reserved: '0' })
    expect(await world.broken()).toEqual([])
  })
})
