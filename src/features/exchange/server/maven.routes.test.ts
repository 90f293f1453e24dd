// A whole company moves in from its files. The totals are those of each set's SOURCE.md.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve } from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, type Importer, importer } from '#test/importing.ts'
import { examine } from '../../../app/ops/doctor.ts'

let t: TestApp
const bring: Importer['bring'] = (...file) => importer(t).bring(...file)
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const real = (path: string) => readFileSync(new URL(`../../../../test/data/${path}`, import.meta.url))
const maven = (file: string) => real(`maven-crm-sales-opportunities/${file}`)
const lines = (file: string) => maven(file).toString('utf8').trim().split(/\r?\n/)
const items = async (path: string) => (await t.as('olivia').get(path)).body.items as Record<string, unknown>[] // every list has them

test('Maven: three regional offices, six teams with their heads and 35 agents move in', async () => {
  const teams = lines('sales_teams.csv')
    .slice(1)
    .map(line => line.split(','))
  const [offices, managers] = [2, 1].map(column => [...new Set(teams.map(row => row[column] ?? ''))])
  const office = (manager: string) => teams.find(row => row[1] === manager)?.[2] ?? ''
  const mail = (name: string) => `${name.toLowerCase().replaceAll(' ', '.')}@maven.example`

  const all = await bring('department', csv('name', ...(offices ?? [])))
  expect(all.done).toMatchObject({ state: 'done', rowsOk: 3 })
  const heads = (managers ?? []).map(name => `${name},${mail(name)},${office(name)},Sales manager`)
  expect(
    (await bring('user', csv('manager,e-mail,regional_office,roles', ...heads), { manager: 'name' })).done,
  ).toMatchObject({
    rowsOk: 6,
  })
  const sub = (managers ?? []).map(name => `Team ${name},${office(name)},${name}`)
  expect(
    (
      await bring('department', csv('name,regional_office,manager', ...sub), {
        regional_office: 'parentId',
        manager: 'headId',
      })
    ).done,
  ).toMatchObject({
    rowsOk: 6,
  })
  const agents = teams.map(([agent = '', manager = '']) => `${agent},${mail(agent)},Team ${manager},${manager},sales`)
  const brought = await bring('user', csv('sales_agent,e-mail,department,manager,roles', ...agents))
  expect(brought.done, JSON.stringify(brought.verdict.groups)).toMatchObject({ rowsRead: 35, rowsOk: 35 })
  expect(await items('/users?q=Moses Frase')).toMatchObject([
    { managerName: 'Dustin Brinkmann', deptName: 'Team Dustin Brinkmann', roles: ['sales'] },
  ])
  expect(await items('/departments?limit=200')).toContainEqual(
    expect.objectContaining({ name: 'Team Cara Losch', parentName: 'East', headName: 'Cara Losch' }),
  )
}, 60_000)

test('Maven: 85 accounts arrive, 15 of them under their parents, wherever these stand in the file', async () => {
  const { seen, checked, done } = await bring('customer', maven('accounts.csv'))
  const field = (name: string) => seen.mapping.find(one => seen.columns[one.column]?.name === name)?.field
  expect(['account', 'sector', 'subsidiary_of'].map(field)).toEqual(['name', 'industry', 'parentId'])
  expect([checked, done].map(one => one.rowsOk)).toEqual([85, 85])
  const customers = await items('/customers?limit=200')
  const below = lines('accounts.csv')
    .slice(1)
    .flatMap(line => {
      const cells = line.split(',')
      return cells[6] ? [[cells[0], cells[6]]] : []
    })
  expect(below).toHaveLength(15)
  for (const [name, parentName] of below)
    expect(customers).toContainEqual(expect.objectContaining({ name, parentName }))
}, 60_000)

