// The totals are those of each set's SOURCE.md.
import { readdirSync, readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { sum } from '#kernel/money.ts'
import type { FieldKind } from '#meta/entity.ts'
import { unknownValues } from '../exchange.rules.ts'
import type { ColumnMapping, ImportField, Table } from '../exchange.schema.ts'
import { columnFacts } from './columns.ts'
import { decode } from './decode.ts'
import { readTable } from './delimited.ts'
import { planImport } from './plan.ts'

const options = { today: '2026-11-25', zone: 'Asia/Shanghai', region: 'CN' }
const folder = (path: string) => new URL(`../../../../test/data/${path}`, import.meta.url)
const tableOf = (bytes: Uint8Array): Table => {
  const decoded = decode(bytes)
  const result = decoded.ok ? readTable(decoded.text) : decoded
  if (!result.ok) throw new Error(JSON.stringify(result.reasons))
  return result.table
}
const tableAt = (path: string) => tableOf(readFileSync(folder(path)))

/** `name` text, `price:money` another kind, `account!` required; `-` leaves the column out. */
const planOf = (table: Table, spec: string, values: Record<string, Record<string, string>> = {}) => {
  const wanted = spec.split(' ').map((one, column) => {
    const [, key = '', kind = 'text', required] = /^([\w-]+)(?::(\w+))?(!)?$/.exec(one) ?? []
    return { column, key, kind: kind as FieldKind, required: required === '!' } // as: written in this file only
  })
  const used = wanted.filter(one => one.key !== '-')
  const fields = used.map(
    ({ key, kind, required }): ImportField => ({ key, label: { en: key, zh: key }, kind, required }),
  )
  const mapping = used.map(
    ({ column, key }): ColumnMapping => ({ column, field: key, ...(values[key] && { values: values[key] }) }),
  )
  return planImport(fields, table, mapping, options)
}
const reasonsOf = (plan: ReturnType<typeof planImport>) => {
  const counts = new Map<string, number>()
  for (const { key, path } of plan.rows.flatMap(row => row.reasons))
    counts.set(`${path} ${key}`, (counts.get(`${path} ${key}`) ?? 0) + 1)
  return Object.fromEntries(counts)
}

const pipeline =
  'number! ownerId:user product:reference! customer:reference! stage! engaged:date closes:date amount:money'

test('Maven: 8,800 opportunities are read, 1,425 without an account are refused, and the won ones sum to 10,005,534', () => {
  const table = tableAt('maven-crm-sales-opportunities/sales_pipeline.csv')
  const plan = planOf(table, pipeline, { product: { GTXPro: 'GTX Pro' } })
  expect(plan.totals).toEqual({ read: 8800, valid: 7375, refused: 1425 })
  expect(reasonsOf(plan)).toEqual({ 'customer exchange.required': 1425 })
  const won = plan.rows.filter(row => row.values.stage === 'Won')
  expect(won).toHaveLength(4238)
  expect(sum(won.map(row => String(row.values.amount)))).toBe('10005534')
  const closes = won.map(row => String(row.values.closes)).sort()
  expect([closes[0], closes.at(-1)]).toEqual(['2017-03-01', '2017-12-31'])
  const refused = plan.rows.filter(row => row.reasons.length > 0)
  expect(['Engaging', 'Prospecting'].map(stage => refused.filter(row => row.values.stage === stage).length)).toEqual([
    1088, 337,
  ])
  expect(new Set(plan.rows.map(row => row.values.number)).size).toBe(8800)
})

test('Maven: GTXPro is the one product name that the product list does not know, mapped once for the column', () => {
  const products = planOf(tableAt('maven-crm-sales-opportunities/products.csv'), 'name! series price:money')
  expect(products.totals).toEqual({ read: 7, valid: 7, refused: 0 })
  const names = products.rows.map(row => String(row.values.name))
  const table = tableAt('maven-crm-sales-opportunities/sales_pipeline.csv')
  const counted = columnFacts(table)[2]?.values?.map(([value, count]) => ({ value, count })) ?? []
  const known = names.map(name => ({ name, also: [] }))
  expect(unknownValues(counted, known)).toEqual([{ value: 'GTXPro', count: 1480, suggestion: 'GTX Pro' }])
})

test('Maven: 85 accounts, 15 of them of another that is there, and 35 agents', () => {
  const accounts = planOf(
    tableAt('maven-crm-sales-opportunities/accounts.csv'),
    'name! industry founded:number revenue:money employees:number country parent',
  )
  expect(accounts.totals).toEqual({ read: 85, valid: 85, refused: 0 })
  expect(accounts.rows[0]?.values).toEqual({
    name: 'Acme Corporation',
    industry: 'technolgy',
    founded: '1996',
    revenue: '1100.04',
    employees: '2822',
    country: 'United States',
  })
  const names = new Set(accounts.rows.map(row => row.values.name))
  const parents = accounts.rows.flatMap(row => row.values.parent ?? [])
  expect(parents).toHaveLength(15)
  expect(parents.every(parent => names.has(parent))).toBe(true)
  expect(
    planOf(tableAt('maven-crm-sales-opportunities/sales_teams.csv'), 'agent:user! manager:user! office!').totals,
  ).toEqual({ read: 35, valid: 35, refused: 0 })
})

test('Maven: a founding year is no date', () => {
  const plan = planOf(tableAt('maven-crm-sales-opportunities/accounts.csv'), 'name! - founded:date')
  expect(reasonsOf(plan)).toEqual({ 'founded exchange.dateOnlyYear': 85 })
})

const northwindCustomer = 'number! name! contact title address city region postalCode country phone:phone fax:phone'

test.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'])('Northwind: 91 customers arrive whole from %s', encoding => {
  const text = readFileSync(folder('northwind-csv/customers.csv'), 'utf8')
  const table = tableOf(iconv.encode(text, encoding))
  const plan = planOf(table, northwindCustomer)
  expect(plan.totals).toEqual({ read: 91, valid: 91, refused: 0 })
  // the 8 of SOURCE.md are digits alone; ten more are such as 05432-043
  const zeros = plan.rows.flatMap(row =>
    String(row.values.postalCode ?? '').startsWith('0') ? [String(row.values.postalCode)] : [],
  )
  expect([zeros.length, zeros.filter(code => /^\d+$/.test(code)).length]).toEqual([18, 8])
  expect(plan.rows.filter(row => String(row.values.address).includes(','))).toHaveLength(24)
  expect(plan.rows[1]?.values).toMatchObject({
    city: 'México D.F.',
    postalCode: '05021',
    phone: { typed: '(5) 555-4729' },
  })
})

