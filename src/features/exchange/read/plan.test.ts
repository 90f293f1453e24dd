import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldKind } from '#meta/entity.ts'
import { anyText } from '#test/anyText.ts'
import type { ColumnMapping, ImportField, Table } from '../exchange.schema.ts'
import { readTable } from './delimited.ts'
import { columnValues, mappingProblems, planImport, planRows } from './plan.ts'

const options = { today: '2026-11-25', zone: 'Asia/Shanghai', region: 'CN' }
const field = (key: string, kind: FieldKind, more: Partial<ImportField> = {}): ImportField => ({
  key,
  label: { en: key, zh: key },
  kind,
  ...more,
})
const tableOf = (text: string): Table => {
  const result = readTable(text)
  if (!result.ok) throw new Error(JSON.stringify(result.reasons))
  return result.table
}
const mapping = (...fields: string[]): ColumnMapping[] => fields.map((name, column) => ({ column, field: name }))

test('C100 the preview of the first rows is the import of the first rows', () => {
  const table = tableOf('name;price\nA;2,3\nB;1,234\nC;x\nD;7\n')
  const fields = [field('name', 'text', { required: true }), field('price', 'money')]
  const whole = planImport(fields, table, mapping('name', 'price'), options)
  expect(whole.rows.map(row => row.values.price)).toEqual(['2.3', '1.234', undefined, '7'])
  expect(whole.totals).toEqual({ read: 4, valid: 3, refused: 1 })
  const preview = [...planRows(fields, table, mapping('name', 'price'), options)].slice(0, 2)
  expect(preview).toEqual(whole.rows.slice(0, 2))
})

test('C092 a bare year marks its cell, and the other rows load', () => {
  const table = tableOf('name,since\nA,2022\nB,2023-05-06\n')
  const { rows, totals } = planImport(
    [field('name', 'text'), field('since', 'date')],
    table,
    mapping('name', 'since'),
    options,
  )
  expect(rows[0]?.reasons).toEqual([
    { key: 'exchange.dateOnlyYear', path: 'since', values: { cell: '2022', column: 'since' } },
  ])
  expect(totals).toEqual({ read: 2, valid: 1, refused: 1 })
})

test('all reasons of a row come at once, with the line of the file', () => {
  const table = tableOf('name,price,since\n"two\nlines",1,2024-01-01\n,x,soon\n')
  const fields = [field('name', 'text', { required: true }), field('price', 'money'), field('since', 'date')]
  const [, second] = planImport(fields, table, mapping('name', 'price', 'since'), options).rows
  expect(second?.line).toBe(4)
  expect(second?.reasons.map(reason => [reason.path, reason.key])).toEqual([
    ['price', 'exchange.numberNot'],
    ['since', 'exchange.dateNot'],
    ['name', 'exchange.required'],
  ])
})

test('a value is mapped once for the whole column; to nothing makes the cell empty', () => {
  const table = tableOf('product,note\nGTXPro,-\nGTX Pro,x\nGTXPro,-\n')
  const swaps: ColumnMapping[] = [
    { column: 0, field: 'product', values: { GTXPro: 'GTX Pro' } },
    { column: 1, field: 'note', values: { '-': '' } },
  ]
  const { rows } = planImport([field('product', 'reference'), field('note', 'text')], table, swaps, options)
  expect(rows.map(row => row.values)).toEqual([
    { product: 'GTX Pro' },
    { product: 'GTX Pro', note: 'x' },
    { product: 'GTX Pro' },
  ])
  expect(columnValues(table, { column: 0 })).toEqual(['GTXPro', 'GTX Pro', 'GTXPro'])
})

test('the user decides an unclear column, for the column before the file', () => {
  const table = tableOf('a;b;c\n1,234;1,234;03/04/2024\n')
  const fields = [field('a', 'number'), field('b', 'number'), field('c', 'date')]
  const plan = (columns: ColumnMapping[], more = {}) =>
    planImport(fields, table, columns, { ...options, ...more }).rows[0]
  expect(plan(mapping('a', 'b', 'c'))?.reasons.map(reason => reason.key)).toEqual([
    'exchange.numberUnclear',
    'exchange.numberUnclear',
    'exchange.dateUnclear',
  ])
  const [a, b, c] = mapping('a', 'b', 'c')
  if (!a || !b || !c) throw new Error('three columns')
  expect(plan([{ ...a, numbers: 'comma' }, b, c], { numbers: 'point', dates: 'dmy' })?.values).toEqual({
    a: '1.234',
    b: '1234',
    c: '2024-04-03',
  })
})

