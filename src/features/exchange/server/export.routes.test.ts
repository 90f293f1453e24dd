import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { registered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { readTable } from '../read/delimited.ts'
import { exportRecords } from './export.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const tableOf = (text: string) => {
  const read = readTable(text)
  if (!read.ok) throw new Error(JSON.stringify(read.reasons))
  return read.table
}

test('C114 an export holds what the list holds, formulas disarmed', async () => {
  const label = { en: 'Seal', zh: '印章' }
  await t.as('olivia').post('/fields', { entity: 'customer', key: 'seal', label, kind: 'text' })
  await t.as('olivia').post('/customers', { name: '=HYPERLINK("x")', level: 'A', custom: { seal: 'S1' } })
  for (let n = 0; n < 20; n++) await t.as('olivia').post('/customers', { name: `Bulk ${n}` })
  const { status, response } = await t.as('olivia').get('/customers/export?fields=name,level,seal,ownerId&sort=name')
  expect(status).toBe(200)
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
  const table = tableOf(response.body)
  expect(table.columns.map(column => column.name)).toEqual(['Name', 'Level', 'Seal', 'Owner'])
  expect(table.rows).toHaveLength(21)
  expect(table.rows[0]?.cells).toEqual([`'=HYPERLINK("x")`, 'A', 'S1', 'Olivia'])
})

test('C116 nobody exports without the right to, and nobody beyond its reach', async () => {
  expect((await t.as('ann').get('/customers/export')).status).toBe(403)
  await t.as('ann').post('/customers', { name: 'Of Ann' })
  const { response } = await t.as('max').get('/customers/export?fields=name')
  expect(tableOf(response.body).rows.map(row => row.cells)).toEqual([['Of Ann']])
})

test('C115 a field that the person may not see cannot be asked for', async () => {
  const hidden = await t.as('oda').get('/products/export?fields=cost')
  const offered = tableOf((await t.as('oda').get('/products/export')).response.body).columns.map(one => one.name)
  const own = tableOf((await t.as('olivia').get('/products/export')).response.body).columns.map(one => one.name)
  expect(hidden.status).toBe(400)
  expect(offered).not.toContain('Cost')
  expect(own).toContain('Cost')
})

test('several pages make one file without a gap or a twin; more than a file may hold is refused, never cut', async () => {
  const { body } = await t.as('olivia').post('/customers', { name: 'Page' })
  await inOrg(t.db, t.world.acmeId, { mode: 'write', plan: 'free' }, tx =>
    tx.query({
      text: `insert into customers select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', 'P' || i, 'name', 'Page ' || i % 7))).*
        from customers c, generate_series(1, 2500) i where c.org_id = $1 and c.id = $2`,
      values: [t.world.acmeId, body.id],
    }),
  )
  const { response } = await t.as('olivia').get('/customers/export?fields=number&sort=name')
  const numbers = tableOf(response.body).rows.flatMap(row => row.cells)
  const { body: all } = await t.as('olivia').get('/customers/summary')
  expect([numbers.length, new Set(numbers).size]).toEqual([all.count, all.count])
  expect(numbers.length).toBeGreaterThan(2500)
  const actor = await t.world.as('olivia')
  const customer = registered('customer')
  if (!customer) throw new Error('no customer')
  const capped = inOrg(t.db, actor.orgId, { mode: 'read' }, tx => exportRecords(tx, actor, customer, { most: 2000 }))
  await expect(capped).rejects.toMatchObject({
    reasons: [{ key: 'exchange.exportTooBig', path: 'filter', values: { max: 2000 } }],
  })
})
