import { expect, test } from 'vitest'
import type { GridColumn } from './lineGrid.ts'
import { decoded, filledBy, guessOf, headOf, rowsOf, tableIn } from './pasteRows.ts'

type Line = { name: string; unitQty: string; price: string; discountValue: string; taxRate: string; amount: string }
const set = (key: keyof Line) => (line: Line, value: string) => ({ ...line, [key]: value })
const column = (key: keyof Line, kind: GridColumn<Line>['kind'], title: string) => ({
  key,
  kind,
  title,
  width: 1,
  get: (line: Line) => line[key],
  ...(key !== 'amount' && { set: set(key) }),
})
const columns = [
  column('name', 'product', 'Product'),
  column('unitQty', 'number', 'Qty'),
  column('price', 'money', 'Price'),
  column('discountValue', 'percent', 'Discount %'),
  column('taxRate', 'percent', 'Tax'),
  column('amount', 'money', 'Amount'),
]
const line: Line = { name: '', unitQty: '1', price: '0', discountValue: '', taxRate: '13', amount: '' }

test.each([
  [
    ['单价（元）', '数量', '产品名称', '税率'],
    ['price', 'unitQty', 'name', 'taxRate'],
  ],
  [
    ['SKU', 'Description', 'QTY', 'Unit price *'],
    ['code', 'name', 'unitQty', 'price'],
  ],
  [
    ['序号', '货号', '数 量', '备注'],
    [null, 'code', 'unitQty', null],
  ],
  [
    ['产品', '产品', '数量'],
    ['name', null, 'unitQty'],
  ],
  [
    ['金额', '产品', '数量'],
    [null, 'name', 'unitQty'],
  ],
])('the header %j says which column is what', (row, targets) => {
  expect(headOf(row, columns)).toEqual(targets)
})

test('what is no header is none: somebody is asked', () => {
  expect(headOf(['封口机', '2', '100'], columns)).toBeUndefined()
  expect(headOf(['数量', '单价'], columns)).toBeUndefined()
  expect(
    guessOf(
      [
        ['1', '封口机', '２', '¥1,000.00'],
        ['2', '输送带', '3', '80'],
      ],
      columns,
    ),
  ).toEqual([null, 'name', 'unitQty', 'price'])
})

test('full-width digits, thousands, currency signs, per cent and 折 are read; what cannot be is counted', () => {
  const targets = ['name', 'unitQty', 'price', 'discountValue', 'taxRate']
  const [row, odd] = rowsOf(
    [
      ['封口机', '１，２００', 'RMB 1,234.50元', '9折', '１３％'],
      ['输送带', 'zwei', '8', '95折', ''],
    ],
    targets,
    columns,
  )
  expect(row && filledBy(line, row, columns)).toEqual({
    line: { ...line, unitQty: '1200', price: '1234.50', discountValue: '10', taxRate: '13' },
    bad: 0,
  })
  expect(odd && filledBy(line, odd, columns)).toMatchObject({
    line: { unitQty: '1', price: '8', discountValue: '5' },
    bad: 1,
  })
})

test('rows without a product are no lines', () => {
  expect(
    rowsOf(
      [
        ['', '2'],
        ['A', '1'],
        ['', ''],
      ],
      ['name', 'unitQty'],
      columns,
    ).map(row => row.no),
  ).toEqual([2])
})

test('a text file is read as whoever wrote it meant: UTF-8 with its mark, UTF-16, GBK', () => {
  const gbk = new Uint8Array([0xb2, 0xfa, 0xc6, 0xb7, 0x2c, 0xca, 0xfd, 0xc1, 0xbf, 0x0a, 0x41, 0x2c, 0x32])
  expect(tableIn(decoded(gbk))).toEqual([
    ['产品', '数量'],
    ['A', '2'],
  ])
  expect(tableIn(decoded(new TextEncoder().encode('\ufeff产品\t数量\r\nA\t2\r\n\r\n')))).toEqual([
    ['产品', '数量'],
    ['A', '2'],
  ])
  const wide = '产品;数量\n"A; B";2'
  const bytes = new Uint8Array([
    0xff,
    0xfe,
    ...[...wide].flatMap(sign => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]),
  ])
  expect(tableIn(decoded(bytes))).toEqual([
    ['产品', '数量'],
    ['A; B', '2'],
  ])
})
