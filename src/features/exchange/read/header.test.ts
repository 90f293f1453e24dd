import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FieldKind } from '#meta/entity.ts'
import type { ImportField } from '../exchange.schema.ts'
import { suggestMapping } from './header.ts'

const field = (key: string, en: string, zh: string, kind: FieldKind = 'text'): ImportField => ({
  key,
  label: { en, zh },
  kind,
})
const required = (one: ImportField): ImportField => ({ ...one, required: true })
const columns = (...names: string[]) => names.map((name, index) => ({ index, name, named: true }))

const customerFields = [
  required(field('name', 'Name', '名称', 'text')),
  field('number', 'Number', '编号'),
  field('level', 'Level', '级别', 'choice'),
  field('industry', 'Industry', '行业', 'choice'),
  field('source', 'Source', '来源', 'choice'),
  field('region', 'Region', '地区'),
  field('phone', 'Phone', '电话', 'phone'),
  field('mobile', 'Mobile', '手机', 'phone'),
  field('email', 'E-mail', '邮箱', 'email'),
  field('address', 'Address', '地址'),
  field('city', 'City', '城市'),
  field('postalCode', 'Postal code', '邮编'),
  field('country', 'Country', '国家'),
  field('fax', 'Fax', '传真'),
  field('note', 'Note', '备注', 'longText'),
  field('ownerId', 'Owner', '负责人', 'user'),
]
const dealFields = [
  required(field('name', 'Name', '名称', 'text')),
  field('number', 'Number', '编号'),
  required(field('customerId', 'Customer', '客户', 'reference')),
  field('product', 'Product', '产品', 'reference'),
  required(field('stageId', 'Stage', '阶段', 'reference')),
  field('amount', 'Amount', '金额', 'money'),
  field('expectedClose', 'Expected close', '预计成交日期', 'date'),
  field('startedOn', 'Started on', '开始日期', 'date'),
  field('closedOn', 'Closed on', '关闭日期', 'date'),
  field('ownerId', 'Owner', '负责人', 'user'),
]
const mapOf = (entity: string, fields: ImportField[], ...names: string[]) => {
  const { mapped } = suggestMapping(entity, fields, columns(...names))
  return Object.fromEntries(mapped.map(one => [one.header, one.field]))
}
/** A layout's headers, as its line of the SOURCE.md lists them. */
const layout = (start: string) => {
  const source = readFileSync(new URL('../../../../test/data/layouts/SOURCE.md', import.meta.url), 'utf8')
  const line = source.split('\n').find(one => one.startsWith(`- ${start}`)) ?? ''
  return (line.split('): ')[1] ?? '').replace(/\.$/, '').split(', ')
}

test('a Chinese customer file finds its fields', () => {
  expect(mapOf('customer', customerFields, ...layout('Chinese customer import'))).toEqual({
    客户区域: 'region',
    客户类别: 'level',
    客户名称: 'name',
    客户代号: 'number',
    行业划分: 'industry',
    客户来源: 'source',
    业务负责人: 'ownerId',
    座机电话: 'phone',
    联系传真: 'fax',
    'QQ/E-mail': 'email',
    手机: 'mobile',
    公司地址: 'address',
    备注: 'note',
  })
})

test('a Chinese shop order finds what a customer has', () => {
  expect(mapOf('customer', customerFields, ...layout('Chinese shop ERP order import'))).toMatchObject({
    地址1: 'address',
    城市: 'city',
    国家二字码: 'country',
    邮编: 'postalCode',
    手机: 'mobile',
    Email: 'email',
  })
})

test('the real English headers find their fields', () => {
  expect(
    mapOf(
      'customer',
      customerFields,
      'customer_id',
      'company_name',
      'contact_name',
      'contact_title',
      'address',
      'city',
      'region',
      'postal_code',
      'country',
      'phone',
      'fax',
    ),
  ).toEqual({
    customer_id: 'number',
    company_name: 'name',
    address: 'address',
    city: 'city',
    region: 'region',
    postal_code: 'postalCode',
    country: 'country',
    phone: 'phone',
    fax: 'fax',
  })
  expect(
    mapOf(
      'deal',
      dealFields,
      'opportunity_id',
      'sales_agent',
      'product',
      'account',
      'deal_stage',
      'engage_date',
      'close_date',
      'close_value',
    ),
  ).toEqual({
    opportunity_id: 'number',
    sales_agent: 'ownerId',
    product: 'product',
    account: 'customerId',
    deal_stage: 'stageId',
    engage_date: 'startedOn',
    // for an open deal it is the expected day, too
    close_date: 'closedOn',
    close_value: 'amount',
  })
})

test('keys and labels in both languages are certain, synonyms less, endings least', () => {
  const confidence = (header: string) =>
    suggestMapping('customer', customerFields, columns(header)).mapped[0]?.confidence
  expect(
    [
      'name',
      '名称',
      'ＮＡＭＥ',
      'postalCode',
      'Postal Code*',
      '客户名称',
      'Account Name',
      '手机（必填）',
      'Billing Phone',
      'Colour',
    ].map(confidence),
  ).toEqual([1, 1, 1, 1, 1, 0.9, 0.9, 0.85, 0.5, undefined])
})

test('a key of another program is a weak hint: the name of the company is the customer', () => {
  expect(mapOf('deal', dealFields, 'customer_id', 'company_name')).toEqual({ company_name: 'customerId' })
  const alone = suggestMapping('deal', dealFields, columns('customer_id')).mapped
  expect(alone).toMatchObject([{ field: 'customerId', confidence: 0.5 }])
})

test('two columns never share a field: the surer one has it, the other is listed', () => {
  const suggested = suggestMapping('customer', customerFields, columns('公司名称', '名称', '电话', '电话', '颜色'))
  expect(suggested.mapped.map(one => [one.column, one.field])).toEqual([
    [1, 'name'],
    [2, 'phone'],
  ])
  expect(suggested.unmapped).toEqual([
    { column: 0, header: '公司名称', why: 'taken', field: 'name' },
    { column: 3, header: '电话', why: 'taken', field: 'phone' },
    { column: 4, header: '颜色', why: 'noMatch' },
  ])
})

test('required fields without a column are named, and our own error columns are left out', () => {
  const suggested = suggestMapping('deal', dealFields, columns('名称', '导入行号', '导入问题', 'Import line'))
  expect(suggested.missing).toEqual(['customerId', 'stageId'])
  expect(suggested.unmapped.map(one => one.why)).toEqual(['ours', 'ours', 'ours'])
})

test("an organisation's own field is found by its label and its synonyms", () => {
  const own: ImportField = {
    key: 'boiler',
    label: { en: 'Boiler type', zh: '锅炉型号' },
    kind: 'text',
    synonyms: ['炉型'],
  }
  expect(mapOf('customer', [...customerFields, own], 'boiler_type')).toEqual({ boiler_type: 'boiler' })
  expect(mapOf('customer', [...customerFields, own], '炉型')).toEqual({ 炉型: 'boiler' })
})
