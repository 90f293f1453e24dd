import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlannedRow } from '../exchange.schema.ts'
import { parentsFirst, together } from './order.ts'

const names = { title: 'name', above: ['parentId'] }
const row = (line: number, name: string, parentId?: string): PlannedRow => ({
  line,
  values: { name, ...(parentId !== undefined && { parentId }) },
  reasons: [],
  warnings: [],
})
const linesOf = (rows: readonly PlannedRow[]) => parentsFirst(rows, names).map(one => one.line)

test('a row that names a later one waits for it, the others keep their order', () => {
  expect(linesOf([row(2, 'Branch', 'Head'), row(3, 'Other'), row(4, 'head'), row(5, 'Last', 'Branch')])).toEqual([
    4, 2, 3, 5,
  ])
})

test('a chain of ten thousand is put in order without a stack that ends', () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => row(n + 2, `c${n}`, `c${n + 1}`))
  expect(linesOf(rows)).toEqual(rows.map(one => one.line).reverse())
})

test('rows that name each other, or themselves, lose nobody', () => {
  expect(linesOf([row(2, 'A', 'B'), row(3, 'B', 'A'), row(4, 'C', 'C')])).toHaveLength(3)
})

test('without such a field nothing moves', () => {
  const rows = [row(2, 'B', 'A'), row(3, 'A')]
  expect(parentsFirst(rows, { title: 'name', above: [] })).toEqual(rows)
})

test('no row is lost or doubled, and where no circle is, every parent stands before', () => {
  const files = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(fc.integer({ min: 0, max: 40 }))), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(files, wanted => {
      const rows = wanted.map(([name, parent], n) => row(n + 2, `c${name}`, parent === null ? undefined : `c${parent}`))
      const ordered = parentsFirst(rows, names)
      expect(ordered.map(one => one.line).sort((a, b) => a - b)).toEqual(rows.map(one => one.line))
      // a parent is of a higher number only: then there can be no circle
      const straight = rows.filter(
        one => Number(String(one.values.parentId).slice(1)) > Number(String(one.values.name).slice(1)),
      )
      const placed = parentsFirst(straight, names)
      for (const [at, one] of placed.entries()) {
        const parent = placed.findIndex(other => other.values.name === one.values.parentId)
        expect(parent).toBeLessThan(at)
      }
    }),
  )
})

test('rows of one record stand together, in the order in which each record is first told of; one without its name is alone', () => {
  const rows = ['A', 'B', 'a ', undefined, 'B', undefined].map((number, line) => ({
    line,
    values: number === undefined ? {} : { number },
    reasons: [],
    warnings: [],
  }))
  expect(together(rows, 'number').map(group => group.map(row => row.line))).toEqual([[0, 2], [1, 4], [3], [5]])
  expect(together(rows, undefined).map(group => group.length)).toEqual([1, 1, 1, 1, 1, 1])
})
