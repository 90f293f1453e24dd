import { expect, test } from 'vitest'
import {
  clearRange,
  copyText,
  fillDown,
  type GridColumn,
  nextTyped,
  parseTable,
  paste,
  rangeOf,
  readCell,
  step,
} from './lineGrid.ts'

type Line = { name: string; qty: string; rate: string; unit: string; due: string; sum: string }
const columns: GridColumn<Line>[] = [
  { key: 'name', kind: 'product', get: line => line.name, set: line => line },
  { key: 'qty', kind: 'number', get: line => line.qty, set: (line, qty) => ({ ...line, qty }) },
  { key: 'sum', kind: 'money', get: line => line.sum },
  { key: 'rate', kind: 'percent', get: line => line.rate, set: (line, rate) => ({ ...line, rate }) },
  {
    key: 'unit',
    kind: 'choice',
    get: line => line.unit,
    set: (line, unit) => ({ ...line, unit }),
    options: [{ value: 'set', label: '台' }],
  },
  { key: 'due', kind: 'date', get: line => line.due, set: (line, due) => ({ ...line, due }) },
]
const line = (qty: string): Line => ({ name: 'P', qty, rate: '100', unit: '', due: '', sum: '9' })
const lines = [line('1'), line('2'), line('3')]

test('a region from Excel is read with its quotes, line ends inside cells and the closing line end', () => {
  expect(parseTable('a\t"b ""x""\nc"\t\r\n1\t2\t3\r\n')).toEqual([
    ['a', 'b "x"\nc', ''],
    ['1', '2', '3'],
  ])
  expect(parseTable('5')).toEqual([['5']])
})

test.each([
  ['number', '1,234.50', '1234.50'],
  ['number', '１２．５', '12.5'],
  ['money', '¥1 000', '1000'],
  ['money', '.5', '0.5'],
  ['percent', '92%', '92'],
  ['number', 'abc', undefined],
  ['number', '1.2E+10', undefined],
  ['number', '', ''],
  ['choice', '台', 'set'],
  ['choice', 'box', undefined],
  ['date', '2026/7/1', '2026-07-01'],
  ['date', '2026年7月10日', '2026-07-10'],
  ['date', '2026-02-30', undefined],
] as const)('in a %s cell %j is %j', (kind, text, value) => {
  const column = columns.find(one => one.kind === kind) ?? { key: 'x', kind, get: () => '' }
  expect(readCell(column, text)).toBe(value)
})

test('a pasted region steps over what is only shown, leaves unreadable cells as they were and counts them', () => {
  const result = paste(lines, columns, { row: 1, col: 1 }, [
    ['20', '999', '80%'],
    ['x', '', '90'],
  ])
  expect(result.lines.map(one => [one.qty, one.sum, one.rate])).toEqual([
    ['1', '9', '100'],
    ['20', '9', '80'],
    ['3', '9', '90'],
  ])
  expect(result).toMatchObject({ done: 3, skipped: 1, extra: [] })
})

test('rows below the last line are handed on to be looked up', () => {
  expect(
    paste(lines, columns, { row: 2, col: 0 }, [
      ['P', '7'],
      ['Q', '8'],
    ]),
  ).toMatchObject({ extra: [['Q', '8']] })
  expect(paste(lines, columns, { row: 3, col: 0 }, [['Q', '8']])).toMatchObject({ extra: [['Q', '8']], done: 0 })
})

test('filling down takes the first row of the region, or the row above a single cell; products stay', () => {
  expect(fillDown(lines, columns, rangeOf({ row: 2, col: 1 }, { row: 0, col: 0 })).map(one => one.qty)).toEqual([
    '1',
    '1',
    '1',
  ])
  expect(fillDown(lines, columns, rangeOf({ row: 2, col: 1 }, undefined)).map(one => one.qty)).toEqual(['1', '2', '2'])
  expect(fillDown(lines, columns, rangeOf({ row: 0, col: 1 }, undefined))).toEqual(lines)
})

test('what is copied can be pasted back', () => {
  const text = copyText([{ ...line('1'), name: 'A\t"B"' }], columns, { top: 0, bottom: 0, left: 0, right: 1 })
  expect(parseTable(text)).toEqual([['A\t"B"', '1']])
})

test('clearing empties only what can be typed', () => {
  expect(clearRange(lines, columns, { top: 0, bottom: 0, left: 0, right: 3 })[0]).toEqual({ ...line(''), rate: '' })
})

test('arrows stop at the edges, the row below the last line is where new ones begin', () => {
  const size = { rows: 3, cols: 6 }
  expect(step({ row: 0, col: 0 }, 'ArrowUp', size)).toEqual({ row: 0, col: 0 })
  expect(step({ row: 2, col: 5 }, 'ArrowDown', size)).toEqual({ row: 3, col: 5 })
  expect(step({ row: 3, col: 5 }, 'ArrowRight', size)).toEqual({ row: 3, col: 5 })
  expect(step({ row: 1, col: 3 }, 'Home', size)).toEqual({ row: 1, col: 0 })
  expect(step({ row: 1, col: 3 }, 'x', size)).toBeUndefined()
})

test('Tab walks through the cells that can be typed into, over the end of the line', () => {
  expect(nextTyped({ row: 0, col: 1 }, false, columns, 3)).toEqual({ row: 0, col: 3 })
  expect(nextTyped({ row: 0, col: 5 }, false, columns, 3)).toEqual({ row: 1, col: 0 })
  expect(nextTyped({ row: 2, col: 5 }, false, columns, 3)).toEqual({ row: 3, col: 0 })
  expect(nextTyped({ row: 0, col: 0 }, true, columns, 3)).toEqual({ row: 0, col: 0 })
})