test('Maven: 7,375 deals arrive with their owners, 1,425 without an account are refused, none is dropped', async () => {
  await hearNoMore()
  const listed = lines('products.csv').map((line, n) => `${line},${n === 0 ? 'code' : `M${n}`}`)
  expect((await bring('product', csv(...listed), { product: 'name', series: 'category' })).done).toMatchObject({
    rowsOk: 7,
  })

  const own = { opportunity_id: 'note', product: 'name' }
  const values = { name: { GTXPro: 'GTX Pro' }, stageId: { Prospecting: 'First contact', Engaging: 'Needs' } }
  const before = await dealsByState()
  const began = performance.now()
  const { seen, checked, verdict, done } = await bring('deal', maven('sales_pipeline.csv'), own, values)
  console.info(`8,800 rows checked and run: ${Math.round(performance.now() - began)} ms`)
  const products = seen.known.find(one => one.field === 'name')
  const sold = seen.columns.find(one => one.name === 'product')?.values
  expect(products).toMatchObject({ only: false })
  expect(sold?.filter(one => !products?.names.some(known => known.name === one.value))).toEqual([
    { value: 'GTXPro', count: 1480 },
  ])
  expect(checked).toMatchObject({ state: 'checked', rowsRead: 8800, rowsOk: 7375, rowsRefused: 1425 })
  expect(verdict.groups).toMatchObject([{ reason: { key: 'exchange.required', path: 'customerId' }, count: 1425 }])
  expect(done).toMatchObject({ state: 'done', rowsRead: 8800, rowsOk: 7375, rowsRefused: 1425 })
  const after = await dealsByState()
  const count = (state: string) => (after.get(state)?.count ?? 0) - (before.get(state)?.count ?? 0)
  const amount = (state: string) => Number(after.get(state)?.amount ?? 0) - Number(before.get(state)?.amount ?? 0)
  expect({ won: count('won'), sum: amount('won') }).toEqual({ won: 4238, sum: 10_005_534 })
  expect({ lost: count('lost'), open: count('open') }).toEqual({ lost: 2473, open: 7375 - 4238 - 2473 })
  const named = {
    all: [
      { field: 'name', op: 'is', value: 'GTX Pro' },
      { field: 'ownerName', op: 'is', value: 'x' },
    ].slice(0, 1),
  }
  const { body } = await t.as('olivia').get(`/deals/summary?filter=${encodeURIComponent(JSON.stringify(named))}`)
  expect(body.count).toBe(1480 - lines('sales_pipeline.csv').filter(line => /,GTXPro,,/.test(line)).length)
  const errors = await t.as('olivia').get(`/imports/${done.id}/errors`)
  expect(errors.response.body.trim().split('\r\n')).toHaveLength(1426)
}, 300_000)

test('Maven: history says what it knows, and what it does not', async () => {
  const one = async (id: string) =>
    (
      await items(
        `/deals?filter=${encodeURIComponent(JSON.stringify({ field: 'state', op: 'is', value: id }))}&limit=1`,
      )
    )[0]
  expect(await one('lost')).toMatchObject({ state: 'lost', lostReason: 'notRecorded', amount: '0' })
  expect(await one('won')).toMatchObject({ state: 'won', noOrderReason: 'history' })
  // 500 of the file have no engage date: they begin with the import
  const open = await one('open')
  expect(open).toMatchObject({ state: 'open', closedAt: null, ownerName: expect.any(String) })
})

