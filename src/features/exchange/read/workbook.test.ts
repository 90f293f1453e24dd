import { expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { bookOf, bookParts, rowsOf, zipOf } from '#test/zips.ts'
import type { ColumnMapping, ImportField, Table } from '../exchange.schema.ts'
import { columnFacts } from './columns.ts'
import { readFile } from './file.ts'
import { planImport } from './plan.ts'
import { readWorkbook } from './workbook.ts'

const options = { today: '2026-11-25', zone: 'Asia/Shanghai', region: 'CN' }

async function tableOf(bytes: Uint8Array, sheet?: string): Promise<Table> {
  const read = await readFile(bytes, { sheet })
  if (!read.ok) throw new Error(JSON.stringify(read.reasons))
  return read.table
}
const cellsOf = async (bytes: Uint8Array, sheet?: string) => (await tableOf(bytes, sheet)).rows.map(row => row.cells)
async function why(bytes: Uint8Array): Promise<string> {
  const read = await readFile(bytes, {})
  return read.ok ? 'read' : (read.reasons[0]?.key ?? '')
}
function plan(table: Table, kinds: Readonly<Record<string, ImportField['kind']>>) {
  const keys = Object.entries(kinds)
  const fields = keys.map(([key, kind]): ImportField => ({ key, label: { en: key, zh: key }, kind }))
  return planImport(
    fields,
    table,
    keys.map(([field], column): ColumnMapping => ({ column, field })),
    options,
  ).rows
}
const sheet = (xml: string) => [{ name: 'One', xml }]
const styled = (v: number | string, s: number) => `<c s="${s}"><v>${v}</v></c>`

test('C091 C094 C096 a workbook of a real program keeps days, long digits and zeros in front', async () => {
  const bytes = await writeWorkbook([
    [{ value: '名称' }, { value: '日期' }, { value: '单号' }, { value: '邮编' }, { value: '数量' }, { value: '启用' }],
    [
      { value: '湖㳇镇 François 🚚' },
      { value: new Date('2025-01-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
      { value: 999032320001885, type: Number },
      { value: 4101, type: Number, format: '00000' },
      { value: 0.1 + 0.2, type: Number },
      { value: true, type: Boolean },
    ],
    [],
  ]).toBuffer()
  const table = await tableOf(bytes)
  expect(table.rows).toMatchObject([
    { line: 2, cells: ['湖㳇镇 François 🚚', '2025-01-01', '999032320001885', '04101', '0.3', 'TRUE'] },
  ])
  const [row] = plan(table, { a: 'text', b: 'date', c: 'text', d: 'text', e: 'number', f: 'yesNo' })
  expect(row).toMatchObject({
    values: { b: '2025-01-01', c: '999032320001885', d: '04101', e: '0.3', f: true },
    reasons: [],
    warnings: [],
  })
})

test('C091 a serial is the day it shows, in both systems, with or without a format', async () => {
  const head = rowsOf([['day', 'bare']])
  const row = `<row>${styled(45658, 1)}<c><v>45658</v></c></row>`
  const formats = [{ id: 14 }]
  const days = async (epoch1904: boolean) => {
    const table = await tableOf(bookOf({ sheets: sheet(head + row), formats, epoch1904 }))
    return plan(table, { day: 'date', bare: 'date' }).map(one => one.values)
  }
  expect(await days(false)).toEqual([{ day: '2025-01-01', bare: '2025-01-01' }])
  expect(await days(true)).toEqual([{ day: '2029-01-02', bare: '2029-01-02' }])
})

test('formats tell days, times and shares; the day that never was is refused', async () => {
  const formats = [
    { id: 22 },
    { id: 164, code: 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;' },
    { id: 165, code: '[$-804]h:mm AM/PM' },
    { id: 10 },
    { id: 166, code: '#,##0.00_);[Red]\\(#,##0.00\\)' },
    { id: 31 },
    { id: 14 },
  ]
  const cells = [
    styled(45658.4375, 1),
    styled(45658, 2),
    styled(0.4375, 3),
    styled(0.065, 4),
    styled(-1234.5, 5),
    styled(45658, 6),
    styled(60, 7),
    styled(59, 7),
  ]
  const book = bookOf({
    sheets: sheet(`${rowsOf([['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']])}<row>${cells.join('')}</row>`),
    formats,
  })
  const table = await tableOf(book)
  expect(table.rows[0]?.cells).toEqual([
    '2025-01-01 10:30:00',
    '2025-01-01',
    '10:30:00',
    '6.5%',
    '-1234.5',
    '2025-01-01',
    '1900-02-29',
    '1900-02-28',
  ])
  expect(
    plan(table, { a: 'instant', b: 'date', c: 'text', d: 'text', e: 'number', f: 'date', g: 'date' }),
  ).toMatchObject([
    { values: { a: '2025-01-01T02:30:00.000Z', e: '-1234.5' }, reasons: [{ key: 'exchange.dateNotReal', path: 'g' }] },
  ])
})

test('C094 digits that a spreadsheet cannot keep are warned of; those it shows with an exponent come back in full', async () => {
  const table = await tableOf(
    bookOf({
      sheets: sheet(
        `${rowsOf([['a', 'b', 'c']])}<row><c><v>1.1010119900307E+17</v></c><c><v>110101199003071233</v></c><c t="inlineStr"><is><t>110101199003071233</t></is></c></row>`,
      ),
    }),
  )
  expect(plan(table, { a: 'text', b: 'text', c: 'text' })).toMatchObject([
    {
      values: { a: '110101199003070000', b: '110101199003071233', c: '110101199003071233' },
      warnings: [
        { path: 'a', key: 'exchange.precisionLost' },
        { path: 'b', key: 'exchange.precisionLost' },
      ],
    },
  ])
})

test('the point of a number is never taken for thousands, and a text stays as it is written', async () => {
  const table = await tableOf(
    bookOf({
      sheets: sheet(
        rowsOf([
          ['n', 't'],
          [1.234, 1.234],
          [12.125, 7],
        ]),
      ),
    }),
  )
  expect(plan(table, { n: 'number', t: 'text' }).map(row => row.values)).toEqual([
    { n: '1.2340', t: '1.234' },
    { n: '12.1250', t: '7' },
  ])
  expect(columnFacts(table).map(one => [one.numbers, one.samples[0]])).toEqual([
    ['point', '1.234'],
    ['point', '1.234'],
  ])
})

test('shared, rich and escaped texts arrive whole; how one reads them stays away', async () => {
  const shared =
    '<si><t>head</t></si><si><r><t>rich </t></r><r><rPr/><t xml:space="preserve">text </t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_&#10;b &amp; c</t></si><si><t>=1+1</t></si>'
  const cells = [1, 2, 3, 4].map(at => `<c t="s"><v>${at}</v></c>`).join('')
  const book = bookOf({ sheets: sheet(`<row>${'<c t="s"><v>0</v></c>'.repeat(4)}</row><row>${cells}</row>`), shared })
  const table = await tableOf(book)
  expect(plan(table, { a: 'text', b: 'text', c: 'longText', d: 'text' }).map(row => row.values)).toEqual([
    { a: 'rich text', b: '東京', c: 'a\nb & c', d: '=1+1' },
  ])
})

test('formulas give their kept result; one without, and errors, are refused by the address of their cell', async () => {
  const rows =
    rowsOf([['sum', 'word', 'lost', 'wrong']]) +
    '<row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4" t="str"><f>"x"</f><v>x</v></c><c r="C4"><f>A1</f></c><c r="D4" t="e"><f>VLOOKUP()</f><v>#N/A</v></c></row>'
  const table = await tableOf(bookOf({ sheets: sheet(rows) }))
  expect(plan(table, { sum: 'number', word: 'text', lost: 'text', wrong: 'text' })).toMatchObject([
    {
      line: 4,
      values: { sum: '2', word: 'x' },
      reasons: [
        { key: 'exchange.formulaNoResult', path: 'lost', values: { at: 'C4' } },
        { key: 'exchange.cellErrorAt', path: 'wrong', values: { at: 'D4', cell: '#N/A' } },
      ],
    },
  ])
})

test('a title above the header, cells merged down, gaps and empty rows at the end make no rows of their own', async () => {
  const xml = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>Orders 2026</t></is></c></row>
    <row r="3"><c r="A3" t="inlineStr"><is><t>order</t></is></c><c r="B3" t="inlineStr"><is><t>item</t></is></c><c r="D3" t="inlineStr"><is><t>note</t></is></c></row>
    <row r="4"><c r="A4" t="inlineStr"><is><t>SO-1</t></is></c><c r="B4" t="inlineStr"><is><t>one</t></is></c><c r="D4" t="inlineStr"><is><t>x</t></is></c></row>
    <row r="5"><c r="B5" t="inlineStr"><is><t>two</t></is></c></row>
    <row r="6"><c r="A6" t="inlineStr"><is><t>SO-2</t></is></c><c r="B6" t="inlineStr"><is><t>three</t></is></c></row>
    <row r="900"><c r="A900" s="0"/></row></sheetData>
    <mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A4:A5"/><mergeCell ref="A6:A1048576"/></mergeCells></worksheet>`
  const table = await tableOf(bookOf({ sheets: sheet(xml) }))
  expect(table).toMatchObject({ headerLine: 3, preamble: 1, blank: 1 })
  expect(table.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
    [4, 'SO-1', 'one', '', 'x'],
    [5, 'SO-1', 'two'],
    [6, 'SO-2', 'three'],
  ])
})

test('the first sheet that is shown and holds something is read, any other by its name', async () => {
  const sheets = [
    { name: 'Hidden', xml: rowsOf([['a'], ['hidden']]), state: 'hidden' },
    { name: 'Empty', xml: '' },
    { name: 'Kunden', xml: rowsOf([['a'], ['first']]) },
    { name: '客户', xml: rowsOf([['a'], ['second']]) },
  ]
  const book = bookOf({ sheets })
  expect(await readWorkbook(book)).toMatchObject({ ok: true, sheet: 'Kunden', sheets: sheets.map(one => one.name) })
  expect(await cellsOf(book, '客户')).toEqual([['second']])
  expect(await cellsOf(book, 'Hidden')).toEqual([['hidden']])
  expect(await readWorkbook(book, 'Nope')).toMatchObject({ ok: false, reasons: [{ key: 'exchange.sheetUnknown' }] })
  expect(await readWorkbook(bookOf({ sheets: sheet('') }))).toMatchObject({ reasons: [{ key: 'exchange.fileEmpty' }] })
})

const good = { sheets: sheet(rowsOf([['a'], ['b']])) }
const damaged = (edit: (book: Buffer) => Buffer) => edit(Buffer.from(bookOf(good)))
const oldOffice = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2000)])

