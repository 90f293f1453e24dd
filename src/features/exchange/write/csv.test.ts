import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reason } from '#kernel/refusal.ts'
import { anyText } from '#test/anyText.ts'
import type { Table } from '../exchange.schema.ts'
import { decode } from '../read/decode.ts'
import { readTable } from '../read/delimited.ts'
import { planImport } from '../read/plan.ts'
import { csvText, type ErrorFileTexts, errorHead, errorLine } from './csv.ts'
import { cellText, guard } from './guard.ts'

type Refused = { readonly line: number; readonly reasons: readonly Reason[] }
const errorFile = (table: Table, refused: readonly Refused[], words: ErrorFileTexts): string => {
  const cellsOf = (line: number) => table.rows.find(row => row.line === line)?.cells ?? []
  const lines = refused.map(one => errorLine(table.columns, { ...one, cells: cellsOf(one.line) }, words))
  return errorHead(table.columns, words) + lines.join('')
}
const readBack = (text: string): Table => {
  const decoded = decode(new TextEncoder().encode(text))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.reasons))
  expect(decoded).toMatchObject({ encoding: 'utf-8', mark: true })
  const result = readTable(decoded.text)
  if (!result.ok) throw new Error(JSON.stringify(result.reasons))
  return result.table
}

test('an export begins with a mark, ends its lines with CRLF and quotes what needs it', () => {
  expect(
    csvText(
      ['name', 'note'],
      [
        ['甲', 'a "b", c'],
        ['乙', null],
        ['丙', 'x\ny'],
      ],
    ),
  ).toBe('\ufeffname,note\r\n甲,"a ""b"", c"\r\n乙,\r\n丙,"x\ny"\r\n')
})

test('a cell that a spreadsheet would run is disarmed, a number stays a number', () => {
  for (const cell of ['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', '-1-1', '+86 131'])
    expect(guard(cell)).toBe(`'${cell}`)
  for (const cell of ['-5', '-5.20', '12', 'a=b', '', '甲']) expect(guard(cell)).toBe(cell)
  expect(csvText(['n'], [[-5], ['-5.20'], [true]])).toBe('\ufeffn\r\n-5\r\n-5.20\r\ntrue\r\n')
})

const nasty = fc.constantFrom(
  '=1',
  "'=1",
  "''5",
  "'04101",
  "'68 Ford",
  "'5",
  '="0123"',
  '"',
  '\r\n',
  '\n',
  '\t',
  ',',
  ';',
  '😀',
  '\ufeff',
  ' x ',
  "'s-Hertogenbosch",
  '-',
  '-1',
  '|',
  '#N/A',
)
const written = fc.oneof(
  nasty,
  fc.string({ unit: 'grapheme' }),
  anyText,
  fc.array(nasty, { maxLength: 5 }).map(parts => parts.join('')),
)

test('undoing the guard is exact for every text', () => {
  fc.assert(
    fc.property(written, text => cellText(guard(text)) === text),
    { numRuns: 5000 },
  )
})

test('C142 whatever text is exported is imported again, byte for byte', () => {
  const wellFormed = written.filter(text => text.isWellFormed())
  const row = fc
    .tuple(fc.stringMatching(/^[a-z]{1,5}$/), wellFormed, wellFormed, wellFormed)
    .map((cells): string[] => cells)
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), rows => {
      const table = readBack(csvText(['key', 'first', 'second', 'third'], rows))
      expect(table).toMatchObject({ delimiter: ',', headerLine: 1 })
      expect(table.rows.map(read => read.cells.map(cellText))).toEqual(rows)
    }),
    { numRuns: 1000 },
  )
})

test('the error file holds the refused rows, their line and what is wrong, in the language of the user', () => {
  const table = readBack('\ufeff名称,价格,编码\r\n甲,1,1\r\n乙,x,"=""007"""\r\n,y,=cmd\r\n')
  const fields = [
    { key: 'name', label: { en: 'Name', zh: '名称' }, kind: 'text', required: true } as const,
    { key: 'price', label: { en: 'Price', zh: '价格' }, kind: 'money' } as const,
  ]
  const { rows } = planImport(
    fields,
    table,
    [
      { column: 0, field: 'name' },
      { column: 1, field: 'price' },
    ],
    { today: '2026-11-25', zone: 'Asia/Shanghai', region: 'CN' },
  )
  const refused = rows.filter(row => row.reasons.length > 0)
  expect(errorFile(table, refused, { lang: 'zh', labels: { name: '名称' } })).toBe(
    '\ufeff名称,价格,编码,导入行号,导入问题\r\n乙,x,"=""007""",3,价格：“x”不是数字。\r\n,y,\'=cmd,4,价格：“y”不是数字。 名称：此项必填。\r\n',
  )
  const english = errorFile(
    table,
    [{ line: 2, reasons: [{ key: 'customer.taken', path: 'name', values: { other: 'C-7' } }] }],
    {
      lang: 'en',
      texts: { 'customer.taken': { en: 'Already there as {other}.', zh: '已存在：{other}。' } },
    },
  )
  expect(english).toContain('甲,1,1,2,name: Already there as C-7.\r\n')
})

test('a mended error file imports as the original would, and our columns never pile up', () => {
  const table = readBack('\ufeffname,code\r\nA,"=""007"""\r\nB,\'+86\r\nC,1,extra\r\n')
  const reasons = [{ key: 'exchange.required', path: 'name' }]
  const again = readBack(
    errorFile(
      table,
      table.rows.map(({ line }) => ({ line, reasons })),
      { lang: 'en' },
    ),
  )
  expect(again.columns.map(column => column.name)).toEqual(['name', 'code', 'Import line', 'Import problem'])
  expect(again.rows.map(row => row.cells.slice(0, 2).map(cellText))).toEqual([
    ['A', '007'],
    ['B', '+86'],
    ['C', '1'],
  ])
  expect(again.rows[2]?.cells.at(-1)).toBe('extra')
  const third = readBack(errorFile(again, [{ line: 2, reasons }], { lang: 'zh' }))
  expect(third.columns.map(column => column.name)).toEqual(['name', 'code', '导入行号', '导入问题'])
})
