import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { Product } from '#features/product/product.schema.ts'
import { type Answer, appOn, type Caller, callerOf } from '#test/app.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { brokenOrders, type OrderWorld, orderWorld } from '#test/orderWorld.ts'

let database: TestDatabase
let apps: Awaited<ReturnType<typeof appOn>>[]
let world: OrderWorld
let oda: readonly Caller[]
let payers: readonly string[]
let goods: readonly Product[]

beforeAll(async () => {
  database = await testDatabase('world')
  // two processes, as behind a balancer: the turn of a batch is the database's
  apps = [await appOn(database), await appOn(database)]
  const db = apps[0]?.baton.db
  if (!db) throw new Error('no database')
  world = await orderWorld(db)
  const key = await world.keyOf('oda')
  oda = apps.map(app => callerOf(app, async () => ({ authorization: `Bearer ${key}` })))
  payers = await Promise.all(
    ['甲', '乙'].map(name =>
      world.write('ann', async (tx, ann) => (await createCustomer(tx, ann, { name, address: 'x' })).id),
    ),
  )
  goods = await Promise.all(['900', '900', '900'].map(qty => world.stocked(qty)))
}, 120_000)

afterAll(async () => {
  for (const app of apps ?? []) await app.close()
  await database?.drop()
})

/** Reviewed orders that only a confirmation is missing of; neighbours share payer and stock in crossing order. */
async function reviewed(count: number): Promise<string[]> {
  const credit = (creditLimit: string | null, policy: 'block' | 'warn') =>
    Promise.all(payers.map(id => world.write('fay', (tx, fay) => setCredit(tx, fay, id, { creditLimit, policy }))))
  await credit('0', 'block')
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const lines = [0, 1].map(at => ({ productId: goods[(n + at) % goods.length]?.id ?? '', unitQty: '1' }))
    const { id } = await world.draft(n % 2 ? lines.toReversed() : lines, { customerId: payers[n % 2] ?? '' })
    await world.submit(id)
    await world.approveAll(id)
    ids.push(id)
  }
  await credit(null, 'warn')
  return ids
}

const rowsOf = (ids: readonly string[], move: string) => ids.map(id => ({ entity: 'order', do: 'move', id, move }))
const seen = (answers: readonly Answer[]) =>
  answers.map(({ status, body }) => ({ status, body: JSON.stringify(body).slice(0, 300) }))

test('two batches and single requests over the same orders: each order is confirmed once, and nothing breaks', async () => {
  for (let round = 0; round < 3; round++) {
    const ids = await reviewed(8)
    const [here, there] = oda
    if (!here || !there) throw new Error('two processes')
    const answers = await Promise.all([
      here.post('/batch', { mode: 'all', rows: rowsOf(ids, 'confirm') }),
      there.post('/batch', { mode: 'all', rows: rowsOf(ids.toReversed(), 'confirm') }),
      there.post('/batch', { mode: 'each', rows: rowsOf(ids, 'hold') }),
      ...ids.toReversed().map(id => here.post(`/orders/${id}/moves/hold`)),
      ...ids.slice(0, 4).map(id => there.post(`/orders/${id}/moves/confirm`)),
    ])
    expect(seen(answers).filter(one => ![200, 409, 422].includes(one.status))).toEqual([])
    // whoever came first, every order was confirmed by somebody
    await here.post('/batch', { mode: 'each', rows: rowsOf(ids, 'confirm') })
    const states = await Promise.all(ids.map(async id => (await world.get(id)).state))
    expect(states.filter(state => state !== 'confirmed' && state !== 'on_hold')).toEqual([])
    const told = await world.rows<{ n: number }>(
      `select count(*)::int as n from event where org_id = $1 and record_id = any($2) and kind = 'order.confirmed'`,
      [ids],
    )
    expect(told).toEqual([{ n: ids.length }])
    expect(await world.rows(brokenOrders)).toEqual([])
  }
}, 120_000)

test('a deadlock with a single request runs one of the two again, and both end well', async () => {
  const ids = await reviewed(2)
  const retries = () => apps.reduce((sum, app) => sum + app.baton.db.counters.retries, 0)
  const before = retries()
  const lock = (table: string, column: string, id: string | undefined) => ({
    text: `select 1 from ${table} where org_id = $1 and ${column} = $2 for no key update`,
    values: [world.acmeId, id],
  })
  let batch: Promise<Answer> | undefined
  await world.write('fay', async tx => {
    // what the second row wants; once the batch waits for it, we want what its first row holds
    await tx.query(lock('customer_credit', 'customer_id', payers[1]))
    batch ??= oda[1]?.post('/batch', { mode: 'all', rows: rowsOf(ids, 'confirm') })
    await waiting()
    await tx.query(lock('stock_levels', 'product_id', goods[0]?.id))
  })
  expect(await batch).toMatchObject({ status: 200, body: { done: 2 } })
  expect(retries()).toBeGreaterThan(before)
  expect(await world.rows(brokenOrders)).toEqual([])
})

/** Until somebody waits for a lock, or it has become clear that nobody will. */
async function waiting(): Promise<void> {
  for (let n = 0; n < 100; n++) {
    const [row] = await world.rows<{ n: number }>(
      'select count(*)::int as n from pg_locks where not granted and $1::uuid is not null',
    )
    if (row?.n) return
    await sleep(20)
  }
}

test('batches of all or nothing take turns, also across processes', async () => {
  const names = Array.from({ length: 6 }, (_, n) => `Turn ${n}`)
  const answers = await Promise.all(
    names.map((name, n) =>
      oda[n % oda.length]?.post('/batch', {
        mode: 'all',
        rows: Array.from({ length: 30 }, () => ({ entity: 'customer', do: 'create', input: { name } })),
      }),
    ),
  )
  expect(answers.map(answer => answer?.status)).toEqual(names.map(() => 200))
  const written = await world.rows<{ at: string; n: number }>(
    `select name as at, count(*)::int as n from customers where org_id = $1 and name like 'Turn %' group by name order by name`,
  )
  expect(written).toEqual(names.map(at => ({ at, n: 30 })))
})