test.each<[string, () => Uint8Array, string]>([
  ['nothing at all', () => Buffer.alloc(0), 'exchange.fileEmpty'],
  ['an old workbook under a new name', () => oldOffice, 'exchange.bookOld'],
  [
    'a workbook with a password',
    () => Buffer.concat([oldOffice, Buffer.from('EncryptedPackage', 'utf16le')]),
    'exchange.bookEncrypted',
  ],
  ['a zip with a password', () => zipOf(bookParts(good), { flags: 1 }), 'exchange.bookEncrypted'],
  ['a workbook cut off', () => damaged(book => book.subarray(0, book.length - 200)), 'exchange.bookBroken'],
  ['only the first bytes of one', () => Buffer.from('PK\u0003\u0004xlsx'), 'exchange.bookBroken'],
  ['a part whose bytes changed', () => zipOf(bookParts(good), { sayCrc: 1 }), 'exchange.bookBroken'],
  [
    'a sheet that ends in the middle',
    () => bookOf({ sheets: sheet('<?xml version="1.0"?><worksheet><sheetData><row>') }),
    'exchange.bookBroken',
  ],
  [
    'a sheet that is no XML',
    () => bookOf({ sheets: sheet('<?xml version="1.0"?>\u0000\u0001') }),
    'exchange.bookBroken',
  ],
  ['a number that is none', () => bookOf({ sheets: sheet('<row><c><v>12abc</v></c></row>') }), 'exchange.bookBroken'],
  [
    'a text that is not there',
    () => bookOf({ sheets: sheet('<row><c t="s"><v>7</v></c></row>'), shared: '' }),
    'exchange.bookBroken',
  ],
  ['an empty zip', () => zipOf([]), 'exchange.zipNot'],
  ['a zip of a CSV', () => zipOf([{ name: 'in.csv', content: 'a\nb\n' }]), 'exchange.zipNot'],
  ['a workbook in a zip', () => zipOf([{ name: 'in.xlsx', content: bookOf(good) }]), 'exchange.zipNot'],
  [
    'another kind of workbook',
    () =>
      zipOf([
        { name: 'mimetype', content: 'x' },
        { name: 'content.xml', content: '<x/>' },
      ]),
    'exchange.bookOther',
  ],
  ['a page called .xls', () => Buffer.from('<html><table><tr><td>a</td></tr></table></html>'), 'exchange.bookOther'],
  ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 'exchange.fileBinary'],
  [
    'entities that grow',
    () =>
      bookOf({
        sheets: sheet(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${'a'.repeat(999)}"><!ENTITY b "${'&a;'.repeat(999)}">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`,
        ),
      }),
    'exchange.bookEntities',
  ],
  [
    'tags in tags without end',
    () => bookOf({ sheets: sheet(`<?xml version="1.0"?>${'<a>'.repeat(5000)}`) }),
    'exchange.bookBroken',
  ],
  [
    'more names than a workbook has',
    () => zipOf(Array.from({ length: 5001 }, (_, n) => ({ name: `x${n}`, content: '' }))),
    'exchange.bookBomb',
  ],
  [
    'too many columns',
    () => bookOf({ sheets: sheet('<row><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>') }),
    'exchange.tooManyColumns',
  ],
])('%s is refused with its reason', async (_name, bytes, key) => {
  expect(await why(bytes())).toBe(key)
})

