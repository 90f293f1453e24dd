import { expect, test } from 'vitest'
import { csvOf, jsonOf } from './handout.rules.ts'
import type { WholeInvoice } from './invoice.schema.ts'

const line = {
  no: 1,
  lineKind: 'discounted',
  taxCode: '1090511030000000000',
  name: '给袋机,立式',
  spec: '=1+1',
  unit: '台',
  unitQty: '2',
  price: '44247.7876106194690',
  net: '88495.58',
  taxRate: '13',
  tax: '11504.42',
}
const buyer = {
  kind: 'company',
  name: '湖州竹溪笋业有限公司',
  taxNumber: '91330500MA2B0BXX0Y',
  address: null,
  phone: null,
  bank: null,
  account: '0330000012345678901',
  email: null,
}
const invoice = {
  number: 'KP20261126-0001',
  kind: 'normal',
  taxKind: 'special',
  currency: 'CNY',
  buyer,
  lines: [line, { ...line, no: 2, lineKind: 'discount', net: '-100', tax: '-13', unitQty: null, price: null }],
  note: '第 1 行\n第 2 行',
} as unknown as WholeInvoice // the file reads no more of an invoice than this

test('a file for a spreadsheet has one row a line, keeps long digits and is no formula', () => {
  const [head = '', first = '', second = ''] = csvOf(invoice, null).split('\r\n')
  expect(head.startsWith('\uFEFF申请单号,发票类型,')).toBe(true)
  expect(first).toContain(
    `,0330000012345678901,,被折扣,1090511030000000000,"给袋机,立式",'=1+1,台,2,44247.7876106194690,88495.58,13,11504.42,`,
  )
  expect(first).toContain('"第 1 行\n第 2 行"')
  expect(second).toContain(',折扣,')
  expect(second).toContain(',-100,13,-13,')
})

test('a file for a program says buyer, seller, lines and what a red letter takes back', () => {
  const seller = { name: '我们', taxNumber: null, address: null, phone: null, bank: null, account: null }
  const said = JSON.parse(jsonOf(invoice, seller, '26332000000000000001'))
  expect(said).toMatchObject({ seller, buyer, originalNumber: '26332000000000000001' })
  expect(said.lines[1]).toMatchObject({ no: 2, lineKind: 'discount', qty: null, net: '-100' })
})
