import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let path = ''
beforeAll(async () => {
  t = await testApp()
  const { body } = await t.as('ann').post('/customers', { name: 'Reads its account' })
  path = `/customers/${String(body.id)}/statement`
  await t.as('fay').post('/receipts', { customerId: body.id, amount: '70' })
})
afterAll(() => t?.close())

test('a payer out of reach is missing, and whoever sees no receivables is refused', async () => {
  const asked = async (who: Parameters<TestApp['as']>[0]) => (await t.as(who).get(path)).status
  expect(await Promise.all((['ann', 'max', 'fay', 'olivia'] as const).map(asked))).toEqual([200, 200, 200, 200])
  expect([await asked('wei'), await asked('gus')]).toEqual([403, 404])
  expect((await t.as('gus').get(`${path}/pdf`)).status).toBe(404)
})

test('C114 where a sum that it is made of is hidden there is no statement, on paper neither', async () => {
  const hide = (access: 'hidden' | null) =>
    t.as('olivia').put('/field-rights', {
      changes: [{ entity: 'receipt', field: 'amount', role: 'finance', access }],
    })
  expect((await t.as('fay').get(path)).body).toMatchObject({ closing: '-70', paid: '70' })
  await hide('hidden')
  for (const one of [path, `${path}/pdf`, `${path}?basis=delivered`]) {
    const { status, body } = await t.as('fay').get(one)
    expect([status, body]).toEqual([403, { reasons: [{ key: 'statement.closed' }] }])
  }
  await hide(null)
  expect((await t.as('fay').get(`${path}/pdf?lang=en`)).status).toBe(200)
})
