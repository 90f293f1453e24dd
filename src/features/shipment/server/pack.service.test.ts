import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import type { Check } from '../pack.rules.ts'
import { checkPacking } from './pack.service.ts'
import { moveShipment } from './post.service.ts'
import { createShipment, getShipment } from './shipment.service.ts'
import { setShipping } from './shipping.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const check = (id: string, one: Check, who: Anyone = 'wei') =>
  world.write(who, (tx, actor) => checkPacking(tx, actor, id, one))
const move = (id: string, name: 'ready' | 'ship' | 'unship') =>
  world.write('wei', (tx, actor) => moveShipment(tx, actor, id, { move: name }))
const planned = async (qty: string) => {
  const product = await world.stocked('20')
  const order = await world.confirmed([{ productId: product.id, unitQty: qty }])
  const { id } = await world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id] }))
  return { id, product }
}
const checkedOf = async (id: string) =>
  (await world.read('wei', (db, actor) => getShipment(db, actor, id))).lines[0]?.checked
const events = (id: string) =>
  world.rows<{ kind: string; after: { unchecked?: string } | null }>(
    'select kind, after from event where org_id = $1 and record_id = $2 order by seq',
    [id],
  )

describe('a scan', () => {
  test('counts one, both phones see it, and the last one is told in the history', async () => {
    const { id, product } = await planned('2')
    expect(await check(id, { code: product.code.toLowerCase() })).toMatchObject({ lines: [{ checked: '1' }] })
    expect(await checkedOf(id)).toBe('1')
    await check(id, { code: product.code })
    expect((await events(id)).map(one => one.kind)).toEqual(['shipment.created', 'shipment.packed'])
  })
  test('of other goods, of nothing known or of too many is refused by name; nothing is counted', async () => {
    const { id, product } = await planned('1')
    const other = await world.product()
    await expect(check(id, { code: other.code })).rejects.toMatchObject({
      reasons: [{ key: 'shipment.scan.other', path: 'code', values: { name: other.name } }],
    })
    expect(await refused(check(id, { code: '404' }))).toEqual(['shipment.scan.unknown@code'])
    await check(id, { code: product.code })
    await expect(check(id, { code: product.code })).rejects.toMatchObject({
      reasons: [{ key: 'shipment.scan.tooMany', values: { name: product.name, qty: '1' } }],
    })
    expect(await checkedOf(id)).toBe('1')
    expect(await refused(check(id, {}))).toEqual(['shipment.scan.which@code'])
  })
  test('ten at once from two phones: exactly so many as there are, the others are told', async () => {
    const { id, product } = await planned('6')
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => check(id, { code: product.code })))
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(6)
    expect(await checkedOf(id)).toBe('6')
  })
  test('is for who may edit shipments, before it is shipped; to another company it is missing', async () => {
    const { id, product } = await planned('1')
    await expect(check(id, { code: product.code }, 'ann')).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(check(id, { code: product.code }, 'gus')).rejects.toMatchObject({ kind: 'missing' })
    await move(id, 'ready')
    await move(id, 'ship')
    expect(await refused(check(id, { code: product.code }))).toEqual(['shipment.scan.notNow'])
  })
})

describe('by the setting', () => {
  const set = (how: 'off' | 'say' | 'must') => world.write('max', (tx, actor) => setShipping(tx, actor, { check: how }))
  test('what is not checked ships and is said so; or it does not ship until it is', async () => {
    const told = await planned('1')
    await move(told.id, 'ready')
    await move(told.id, 'ship')
    expect((await events(told.id)).at(-1)?.after?.unchecked).toBe(`1 ${told.product.name}`)
    await set('must')
    const held = await planned('1')
    await move(held.id, 'ready')
    await expect(move(held.id, 'ship')).rejects.toMatchObject({
      reasons: [{ key: 'shipment.notChecked', values: { lines: `1 ${held.product.name} 0/1` } }],
    })
    await check(held.id, { code: held.product.code })
    expect(await move(held.id, 'ship')).toMatchObject({ state: 'shipped' })
    await set('off')
  })
})