test('a bomb is left while it unpacks, before it has filled anything', async () => {
  const spaces = Buffer.alloc(600 * 1024 * 1024, ' ')
  const bomb = bookOf({ sheets: sheet('<row/>'), more: [] })
  expect(bomb.length).toBeLessThan(10_000)
  const parts = bookParts(good).map(part =>
    part.name.includes('worksheets') ? { ...part, content: Buffer.concat([Buffer.from('<worksheet>'), spaces]) } : part,
  )
  const packed = zipOf(parts)
  expect(packed.length).toBeLessThan(1024 * 1024)
  const before = process.memoryUsage().rss
  const began = performance.now()
  expect(await why(packed)).toBe('exchange.bookBomb')
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
}, 60_000)

test('merges over all of a sheet, again and again, and formats without end are left in time', async () => {
  const rows = Array.from({ length: 3000 }, (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${n}</v></c></row>`).join(
    '',
  )
  const merges = '<mergeCell ref="A1:A1048576"/>'.repeat(10_000)
  const xml = `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`
  const began = performance.now()
  expect(await why(bookOf({ sheets: sheet(xml) }))).toBe('exchange.bookBomb')
  const formats = [{ id: 164, code: '['.repeat(500_000) }]
  expect(await why(bookOf({ sheets: sheet(rowsOf([['a'], ['b']])), formats }))).toBe('read')
  expect(performance.now() - began).toBeLessThan(8000)
})

test('the bound on all parts together holds where each alone would pass', async () => {
  const caps = { entries: 100, inflated: 3000, ratio: 200, small: 1_000_000 }
  const book = bookOf({ sheets: sheet(rowsOf(Array.from({ length: 100 }, (_, n) => [`row ${n}`]))) })
  expect(await readWorkbook(book, undefined, caps)).toMatchObject({ reasons: [{ key: 'exchange.bookBomb' }] })
  expect(await readWorkbook(book)).toMatchObject({ ok: true })
})
