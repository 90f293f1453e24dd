// Settings of the company as people set them: who may, what is refused, and what they change at once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

const rows = (text: string, values: unknown[] = []) =>
  inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => tx.query({ text, values: [app.world.acmeId, ...values] }))
const told = async (kind: string) =>
  rows('select before, after from event where org_id = $1 and kind = $2 order by seq', [kind])

test.each([
  [
    '/stock/policy',
    { reservePolicy: 'all', reserveFreed: 'priority' },
    { reservePolicy: 'partial', reserveFreed: 'off' },
    'stock.policySet',
  ],
  ['/credit-counting', { creditCounts: 'due' }, { creditCounts: 'shipped' }, 'order.countingSet'],
  ['/customer-life', { dormantDays: 180, lostDays: 365 }, { dormantDays: 30, lostDays: 60 }, 'customer.lifeSet'],
] as const)('%s is read by everyone, set by the owner, and told once', async (path, usual, next, kind) => {
  expect((await app.as('wei').get(path)).body).toEqual(usual)
  expect((await app.as('max').put(path, next)).status).toBe(403)
  expect((await app.as('olivia').put(path, next)).body).toEqual(next)
  await app.as('olivia').put(path, next)
  expect((await app.as('wei').get(path)).body).toEqual(next)
  expect(await told(kind)).toHaveLength(1)
  expect((await app.as('olivia').put(path, { ...next, more: 1 })).status).toBe(400)
})

test('a customer who once bought is dormant and lost after the days the company says', async () => {
  const { id } = (await app.as('olivia').post('/customers', { name: 'Silent Ltd' })).body
  await rows(
    `insert into customer_activity (org_id, customer_id, orders, last_order_at) values ($1, $2, 1, now() - interval '40 days')`,
    [id],
  )
  const life = async () => (await app.as('olivia').get(`/customers/${String(id)}`)).body.life
  const set = (dormantDays: number, lostDays: number) =>
    app.as('olivia').put('/customer-life', { dormantDays, lostDays })
  const found: unknown[] = []
  for (const [dormant, lost] of [
    [50, 90],
    [39, 90],
    [20, 39],
  ] as const) {
    await set(dormant, lost)
    found.push(await life())
  }
  expect(found).toEqual(['buying', 'dormant', 'lost'])
  const filter = encodeURIComponent(JSON.stringify({ field: 'life', op: 'is', value: 'lost' }))
  expect((await app.as('olivia').get(`/customers?filter=${filter}`)).body).toMatchObject({ items: [{ id }] })
  const refused = await set(60, 60)
  expect(refused.body.reasons).toMatchObject([{ key: 'life.order', path: 'lostDays' }])
})
