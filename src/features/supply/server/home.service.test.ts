import { afterAll, beforeAll, expect, test } from 'vitest'
import { setPolicy } from '#features/stock/server/policy.service.ts'
import { can } from '#kernel/access.ts'
import { addDays, dayRange, today } from '#kernel/clock.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import type { NewSupply } from '../supply.schema.ts'
import { createSupply } from './create.service.ts'
import { supplyHome } from './home.service.ts'
import { requestShortages, shortages } from './shortage.service.ts'
import { moveSupply, receiveSupply } from './supplyMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let day: string
let zone: string
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  ;({ zone } = (await world.as('oda')).org)
  day = today(open.db.clock, zone)
  await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { reservePolicy: 'partial' }))
})
afterAll(() => open.close())

const create = (input: NewSupply) => world.write('oda', (tx, actor) => createSupply(tx, actor, input))
/** What Home reads of supply for that person: those sections that they are asked for. */
const home = async (who: Anyone, section: 'mine' | 'stalled') => {
  const actor = await world.as(who)
  const sources = supplyHome.filter(one => one.section === section && can(actor, one.access))
  const found = await Promise.all(sources.map(one => world.read(who, (db, mine) => one.lines(db, mine, db.now))))
  return found.flat()
}

test('the warehouse finds what comes today and what should have come; not what is later, whole, given up or without a day', async () => {
  const product = await world.product()
  const make = (expectedOn: string | null) => create({ kind: 'buy', productId: product.id, qty: '4', expectedOn })
  const [late, now, , , whole, over] = [
    await make(addDays(day, -2)),
    await make(day),
    await make(addDays(day, 1)),
    await make(null),
    await make(day),
    await make(day),
  ]
  await world.write('wei', (tx, actor) => receiveSupply(tx, actor, whole.id, { qty: '4' }))
  await world.write('oda', (tx, actor) => moveSupply(tx, actor, over.id, { move: 'cancel' }))
  await world.write('wei', (tx, actor) => receiveSupply(tx, actor, now.id, { qty: '1' }))
  const lines = await home('wei', 'mine')
  expect(lines.map(line => [line.recordId, line.say?.key, line.late ?? false])).toEqual([
    [late.id, 'supply.home.late', true],
    [now.id, 'supply.home.today', false],
  ])
  expect(lines[1]).toMatchObject({ entity: 'supply', who: product.name, step: 'supply', actions: ['open'] })
  // what is still to come of it, and by the end of that day
  expect(lines[1]?.note).toContain(`${now.number} · 3 ${now.unit}`)
  expect(lines[1]?.at).toBe(new Date(dayRange(day, zone).end.getTime() - 1).toISOString())
  // whoever takes nothing in is not asked for it
  expect(await home('oda', 'mine')).toEqual([])
})

test('the order desk finds what nobody has asked for, and by it the order that waits first; asked for, it is gone', async () => {
  const product = await world.product()
  const lines = [{ productId: product.id, unitQty: '3' }]
  await world.confirmed(lines, { promisedDate: addDays(day, 9) })
  const first = await world.confirmed(lines, { promisedDate: addDays(day, 4) })
  const found = async () => (await home('oda', 'stalled')).filter(line => line.who === product.name)
  const [line] = await found()
  expect(line).toMatchObject({ entity: 'order', recordId: first.id, say: { key: 'supply.home.short' } })
  expect(line?.note).toMatch(new RegExp(`^6 .* · 主仓 · ${first.number}$`))
  expect(line?.at).toBe(new Date(dayRange(addDays(day, 4), zone).end.getTime() - 1).toISOString())
  expect(await home('wei', 'stalled')).toEqual([])
  const [lack] = await world.read('oda', (db, actor) => shortages(db, actor, { productId: product.id }))
  const items = [{ productId: product.id, warehouseId: lack?.warehouseId ?? '' }]
  await world.write('oda', (tx, actor) => requestShortages(tx, actor, { items }))
  expect(await found()).toEqual([])
})
