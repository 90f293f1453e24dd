// What every column holds, kept with the import so that no later question opens the file again.
import type { Table } from '../exchange.schema.ts'
import { type ColumnDates, columnDateOrder } from './dates.ts'
import { type ColumnNumbers, columnNumberStyle } from './numbers.ts'
import { columnNumbers, columnValues } from './plan.ts'

export type ColumnFacts = {
  readonly index: number
  readonly name: string
  readonly named: boolean
  readonly samples: readonly string[]
  /** Distinct values with their count, commonest first; null when there are too many to list. */
  readonly values: readonly (readonly [value: string, count: number])[] | null
  /** Of the first rows: a later one may still tell. */
  readonly numbers: ColumnNumbers
  readonly dates: ColumnDates
}

const mostValues = 200
const longestValue = 100
const sampled = 2000

export const columnFacts = (table: Table): ColumnFacts[] =>
  table.columns.map(({ index, name, named }) => {
    const cells = columnValues(table, { column: index })
    const first = cells.slice(0, sampled)
    return {
      index,
      name,
      named,
      samples: samplesOf(first),
      values: distinct(cells),
      numbers: columnNumberStyle(columnNumbers(table, { column: index }).slice(0, sampled)),
      dates: columnDateOrder(first),
    }
  })

/** Three that differ tell more than the first three. */
const samplesOf = (cells: readonly string[]): string[] =>
  [...new Set(cells.map(cell => cell.trim()).filter(Boolean))].slice(0, 3).map(cell => cell.slice(0, longestValue))

function distinct(cells: readonly string[]): ColumnFacts['values'] {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    const value = cell.trim()
    if (value === '') continue
    if (value.length > longestValue) return null
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size > mostValues) return null
  }
  return [...counts].sort((a, b) => b[1] - a[1])
}