test('an amount follows the currency of its own row', () => {
  const table = tableOf('amount,currency\n$5,USD\n$5,CNY\n￥5,\n')
  const fields = [field('amount', 'money', { currency: 'CNY', currencyFrom: 'currency' }), field('currency', 'text')]
  const { rows } = planImport(fields, table, mapping('amount', 'currency'), options)
  expect(rows.map(row => row.values.amount ?? row.reasons[0]?.key)).toEqual(['5', 'exchange.otherCurrency', '5'])
})

test('short rows are filled up, long rows and huge cells are refused', () => {
  const table = tableOf(`a,b\n1\n1,2,\n1,2,3\n${'x'.repeat(32_769)},1\n`)
  const { rows } = planImport([field('a', 'longText'), field('b', 'text')], table, mapping('a', 'b'), options)
  expect(rows.map(row => row.reasons.map(reason => reason.key))).toEqual([
    [],
    [],
    ['exchange.tooManyCells'],
    ['exchange.cellTooLong'],
  ])
})

test('a wrong mapping is told, and refuses every row', () => {
  const table = tableOf('a,b\n1,2\n')
  const fields = [field('a', 'text')]
  const wrong: ColumnMapping[] = [
    { column: 0, field: 'a' },
    { column: 1, field: 'a' },
    { column: 0, field: 'zz' },
    { column: 9, field: 'a' },
  ]
  expect(mappingProblems(fields, table.columns, wrong).map(reason => reason.key)).toEqual([
    'exchange.fieldUnknown',
    'exchange.columnUnknown',
    'exchange.fieldTwice',
    'exchange.columnTwice',
  ])
  expect(planImport(fields, table, wrong, options).totals).toEqual({ read: 1, valid: 0, refused: 1 })
  expect(mappingProblems(fields, table.columns, mapping('a'))).toEqual([])
})

test("a spreadsheet's protections are undone before the cell is read", () => {
  const table = tableOf('code,phone,note\n"=""0123""",\'13812345678,\'=SUM(A1)\n')
  const fields = [field('code', 'text'), field('phone', 'phone'), field('note', 'text')]
  expect(planImport(fields, table, mapping('code', 'phone', 'note'), options).rows[0]?.values).toEqual({
    code: '0123',
    phone: { typed: '13812345678', e164: '+8613812345678' },
    note: '=SUM(A1)',
  })
})

test('rows read are rows valid plus rows refused, whatever the file holds', () => {
  const kinds: FieldKind[] = [
    'text',
    'longText',
    'number',
    'money',
    'date',
    'instant',
    'choice',
    'multiChoice',
    'yesNo',
    'reference',
    'user',
    'phone',
    'email',
  ]
  const likely = fc.constantFrom(
    '1,234',
    '2,3',
    '2024-01-31',
    '31/12/2024',
    '45658',
    '是',
    '13812345678',
    'a@b.cn',
    '',
    '1.2E+10',
    '=1+1',
    '"',
    '\u0000',
    '-',
  )
  const cell = fc.oneof(likely, fc.string({ unit: 'grapheme' }), anyText)
  const some = fc.tuple(
    fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 6 }),
    fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 }),
  )
  fc.assert(
    fc.property(some, fc.boolean(), ([fieldKinds, cells], required) => {
      const fields = fieldKinds.map((kind, at) => field(`f${at}`, kind, { required: required && at === 0 }))
      const table: Table = {
        delimiter: ',',
        headerLine: 1,
        preamble: 0,
        blank: 0,
        columns: fields.map((one, index) => ({ index, name: one.key, named: true })),
        rows: cells.map((row, at) => ({ line: at + 2, cells: row })),
      }
      const { rows, totals } = planImport(fields, table, mapping(...fields.map(one => one.key)), options)
      expect(totals.read).toBe(cells.length)
      expect(totals.valid + totals.refused).toBe(totals.read)
      expect(rows.filter(row => row.reasons.length === 0)).toHaveLength(totals.valid)
      expect(rows.map(row => row.line)).toEqual(table.rows.map(row => row.line))
    }),
    // each run reads some twenty cells as anything: 500 of twice the size took three seconds
    { numRuns: 200 },
  )
})
