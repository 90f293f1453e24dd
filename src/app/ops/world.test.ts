// What people really do leaves nothing for the doctor to find, and a rebuild changes nothing.

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDefaultPipeline, listPipelines } from '#features/deal/server/pipeline.service.ts'
import { inOrg } from '#kernel/db.ts'
import { allRegistered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { recordTables } from './check.ts'
import { examine } from './doctor.ts'
import { makeFindable, rebuild } from './rebuild.ts'
import { searched } from './searched.ts'
import { keepUp } from './upkeep.ts'

let app: TestApp
let ops: pg.Client

beforeAll(async () => {
  app = await testApp()
  ops = new pg.Client({ connectionString: app.database.opsUrl })
  await ops.connect()
  await inOrg(app.db, app.world.acmeId, { mode: 'write' }, async tx => {
    if ((await listPipelines(tx)).length === 0) createDefaultPipeline(tx)
  })
  await live()
})

afterAll(async () => {
  await ops.end()
  await app.close()
})

/** A lead worked on and converted, a customer with contact and deal, stock, an order confirmed and one cancelled. */
async function live(): Promise<void> {
  const olivia = app.as('olivia')
  const made = async (path: string, body: Record<string, unknown>) => {
    const answer = await olivia.post(path, body)
    expect(answer.body).not.toHaveProperty('reasons')
    return answer.body
  }
  const lead = await made('/leads', {
    name: '李雷',
    company: '上海测试贸易有限公司',
    phone: '13800001111',
    email: 'li@test.example',
  })
  await made('/followups', {
    subjectEntity: 'lead',
    subjectId: lead.id,
    kind: 'call',
    content: 'wants a quote',
    nextStep: 'call again',
    nextStepAt: '2030-01-02T03:00:00.000Z',
  })
  const customer = await made('/customers', { name: '杭州西湖机械有限公司', phone: '057188881234' })
  await made('/contacts', { customerId: customer.id, name: '王芳', phone: '13900002222', isPrimary: true })
  await made('/deals', { name: 'Pumps', customerId: customer.id, amount: '1000', expectedClose: '2030-01-31' })
  const product = await made('/products', {
    code: 'P1',
    name: '轴承',
    kind: 'goods',
    fulfil: 'ship',
    stockKept: true,
    unit: 'pc',
    taxRate: '13',
    price: '100',
  })
  for (const cancelled of [false, true]) {
    const order = await made('/orders', {
      customerId: customer.id,
      lines: [{ productId: product.id, unitQty: '2', price: '99.99' }],
    })
    if (cancelled) await made(`/orders/${String(order.id)}/moves/cancel`, { note: 'not wanted' })
  }
  const gone = await made('/customers', { name: 'Gone' })
  expect((await olivia.delete(`/customers/${String(gone.id)}`)).status).toBe(200)
}

test('the doctor finds a house in which people worked clean', async () => {
  const report = await examine({ opsUrl: app.database.opsUrl, filesFolder: '/nonexistent', today: '2026-11-25' })
  expect(report.checks.filter(one => one.found > 0 && !one.advice)).toEqual([])
  expect(report.orgs).toBe(2)
})

const derived = async () => ({
  terms: (
    await ops.query(
      'select org_id, entity, record_id, term from search_term where entity = any($1) order by 1, 2, 3, 4',
      [Object.keys(searched)],
    )
  ).rows,
  fields: (await ops.query('select * from field_index order by org_id, field_id, record_id')).rows,
})

test('search terms that were lost come back exactly as the verbs wrote them', async () => {
  const before = await derived()
  expect(before.terms.length).toBeGreaterThan(100)
  await ops.query('delete from search_term where entity = any($1)', [Object.keys(searched)])
  const ill = await examine({ opsUrl: app.database.opsUrl, filesFolder: '/nonexistent', today: '2026-11-25' })
  expect(ill.checks.find(one => one.name === 'records.found')?.found).toBeGreaterThan(5)
  const done = await rebuild({ opsUrl: app.database.opsUrl, appUrl: app.database.appUrl, stepDown: false })
  expect(done.map(one => one.org).sort()).toEqual(['Acme', 'Globex'])
  expect(await derived()).toEqual(before)
})

test('after an upgrade what could not be searched for before is found, and nothing else is written', async () => {
  const { opsUrl, appUrl } = app.database
  const before = await derived()
  const lost = await ops.query(
    "delete from search_term where entity in ('quote', 'order', 'customer', 'product') returning record_id",
  )
  const records = new Set(lost.rows.map(row => row.record_id)).size
  expect(records).toBeGreaterThan(1)
  const both = await Promise.all([1, 2].map(() => makeFindable({ opsUrl, appUrl, stepDown: false })))
  // one that both came upon is written twice, the same each time
  expect(both.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(records)
  expect(await derived()).toEqual(before)
  expect(await makeFindable({ opsUrl, appUrl, stepDown: false })).toBe(0)
})

test('an upgrade is followed up to its end, however often it is interrupted, and once', async () => {
  const { opsUrl, appUrl } = app.database
  const urls = { opsUrl, appUrl, stepDown: false }
  const before = await derived()
  await ops.query("delete from search_term where entity in ('order', 'customer')")
  const through = async () => (await ops.query('select through from upkeep')).rows[0]?.through
  const interrupted = new AbortController()
  interrupted.abort()
  expect(await keepUp(urls, interrupted.signal)).toBe(0)
  expect(await through()).toBeUndefined()
  expect(await keepUp(urls, new AbortController().signal)).toBeGreaterThan(0)
  expect(await derived()).toEqual(before)
  const { rows } = await ops.query('select max(name) as last from baton_migration')
  expect(await through()).toBe(rows[0]?.last)
  // until the next upgrade nobody looks
  await ops.query("delete from search_term where entity = 'order'")
  expect(await keepUp(urls, new AbortController().signal)).toBe(0)
  await ops.query("update upkeep set through = '0001'")
  expect(await keepUp(urls, new AbortController().signal)).toBeGreaterThan(0)
  expect(await derived()).toEqual(before)
})

test('every entity whose records others point at is known to the doctor', () => {
  const unknown = allRegistered()
    .map(one => one.entity.key)
    .filter(key => !(key in recordTables) && !withoutRecords.has(key))
  expect(unknown).toEqual([])
})

/** Rows of other tables shown as lists: people and departments, stock levels and moves, what payers owe, what lies at sites. */
const withoutRecords = new Set(['pool', 'stock', 'stockMove', 'user', 'department', 'receivable', 'consigned'])
