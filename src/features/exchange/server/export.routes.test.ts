import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { readTable } from '../read/delimited.ts'

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
