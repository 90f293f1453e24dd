import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { propertiesOf } from '#kernel/api.ts'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let ops: pg.Client

beforeAll(async () => {
  t = await testApp()
  ops = new pg.Client({ connectionString: t.database.opsUrl })
  await ops.connect()
})
afterAll(async () => {
  await ops?.end()
  await t?.close()
})

test.each([
  ['/api-keys', { name: 'ERP' }, 'secret'],
  ['/invitations', { email: 'new@acme.example', roles: ['sales'] }, 'link'],
])('what %s shows once is kept nowhere, and a repeat makes no second one', async (path, input, shown) => {
  const key = { 'idempotency-key': `once${path}` }
  const before = (await t.as('olivia').get(path)).body.items
  const both = await Promise.all([1, 2].map(() => t.as('olivia').post(path, input, key)))
  const [first, twin] = both.toSorted((a, b) => a.status - b.status)
  expect(first?.status).toBe(201)
  const secret = String(first?.body[shown]).split('#').at(-1) ?? ''
  expect(secret.length).toBeGreaterThan(30)
  const again = await t.as('olivia').post(path, input, key)
  for (const repeat of [twin, again])
    expect(repeat).toMatchObject({ status: 409, body: { reasons: [{ key: 'kernel.shownOnce' }] } })
  const after = (await t.as('olivia').get(path)).body.items
  expect(after).toHaveLength(Array.isArray(before) ? before.length + 1 : 1)
  const kept = await ops.query<{ answer: string }>('select answer from idempotency where key = $1', [`once${path}`])
  expect(kept.rows).toHaveLength(1)
  expect(kept.rows[0]?.answer).not.toContain(secret)
  // another body under the same key is still another request
  expect((await t.as('olivia').post(path, { ...input, name: 'x', email: 'x@acme.example' }, key)).status).not.toBe(201)
})

test('every answer that shows a secret says so in its row', () => {
  const shows = t.app.baton.rows.filter(
    ({ row }) =>
      row.mode === 'write' && Object.keys(propertiesOf(row.reply)).some(name => /^(secret|token|link)$/.test(name)),
  )
  expect(shows.map(({ row }) => `${row.method} ${row.path}`)).toEqual(
    expect.arrayContaining(['POST /api-keys', 'POST /invitations']),
  )
  expect(shows.filter(({ row }) => !row.secret).map(({ row }) => row.path)).toEqual([])
})
