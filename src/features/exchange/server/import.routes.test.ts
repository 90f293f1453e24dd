// The totals are those of each set's SOURCE.md.
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve } from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { createUser } from '#features/people/server/people.service.ts'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Checked, Import, Inspection } from '../import.api.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const real = (path: string) => readFileSync(new URL(`../../../../test/data/${path}`, import.meta.url))
type Values = Readonly<Record<string, Record<string, string>>>

async function upload(entity: string, bytes: Uint8Array): Promise<Inspection> {
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="in.csv"\r\ncontent-type: text/csv\r\n\r\n'
  const response = await t.app.inject({
    method: 'POST',
    url: `/api/imports?entity=${entity}`,
    headers: {
      authorization: `Bearer ${await t.world.keyOf('olivia')}`,
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]),
  })
  expect(response.body).toContain('"import"')
  return response.json() as Inspection // held to its schema by the test app
}

/** Header to field; what is not named keeps its suggestion. */
function mappingOf(seen: Inspection, own: Readonly<Record<string, string>>, values: Values) {
  const fields = seen.columns.flatMap(({ column, name }) => {
    const field = own[name] ?? seen.mapped.find(one => one.column === column)?.field
    return field && field !== '-' ? [{ column, field, ...(values[field] && { values: values[field] }) }] : []
  })
  return fields.filter(({ field }, at) => fields.findIndex(one => one.field === field) === at)
}

async function finished(id: string): Promise<Import> {
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await t.as('olivia').get(`/imports/${id}`)
    const now = body as Import // held to its schema by the test app
    if (now.state !== 'running') return now
    await setTimeout(200)
  }
  throw new Error('still running')
}

async function bring(entity: string, bytes: Uint8Array, own: Record<string, string> = {}, values: Values = {}) {
  const seen = await upload(entity, bytes)
  const check = await t.as('olivia').post(`/imports/${seen.import.id}/check`, { mapping: mappingOf(seen, own, values) })
  expect(check.status, check.response.body).toBe(201)
  const run = await t.as('olivia').post(`/imports/${seen.import.id}/run`)
  expect(run.status, run.response.body).toBe(201)
  const checked = check.body as Checked // held to its schema by the test app
  return { seen, checked, done: await finished(seen.import.id) }
}

test('an imported deal is won and its order confirmed', async () => {
  await bring('customer', Buffer.from('name,address\nDeal maker,Shanghai\n'))
  const { done } = await bring(
    'deal',
    Buffer.from('name,account,deal_stage,Expected close\nImported,Deal maker,Needs,2027-01-31\n'),
  )
  expect(done).toMatchObject({ rowsOk: 1, rowsRefused: 0 })
  const people = Buffer.from('name,customerId\nFu,Deal maker\n')
  expect((await bring('contact', people)).done).toMatchObject({ rowsOk: 1 })
  const contacts = (await t.as('olivia').get('/contacts?q=Fu')).body.items as { id: string }[] // the reply's schema
  const me = t.as('olivia')
  const found = (await me.get('/deals?q=Imported')).body.items as { id: string }[] // the reply's schema
  const dealId = found[0]?.id
  const lines = [{ name: 'Installation', unitQty: '1', price: '200', taxRate: '6' }]
  const quote = await me.post('/quotes', { dealId, contactId: contacts[0]?.id, lines })
  await me.post(`/quotes/${quote.body.id}/moves/send`)
  await me.post(`/quotes/${quote.body.id}/moves/accept`)
  const won = await me.post(`/deals/${dealId}/moves/win`, { promisedDate: '2027-02-15' })
  expect(won.status, won.response.body).toBe(200)
  const id = String(won.body.orderId)
  const accepted = await me.post(`/handoffs/${won.body.handoffId}/moves/accept`)
  expect(accepted.status, accepted.response.body).toBe(200)
  const submitted = await me.post(`/orders/${id}/moves/submit`)
  expect(submitted.status, submitted.response.body).toBe(200)
  for (const who of ['fay', 'wei'] as const) {
    const actor = await t.world.as(who)
    await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
      const asked = (await inbox(tx, actor)).find(one => one.recordId === id)
      if (asked) await approve(tx, actor, asked.id, {})
    })
  }
  expect((await me.get(`/orders/${id}`)).body.state).toBe('confirmed')
})

test('a run that died says so with the line it reached, and goes on from there without a twin', async () => {
  const names = Array.from({ length: 30 }, (_, n) => `Survivor ${n}`)
  const seen = await upload('customer', Buffer.from(['name', ...names].join('\n')))
  const { id } = seen.import
  await t.as('olivia').post(`/imports/${id}/check`, { mapping: mappingOf(seen, {}, {}) })
  await t.as('olivia').post('/customers', { name: 'Survivor 0' })
  await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx =>
    tx.query({
      text: `update imports set state = 'running', beat_at = now() - interval '1 hour', rows_read = 1, rows_ok = 1, last_line = 2
        where org_id = $1 and id = $2`,
      values: [t.world.acmeId, id],
    }),
  )
  expect((await t.as('olivia').get(`/imports/${id}`)).body).toMatchObject({ state: 'failed', lastLine: 2 })
  await t.as('olivia').post(`/imports/${id}/run`)
  expect(await finished(id)).toMatchObject({ state: 'done', rowsRead: 30, rowsOk: 30, lastLine: 31 })
  const { body } = await t.as('olivia').get('/customers?q=Survivor&limit=200')
  expect(body.items).toHaveLength(30)
})

