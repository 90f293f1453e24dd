import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'
import { bookOf, rowsOf } from '#test/zips.ts'
import type { Inspection } from '../import.schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const fileAt = (name: string) => readFileSync(new URL(`../../../../test/data/${name}`, import.meta.url))
const toldOf = (seen: Inspection) =>
  seen.import.kindBy === 'open' ? `? ${seen.kinds.map(one => one.entity).join(' ')}`.trim() : seen.import.entity
const told = async (bytes: Uint8Array, name?: string) => toldOf(await importer(t).upload('', bytes, '', name))

test.each([
  ['公司,Tel,客户区域,业务员,内部号', 'customer'],
  ['客户名称,联系人,电话,地址,行业', 'customer'],
  ['客户名称', 'customer'],
  ['姓名,公司,电话,邮箱,线索来源', 'lead'],
  ['联系人,客户,职务,手机', 'contact'],
  ['产品编码,产品名称,规格,单位,单价', 'product'],
  ['SKU,Name,Price', 'product'],
  ['单据编号,客户,日期,币种,应收余额', 'openingReceivable'],
  ['Invoice number,Customer,Invoiced on,Tax rate %,Still owed', 'openingInvoice'],
  ['收款凭证号,客户,收款日期,预收余额', 'openingAdvance'],
  ['订单编号,客户,订单日期,产品,数量,单价', 'openingOrder'],
  ['order id,customer,order date,sku,qty,price,shipped date', 'openingOrder'],
  ['姓名,邮箱,部门,角色,直属上级', 'user'],
  ['部门名称,上级部门', 'department'],
  ['商机名称,客户,阶段,金额,预计成交日期', 'deal'],
  ['价格表,产品,起订量,单价', 'priceRow'],
  // what a person could not tell either is asked, the likelier first
  ['姓名,公司,电话,邮箱', /^\? lead contact/],
  ['Full name,Company,Job title,Email,Mobile', /^\? lead contact/],
  ['name,email,phone', /^\? customer lead/],
  ['产品编号,仓库,数量', /^\? openingStock stock/],
  ['客户,日期,金额,备注', /^\? openingReceivable openingInvoice openingAdvance/],
  ['a,b,c', '?'],
])('of the headings %s comes %s', async (headings, kind) => {
  const found = await told(csv(headings, headings))
  if (typeof kind === 'string') expect(found).toBe(kind)
  else expect(found).toMatch(kind)
})

test.each([
  ['northwind-csv/products.csv', 'product'],
  ['maven-crm-sales-opportunities/accounts.csv', 'customer'],
  ['maven-crm-sales-opportunities/sales_pipeline.csv', 'deal'],
  ['maven-crm-sales-opportunities/sales_teams.csv', '? department user'],
  ['chinook/Customer.csv', 'customer'],
  ['medusa-product-csv/exported-products-comma.csv', 'product'],
  ['vcards/John_Doe_IPHONE.vcf', 'contact'],
  ['vcards/gmail-list.vcf', 'lead'],
])('people’s own file %s holds %s', async (name, kind) => {
  expect((await told(fileAt(name))).slice(0, kind.length)).toBe(kind)
})

test('the name of the file or of the sheet settles what the headings leave open', async () => {
  const customers = fileAt('northwind-csv/customers.csv')
  expect(await told(customers)).toMatch(/^\? customer/)
  expect(await told(customers, 'customers 2026.csv')).toBe('customer')
  const people = ['姓名', '公司', '电话']
  const book = bookOf({
    sheets: [
      { name: '客户联系人', xml: rowsOf([people, ['王磊', '海岳', '13812345678']]) },
      { name: '展会线索', xml: rowsOf([people, ['李敏', '云杉', '13912345678']]) },
    ],
  })
  const by = importer(t)
  const seen = await by.upload('', book, '', 'book.xlsx')
  expect([seen.import.sheet, toldOf(seen)]).toEqual(['客户联系人', 'contact'])
  const turned = await t.as('olivia').post(`/imports/${seen.import.id}/sheet`, { sheet: '展会线索' })
  expect(turned.body.import).toMatchObject({ sheet: '展会线索', entity: 'lead', kindBy: 'headings' })
  // what a person has said stays
  await t.as('olivia').post(`/imports/${seen.import.id}/kind`, { entity: 'customer' })
  const back = await t.as('olivia').post(`/imports/${seen.import.id}/sheet`, { sheet: '客户联系人' })
  expect(back.body.import).toMatchObject({ entity: 'customer', kindBy: 'person' })
})

test('what is open is not checked until it is said, then the columns are mapped for it, and it is remembered', async () => {
  const by = importer(t)
  const bytes = csv('name,email,phone', 'Open Ltd,open@example.com,+86 138 1234 5678')
  const seen = await by.upload('', bytes)
  const refused = await t.as('olivia').post(`/imports/${seen.import.id}/check`, { mapping: seen.mapping })
  expect([refused.status, refused.body.reasons]).toEqual([422, [{ key: 'exchange.kindOpen', path: 'entity' }]])
  const chosen = (await t.as('olivia').post(`/imports/${seen.import.id}/kind`, { entity: 'lead' }))
    .body as unknown as Inspection // its schema
  expect(chosen.import).toMatchObject({ entity: 'lead', kindBy: 'person' })
  expect(chosen.mapping.map(one => one.field)).toEqual(['name', 'email', 'phone'])
  expect(await by.check(chosen)).toMatchObject({ state: 'checked', rowsOk: 1 })
  // changed once more after the check: what was checked was another kind
  const customer = (await t.as('olivia').post(`/imports/${seen.import.id}/kind`, { entity: 'customer' }))
    .body as unknown as Inspection // its schema
  expect(customer.import).toMatchObject({ state: 'inspected', rowsOk: 0 })
  await by.check(customer)
  expect(await by.run(seen.import.id)).toMatchObject({ state: 'done', rowsOk: 1 })
  const late = await t.as('olivia').post(`/imports/${seen.import.id}/kind`, { entity: 'lead' })
  expect([late.status, late.body.reasons]).toEqual([409, [{ key: 'exchange.alreadyRun' }]])
  const again = await by.upload('', csv('name,email,phone', 'Other Ltd,other@example.com,'))
  expect(again.import).toMatchObject({ entity: 'customer', kindBy: 'headings' })
  expect(again.remembered).toBe(true)
})

test('only what one may create is guessed and chosen, and only of one’s own file', async () => {
  const bytes = csv('产品编码,产品名称,规格,单位,单价', 'A,B,,件,1')
  const ann = importer(t, 'ann')
  const seen = await ann.upload('', bytes)
  expect(seen.kinds.map(one => one.entity)).not.toContain('product')
  const forbidden = await t.as('ann').post(`/imports/${seen.import.id}/kind`, { entity: 'product' })
  expect(forbidden.status).toBe(403)
  expect((await t.as('olivia').post(`/imports/${seen.import.id}/kind`, { entity: 'customer' })).status).toBe(404)
  expect((await t.as('ann').post(`/imports/${seen.import.id}/kind`, { entity: 'nothing' })).status).toBe(404)
})
