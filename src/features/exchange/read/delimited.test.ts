import { expect, test } from 'vitest'
import { readTable, type TableOptions } from './delimited.ts'

const read = (text: string, options?: TableOptions) => {
  const result = readTable(text, options)
  if (!result.ok) return result.reasons
  const { delimiter, headerLine, columns, rows } = result.table
  return {
    delimiter,
    headerLine,
    names: columns.map(column => column.name),
    rows: rows.map(row => [row.line, ...row.cells]),
  }
}
const key = (text: string) => {
  const result = readTable(text)
  return result.ok ? undefined : result.reasons
}

test.each([
  [',', 'name,amount\nA,1\nB,2\n'],
  [';', 'name;amount\nA;1,5\nB;2,5\n'],
  ['\t', 'name\tamount\nA, B and C\t1\nD, E and F\t2\n'],
  ['|', 'name|amount\nA|1\nB|2\n'],
  [',', '名称,备注\n甲,"a;b;c"\n乙,"d;e;f"\n'],
  [',', 'name\nA\nB\n'],
])('the delimiter %j is recognised', (delimiter, text) => {
  expect(read(text)).toMatchObject({ delimiter })
})

test('every row keeps the line where it begins, whatever ends the lines', () => {
  const rows = [
    [2, 'x\r\ny', '1'],
    [5, 'z', '2'],
    [6, 'w', '3'],
    [7, 'v', '4'],
  ]
  expect(read('a,b\r\n"x\r\ny",1\r\n\r\nz,2\nw,3\rv,4')).toMatchObject({ headerLine: 1, rows })
})

test('quotes, doubled quotes and a stray inch mark are read as written', () => {
  expect(read('name,size\n"Say ""hi""",5" pipe\n')).toMatchObject({ rows: [[2, 'Say "hi"', '5" pipe']] })
})

test('empty lines and rows of delimiters are no rows, and are counted', () => {
  const result = readTable('a,b\n1,2\n\n,\n , \n3,4\n')
  expect(result).toMatchObject({ ok: true, table: { blank: 3, rows: [{ line: 2 }, { line: 6 }] } })
})

test('a title above the header is skipped and counted', () => {
  const result = readTable('客户列表 2026-11-25,,\n,,\n客户名称,电话,金额\n甲,1,2\n乙,3,4\n')
  expect(result).toMatchObject({
    ok: true,
    table: { headerLine: 3, preamble: 1, blank: 1, rows: [{ line: 4 }, { line: 5 }] },
  })
})

test('a file without a header keeps its first row, under letters', () => {
  expect(read('13812345678,2024-01-01,5\n13912345678,2024-02-01,6\n')).toMatchObject({
    headerLine: 0,
    names: ['A', 'B', 'C'],
    rows: [[1], [2]].map(row => expect.arrayContaining(row)),
  })
  expect(read('甲,乙\n丙,丁\n', { headerLine: 0 })).toMatchObject({
    headerLine: 0,
    rows: [
      [1, '甲', '乙'],
      [2, '丙', '丁'],
    ],
  })
  expect(read('x,y\nname,phone\n甲,1\n', { headerLine: 2 })).toMatchObject({
    headerLine: 2,
    names: ['name', 'phone'],
    rows: [[3, '甲', '1']],
  })
})

test('same headers stay two columns, and an empty one gets its letter', () => {
  expect(read('电话,电话,\n1,2,3\n4,5,6\n')).toMatchObject({ names: ['电话', '电话', 'C'] })
  expect(read('a,b,,\n1,2,,\n')).toMatchObject({ names: ['a', 'b'] })
})

test('the hint that Excel writes is obeyed', () => {
  expect(read('sep=;\na;b\n1;2\n')).toMatchObject({ delimiter: ';', headerLine: 2, rows: [[3, '1', '2']] })
})

test('a file beyond a cap is refused with the cap', () => {
  expect(key('')).toEqual([{ key: 'exchange.fileEmpty' }])
  expect(key('\n \n')).toEqual([{ key: 'exchange.fileEmpty' }])
  expect(key(`${Array.from({ length: 201 }, (_, i) => `h${i}x`).join(',')}\n`)).toEqual([
    { key: 'exchange.tooManyColumns', values: { max: 200, count: 201 } },
  ])
  expect(key(`name\n${'a\n'.repeat(200_001)}`)).toEqual([{ key: 'exchange.tooManyRows', values: { max: 200_000 } }])
  expect(readTable(`name\n${'a\n'.repeat(200_000)}`)).toMatchObject({ ok: true })
  expect(key(`name\n${'\n'.repeat(1_000_001)}a\n`)).toEqual([{ key: 'exchange.tooManyRows', values: { max: 200_000 } }])
})

test('a quotation mark left open is refused with the line where its row begins', () => {
  expect(key('a,b\n1,2\n3,"open\n4,5\n6,7\n')).toEqual([{ key: 'exchange.quoteNotClosed', values: { line: 3 } }])
  expect(key(`a,b\n1,"${'x\n'.repeat(8_000_000)}`)).toEqual([{ key: 'exchange.rowTooLong', values: { line: 2 } }])
})