const maven = (file: string) => real(`maven-crm-sales-opportunities/${file}`)

test('small files in every encoding and delimiter arrive whole', async () => {
  const text = (name: string) => `客户名称;地区\r\n${name}一;上海\r\n${name}二;\r\n;北京\r\n`
  for (const encoding of ['utf8', 'gbk', 'gb18030', 'utf-16le']) {
    const bytes = iconv.encode(text(`测试公司${encoding}`), encoding, { addBOM: encoding === 'utf-16le' })
    const { checked, done } = await bring('customer', bytes)
    expect(checked).toMatchObject({ read: 3, ok: 2, refused: 1 })
    expect(done).toMatchObject({ state: 'done', rowsRead: 3, rowsOk: 2, rowsRefused: 1 })
    const errors = await t.as('olivia').get(`/imports/${done.id}/errors`)
    expect(errors.response.body).toContain('北京')
  }
})

test('Northwind: 91 customers and 77 products arrive', async () => {
  const customers = await bring('customer', real('northwind-csv/customers.csv'))
  expect(customers.done).toMatchObject({ state: 'done', rowsRead: 91, rowsOk: 91 })
  const products = await bring('product', real('northwind-csv/products.csv'))
  expect(products.done).toMatchObject({ state: 'done', rowsRead: 77, rowsOk: 77 })
}, 60_000)

test('Maven: 7,375 deals arrive, 1,425 without an account are refused, none is dropped', async () => {
  const owner = await t.world.as('olivia')
  const agents = maven('sales_teams.csv').toString('utf8').trim().split(/\r?\n/).slice(1)
  await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
    for (const [n, line] of agents.entries()) {
      const name = line.split(',')[0] ?? ''
      await createUser(tx, owner, { name, email: `agent${n}@acme.example`, deptId: t.world.salesId, roles: ['sales'] })
    }
  })
  expect((await bring('customer', maven('accounts.csv'), { subsidiary_of: '-' })).done).toMatchObject({ rowsOk: 85 })
  const code = { product: 'name', series: 'category', sales_price: 'price' }
  const listed = maven('products.csv').toString('utf8').trim().split(/\r?\n/)
  const coded = listed.map((line, n) => `${line},${n === 0 ? 'code' : `M${n}`}`).join('\n')
  expect((await bring('product', Buffer.from(coded), code)).done).toMatchObject({ rowsOk: 7 })

  const began = performance.now()
  const columns = {
    opportunity_id: 'note',
    sales_agent: 'ownerId',
    product: 'name',
    account: 'customerId',
    deal_stage: 'stageId',
    engage_date: 'startedOn',
    close_date: 'closedOn',
    close_value: 'amount',
  }
  const values = { name: { GTXPro: 'GTX Pro' }, stageId: { Prospecting: 'First contact', Engaging: 'Needs' } }
  const before = await dealsByState()
  const { seen, checked, done } = await bring('deal', maven('sales_pipeline.csv'), columns, values)
  console.info(`8,800 rows checked and run: ${Math.round(performance.now() - began)} ms`)
  expect(seen.unknown.flatMap(one => one.values)).toContainEqual({
    value: 'GTXPro',
    count: 1480,
    suggestion: 'GTX Pro',
  })
  expect(checked).toMatchObject({ read: 8800, ok: 7375, refused: 1425 })
  expect(checked.rows[0]?.reasons[0]).toMatchObject({ key: 'exchange.required', path: 'customerId' })
  expect(done).toMatchObject({ state: 'done', rowsRead: 8800, rowsOk: 7375, rowsRefused: 1425 })
  const after = await dealsByState()
  const count = (state: string) => (after.get(state)?.count ?? 0) - (before.get(state)?.count ?? 0)
  const amount = (state: string) => Number(after.get(state)?.amount ?? 0) - Number(before.get(state)?.amount ?? 0)
  expect({ won: count('won'), sum: amount('won') }).toEqual({ won: 4238, sum: 10_005_534 })
  expect({ lost: count('lost'), open: count('open') }).toEqual({ lost: 2473, open: 7375 - 4238 - 2473 })
}, 300_000)

/** The other tests of this file leave deals behind: what an import brought is the difference. */
async function dealsByState(): Promise<Map<string, { count: number; amount: string }>> {
  const { body } = await t.as('olivia').get('/deals/summary?group=state&sum=amount')
  const groups = body.groups as { value: string; count: number; sums: { amount: string } }[] // the reply's schema
  return new Map(groups.map(({ value, count, sums }) => [value, { count, amount: sums.amount }]))
}
