import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { registered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'
import { readTable } from '../read/delimited.ts'
import { type ExportQuery, exportRecords } from './export.service.ts'

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
      text: `insert into customers select (made.row).* from (
          select jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', 'P' || i, 'name', 'Page ' || i % 7)) as row
            from customers c, generate_series(1, 2500) i where c.org_id = $1 and c.id = $2 offset 0) made`,
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
  const sizes = { most: 2000, batch: 1000 }
  const capped = inOrg(t.db, actor.orgId, { mode: 'read' }, tx => exportRecords(tx, actor, customer, { sizes }))
  await expect(capped).rejects.toMatchObject({
    reasons: [{ key: 'exchange.exportTooBig', path: 'filter', values: { max: 2000 } }],
  })
})

/** The parts of an export as they come, so many records at a time. */
async function partsOf(who: Anyone, batch: number, query: ExportQuery = {}): Promise<AsyncGenerator<string>> {
  const actor = await t.world.as(who)
  const contact = registered('contact')
  if (!contact) throw new Error('no contacts')
  const sizes = { most: 200_000, batch }
  const { bytes } = await inOrg(t.db, actor.orgId, { mode: 'read' }, tx =>
    exportRecords(tx, actor, contact, { ...query, fields: 'name', sizes }),
  )
  return bytes as AsyncGenerator<string> // an export comes in parts
}

const gather = async <T>(parts: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const part of parts) all.push(part)
  return all
}

const namesIn = (parts: readonly string[]) => tableOf(parts.join('')).rows.flatMap(row => row.cells)

test('C116 across parts no record is missing, none comes twice, none is out of reach, all are of one moment', async () => {
  const customerOf = async (who: Anyone) => (await t.as(who).post('/customers', { name: `Firm of ${who}` })).body.id
  const customers = { olivia: await customerOf('olivia'), ann: await customerOf('ann') }
  for (let n = 0; n < 20; n++) {
    const who = n % 2 === 0 ? 'ann' : 'olivia'
    await t.as(who).post('/contacts', { customerId: customers[who], name: `Contact ${n}` })
  }
  const all = await partsOf('olivia', 3, { sort: 'name' })
  const first = await all.next()
  await t.as('olivia').post('/contacts', { customerId: customers.olivia, name: 'Zoe came later' })
  const parts = [String(first.value), ...(await gather(all))]
  expect(parts).toHaveLength(7)
  expect(namesIn(parts).toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `Contact ${n}`).toSorted())
  const own = await gather(await partsOf('max', 3))
  expect(namesIn(own).toSorted()).toEqual(Array.from({ length: 10 }, (_, n) => `Contact ${n * 2}`).toSorted())
})

test('a reader who leaves half-way gives the connection back; more than three at once are asked to wait', async () => {
  const running = await Promise.all([1, 2, 3].map(() => partsOf('olivia', 2)))
  for (const parts of running) await parts.next()
  await expect(partsOf('olivia', 2)).rejects.toMatchObject({ reasons: [{ key: 'exchange.exportBusy' }] })
  for (const parts of running) await parts.return(undefined)
  // readers of events use a connection now and then
  await expect.poll(() => t.db.pool.totalCount - t.db.pool.idleCount).toBe(0)
  expect(namesIn(await gather(await partsOf('olivia', 2)))).toHaveLength(21)
})

test('a database that goes away in the middle breaks the download off: it never looks complete', async () => {
  const { body } = await t.as('olivia').post('/customers', { name: 'Long', note: 'n'.repeat(4000) })
  await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx =>
    tx.query({
      text: `insert into customers select (made.row).* from (
          select jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', 'L' || i)) as row
            from customers c, generate_series(1, 6000) i where c.org_id = $1 and c.id = $2 offset 0) made`,
      values: [t.world.acmeId, body.id],
    }),
  )
  const address = await t.app.listen({ port: 0, host: '127.0.0.1' })
  const headers = { authorization: `Bearer ${await t.world.keyOf('olivia')}` }
  const answer = await fetch(`${address}/api/customers/export?fields=number,note`, { headers })
  expect(answer.status).toBe(200)
  const admin = new pg.Client({ connectionString: t.database.adminUrl })
  await admin.connect()
  // once nobody reads, the server waits with its next part
  const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
    and state = 'idle in transaction' and state_change < clock_timestamp() - interval '300 ms'`
  await expect.poll(async () => (await admin.query(end)).rowCount, { timeout: 15_000, interval: 100 }).toBe(1)
  await admin.end()
  await expect(answer.text()).rejects.toThrow()
  expect((await t.as('olivia').get('/customers/export?fields=number&q=Long')).status).toBe(200)
})
