// What one company exports, another imports: every row, every field that may be typed, formulas disarmed and armed again.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { importer } from '#test/importing.ts'
import { readTable } from '../read/delimited.ts'
import { cellText } from '../write/guard.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  const me = t.as('olivia')
  const label = { en: 'Seal', zh: '印章' }
  for (const who of ['olivia', 'gus'] as const) {
    await t.as(who).post('/fields', { entity: 'customer', key: 'seal', label, kind: 'text' })
    await t.as(who).post('/fields', { entity: 'customer', key: 'vip', label: { en: 'VIP', zh: '贵宾' }, kind: 'yesNo' })
  }
  const parent = await me.post('/customers', { name: '=HYPERLINK("http://x","y")', level: 'A', phone: '010-6552 9988' })
  const rows = [
    { name: '+86 Trading', note: '\'quoted, "twice"\r\nand a second line', custom: { seal: '-1', vip: true } },
    { name: "'=SUM(A1)", parentId: parent.body.id, postalCode: '04101', custom: { seal: '@x', vip: false } },
    { name: '＝全角', region: '上海;浦东', email: 'a@b.example', address: '湖㳇镇 🏭 1|2' },
    { name: '-5', industry: '@Tab', website: 'https://x.example/?a=1,2' },
  ]
  for (const row of rows) expect((await me.post('/customers', row)).status).toBe(201)
})
afterAll(() => t?.close())

const exported = async (path: string, who: 'olivia' | 'gus') =>
  (await t.as(who).get(`${path}/export`)).response.rawPayload

/** Rows as cells mean them, by the names of their columns; what the system writes itself is left out. */
function meant(bytes: Uint8Array, left: readonly string[]): Record<string, string>[] {
  const read = readTable(Buffer.from(bytes).toString('utf8').replace('\ufeff', ''))
  if (!read.ok) throw new Error(JSON.stringify(read.reasons))
  const columns = read.table.columns.filter(column => !left.includes(column.name))
  return read.table.rows
    .map(row => Object.fromEntries(columns.map(({ index, name }) => [name, cellText(row.cells[index] ?? '')])))
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

const own = {
  en: [
    ...['Number', 'Owner', 'Department', 'Created', 'Updated', 'Life', 'Last follow-up', 'Credit limit', 'Credit used'],
    ...['Over the limit', 'Pool', 'In the pool since', 'Locked', 'Completeness %'],
  ],
  zh: [
    ...['客户编号', '负责人', '所属部门', '创建时间', '更新时间', '客户阶段', '最近跟进', '信用额度', '已用额度'],
    ...['超信用额度', '公海', '进入公海时间', '已锁定', '资料完整度 %'],
  ],
}

test.each(['en', 'zh'] as const)(
  'C114 customers exported in %s come back whole, a name that starts with "=" too',
  async lang => {
    for (const who of ['olivia', 'gus'] as const) await t.as(who).patch('/me', { lang })
    const file = await exported('/customers', 'olivia')
    expect(Buffer.from(file).toString('utf8')).toContain(`'=HYPERLINK(`)
    const left = { [lang === 'en' ? 'Owner' : '负责人']: '-' }
    const { seen, verdict, done } = await importer(t, 'gus').bring('customer', file, left)
    expect(done, JSON.stringify(verdict.groups)).toMatchObject({ rowsRead: 5, rowsOk: 5 })
    // every column that may be typed found its field by its label alone
    const names = seen.unmapped.map(one => one.header)
    expect(names.filter(name => !own[lang].includes(name) && name !== (lang === 'en' ? 'State' : '状态'))).toEqual([])
    const back = await exported('/customers', 'gus')
    expect(meant(back, own[lang])).toEqual(meant(file, own[lang]))
    const { items } = (await t.as('gus').get('/customers?limit=200')).body as { items?: { id: string }[] } // every list has them
    for (const one of items ?? []) await t.as('gus').delete(`/customers/${one.id}`)
  },
)

test('products and contacts come back whole as well', async () => {
  for (const who of ['olivia', 'gus'] as const) await t.as(who).patch('/me', { lang: 'zh' })
  const me = t.as('olivia')
  for (const product of [
    { code: '=1+1', name: '+Pump', price: '12.5', taxRate: '13', unit: '台', spec: 'DN50;60' },
    { code: '007', name: '旧机折价', kind: 'fee', price: '-3', taxRate: '6', state: 'inactive' },
  ])
    expect((await me.post('/products', product)).status).toBe(201)
  const products = await exported('/products', 'olivia')
  const brought = await importer(t, 'gus').bring('product', products)
  expect(brought.done, JSON.stringify(brought.verdict.groups)).toMatchObject({ rowsOk: 2, rowsRefused: 0 })
  const left = ['负责人', '所属部门', '创建时间', '更新时间']
  expect(meant(await exported('/products', 'gus'), left)).toEqual(meant(products, left))

  const [first] = (await me.get('/customers?q=Trading')).body.items as { id: string; name: string }[] // every list has them
  await t.as('gus').post('/customers', { name: first?.name })
  const contact = {
    customerId: first?.id,
    name: '@王磊',
    title: '采购',
    wechat: '-wang',
    isPrimary: true,
    decisionRole: 'buyer',
  }
  expect((await me.post('/contacts', contact)).status).toBe(201)
  const contacts = await exported('/contacts', 'olivia')
  const second = await importer(t, 'gus').bring('contact', contacts, { 负责人: '-' })
  expect(second.done, JSON.stringify(second.verdict.groups)).toMatchObject({ rowsOk: 1, rowsRefused: 0 })
  expect(meant(await exported('/contacts', 'gus'), left)).toEqual(meant(contacts, left))
})