test('Northwind: 77 products with price and yes/no', () => {
  const plan = planOf(
    tableAt('northwind-csv/products.csv'),
    'number! name! supplier category spec price:money stock:number - - discontinued:yesNo',
  )
  expect(plan.totals).toEqual({ read: 77, valid: 77, refused: 0 })
  expect(plan.rows[0]?.values).toEqual({
    number: '1',
    name: 'Chai',
    supplier: '8',
    category: '1',
    spec: '10 boxes x 30 bags',
    price: '18',
    stock: '39',
    discontinued: true,
  })
})

test('Chinook: 59 customers with their foreign phones and postal codes', () => {
  const plan = planOf(
    tableAt('chinook/Customer.csv'),
    'number! first! last! company address city state country postalCode phone:phone fax:phone email:email!',
  )
  expect(plan.totals).toEqual({ read: 59, valid: 59, refused: 0 })
  expect(plan.rows[2]?.values).toMatchObject({
    first: 'François',
    postalCode: 'H2G 1A7',
    phone: { typed: '+1 (514) 721-4711', e164: '+15147214711' },
  })
  expect(plan.rows.filter(row => String(row.values.postalCode ?? '') === '0171')).toHaveLength(1)
})

test('Chinese streets: codes stay text, the rare names stay whole, from GB18030', () => {
  const text = readFileSync(folder('cn-admin-divisions/streets.csv'), 'utf8')
  const plan = planOf(tableOf(iconv.encode(text, 'gb18030')), 'code! name! area! province! city!')
  expect(plan.totals).toEqual({ read: 13, valid: 13, refused: 0 })
  expect(plan.rows.slice(5).map(row => row.values.name)).toEqual([
    '湖㳇镇',
    '流波䃥镇',
    '麦㙦镇',
    '㮾梨街道',
    '塘㙍镇',
    '䢺江镇',
    '桴㯊镇',
    '㵲水街道',
  ])
})

test('Medusa: the comma and the semicolon file are one table, line ends inside cells included', () => {
  const comma = tableAt('medusa-product-csv/exported-products-comma.csv')
  const semicolon = tableAt('medusa-product-csv/exported-products-semicolon.csv')
  expect([comma.delimiter, semicolon.delimiter]).toEqual([',', ';'])
  expect(comma.columns).toEqual(semicolon.columns)
  expect(comma.rows).toEqual(semicolon.rows)
  expect(comma.rows[0]?.cells).toContain('test-product-description\ntest line 2')
  expect(comma.rows.map(row => row.line)).toEqual([2, 4, 6])
})

test('Medusa: every file is read, no row is lost', () => {
  const counts = readdirSync(folder('medusa-product-csv'))
    .filter(name => name.endsWith('.csv'))
    .map(name => [name, tableAt(`medusa-product-csv/${name}`).rows.length])
  // counted by another CSV reader
  expect(Object.fromEntries(counts)).toEqual({
    'exported-products-comma.csv': 3,
    'exported-products-semicolon.csv': 3,
    'filtered-products.csv': 1,
    'invalid-column.csv': 1,
    'invalid-format.csv': 2,
    'invalid-prices.csv': 1,
    'price-list-import-template.csv': 2,
    'prices-with-region.csv': 1,
    'product-with-categories.csv': 2,
    'unrelated-column.csv': 1,
    'v1-template.csv': 5,
  })
})