test('Maven: one of its own open deals is quoted, won, handed over and its order confirmed with stock reserved', async () => {
  const me = t.as('olivia')
  const open = {
    all: [
      { field: 'state', op: 'is', value: 'open' },
      { field: 'name', op: 'is', value: 'GTX Pro' },
    ],
  }
  const [deal] = await items(`/deals?limit=1&filter=${encodeURIComponent(JSON.stringify(open))}`)
  // a search finds GTX Plus Pro as well
  const product = (await items('/products?q=GTX Pro')).find(one => one.name === 'GTX Pro')
  await me.post('/warehouses', { code: 'W1', name: 'Main', isDefault: true })
  expect((await bring('stock', csv('product,quantity', 'GTX Pro,40'))).done).toMatchObject({ rowsOk: 1 })
  expect(
    (await bring('contact', csv('name,company,title', `Fu Lei,"${deal?.customerName}",Buyer`))).done,
  ).toMatchObject({ rowsOk: 1 })
  const [contact] = await items('/contacts?q=Fu Lei')

  const lines = [{ productId: product?.id, unitQty: '3' }]
  const quote = await me.post('/quotes', { dealId: deal?.id, contactId: contact?.id, lines })
  expect(quote.status, quote.response.body).toBe(201)
  await me.post(`/quotes/${quote.body.id}/moves/send`)
  await me.post(`/quotes/${quote.body.id}/moves/accept`)
  await me.patch(`/customers/${deal?.customerId}`, { address: '1 Harbour Street' })
  await me.patch(`/deals/${deal?.id}`, { expectedClose: '2027-01-31' })
  const won = await me.post(`/deals/${deal?.id}/moves/win`, { promisedDate: '2027-02-15' })
  expect(won.status, won.response.body).toBe(200)
  const accepted = await me.post(`/handoffs/${won.body.handoffId}/moves/accept`)
  expect(accepted.status, accepted.response.body).toBe(200)
  const submitted = await me.post(`/orders/${won.body.orderId}/moves/submit`)
  expect(submitted.status, submitted.response.body).toBe(200)
  for (const who of ['fay', 'wei'] as const) {
    const actor = await t.world.as(who)
    await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
      const asked = (await inbox(tx, actor)).find(one => one.recordId === won.body.orderId)
      if (asked) await approve(tx, actor, asked.id, {})
    })
  }
  expect((await me.get(`/orders/${won.body.orderId}`)).body).toMatchObject({ state: 'confirmed' })
  expect(await items('/stock')).toMatchObject([{ productName: 'GTX Pro', onHand: '40', reserved: '3' }])
})

test('Northwind: 91 customers, the contact of each, and 77 products with what is in stock', async () => {
  const file = real('northwind-csv/customers.csv')
  const customers = await bring('customer', file, { contact_name: '-', contact_title: '-' })
  expect(customers.done).toMatchObject({ state: 'done', rowsRead: 91, rowsOk: 91 })
  const contacts = await bring('contact', file, { phone: '-' })
  expect(contacts.done, JSON.stringify(contacts.verdict.groups)).toMatchObject({ rowsRead: 91, rowsOk: 91 })
  expect(await items('/contacts?q=Maria Anders')).toMatchObject([
    { title: 'Sales Representative', customerName: 'Alfreds Futterkiste' },
  ])
  const products = await bring('product', real('northwind-csv/products.csv'))
  expect(products.done).toMatchObject({ state: 'done', rowsRead: 77, rowsOk: 77 })
  const stock = await bring('stock', real('northwind-csv/products.csv'), { product_name: '-' })
  expect(stock.done).toMatchObject({ rowsRead: 77, rowsOk: 77 })
  // C-sharp is nobody's product: the sum is that of the file
  const counted = real('northwind-csv/products.csv').toString('utf8').trim().split('\n').slice(1)
  const [chai] = await items('/stock?q=Chai')
  expect([counted.length, chai?.onHand]).toEqual([77, '39'])
}, 60_000)

test('after all that moved in, every invariant holds, and is looked at in seconds though the planner knows of none of it', async () => {
  const { checks } = await examine({ opsUrl: t.database.opsUrl, filesFolder: '/nonexistent', today: '2026-11-25' })
  const wrong = checks.filter(one => one.found > 0 && !one.advice)
  expect(wrong.map(one => [one.name, one.found, one.findings[0]])).toEqual([])
}, 60_000)

/** From now on the planner knows the tables as they are, whatever is filled in: as right after a large import. */
async function hearNoMore(): Promise<void> {
  const admin = new pg.Client({ connectionString: t.database.adminUrl })
  await admin.connect()
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of rows) await admin.query(`alter table ${name} set (autovacuum_enabled = false)`)
  await admin.query('analyze')
  await admin.end()
}

/** The other tests of this file leave deals behind: what an import brought is the difference. */
async function dealsByState(): Promise<Map<string, { count: number; amount: string }>> {
  const { body } = await t.as('olivia').get('/deals/summary?group=state&sum=amount')
  const groups = body.groups as { value: string; count: number; sums: { amount: string } }[] // the reply's schema
  return new Map(groups.map(({ value, count, sums }) => [value, { count, amount: sums.amount }]))
}
