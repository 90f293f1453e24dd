// Preview and import are this one function over the same rows, so what was shown is what is written.
import type { Reason } from '#kernel/refusal.ts'
import {
  type ColumnMapping,
  type ImportField,
  type ImportOptions,
  type ImportTotals,
  type ImportValue,
  importCaps,
  type Parsed,
  type PlannedRow,
  type Table,
  type TableColumn,
  type TableRow,
} from '../exchange.schema.ts'
import { cellText } from '../write/guard.ts'
import { columnDateOrder, dateOrder } from './dates.ts'
import { columnNumberStyle } from './numbers.ts'
import { columnLetter } from './table.ts'
import { type CellRules, parseCell } from './values.ts'

export type ImportPlan = { readonly rows: readonly PlannedRow[]; readonly totals: ImportTotals }

export function planImport(
  fields: readonly ImportField[],
  table: Table,
  mapping: readonly ColumnMapping[],
  options: ImportOptions,
): ImportPlan {
  const rows: PlannedRow[] = []
  const steps = planRows(fields, table, mapping, options)
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { rows, totals: step.value }
    rows.push(step.value)
  }
}

/** The same, row by row: an importer need not hold all rows at once. Returns the totals. */
export function* planRows(
  fields: readonly ImportField[],
  table: Table,
  mapping: readonly ColumnMapping[],
  options: ImportOptions,
): Generator<PlannedRow, ImportTotals, undefined> {
  const problems = mappingProblems(fields, table.columns, mapping)
  const columns = currencyFirst(mapping.flatMap(one => columnOf(one, fields, table, options)))
  const required = fields.filter(field => field.required)
  let valid = 0
  for (const row of table.rows) {
    const planned = planRow(row, { columns, required, problems, width: table.columns.length })
    if (planned.reasons.length === 0) valid++
    yield planned
  }
  return { read: table.rows.length, valid, refused: table.rows.length - valid }
}

/** What is wrong with a mapping as such; the page shows it before any row is planned. */
export function mappingProblems(
  fields: readonly ImportField[],
  columns: readonly TableColumn[],
  mapping: readonly ColumnMapping[],
): Reason[] {
  const known = new Set(fields.map(field => field.key))
  const twice = (values: readonly (string | number)[]) =>
    new Set(values.filter((value, at) => values.indexOf(value) !== at))
  return [
    ...mapping
      .filter(one => !known.has(one.field))
      .map(one => ({ key: 'exchange.fieldUnknown', path: one.field, values: { field: one.field } })),
    ...mapping
      .filter(one => columns[one.column] === undefined)
      .map(one => ({ key: 'exchange.columnUnknown', path: one.field, values: { column: one.column } })),
    ...[...twice(mapping.map(one => one.field))].map(field => ({
      key: 'exchange.fieldTwice',
      path: String(field),
      values: { field },
    })),
    ...[...twice(mapping.map(one => one.column))].map(column => ({
      key: 'exchange.columnTwice',
      values: { column: columns[Number(column)]?.name ?? String(column) },
    })),
  ]
}

/** A column's values after protection and value mapping: what the style decision and the cells both read. */
export function columnValues(table: Table, { column, values }: Pick<ColumnMapping, 'column' | 'values'>): string[] {
  const swap = swapper(values)
  return table.rows.map(row => swap(cellText(row.cells[column] ?? '')))
}

/** The same as numbers: the point of a number of a sheet is the decimal one, and with one digit more nobody doubts it. */
export const columnNumbers = (table: Table, one: Pick<ColumnMapping, 'column' | 'values'>): string[] =>
  columnValues(table, one).map((cell, at) => (table.rows[at]?.marks?.[one.column] === 'point' ? certain(cell) : cell))

const certain = (cell: string): string => cell.replace(/(\d)(%?)$/, '$10$2')

function swapper(values: ColumnMapping['values']): (cell: string) => string {
  if (values === undefined) return cell => cell
  const swaps = new Map(Object.entries(values))
  return cell => swaps.get(cell.trim()) ?? cell
}

type Column = {
  readonly index: number
  readonly name: string
  readonly field: ImportField
  readonly swap: (cell: string) => string
  readonly rules: CellRules
}

function columnOf(one: ColumnMapping, fields: readonly ImportField[], table: Table, options: ImportOptions): Column[] {
  const field = fields.find(each => each.key === one.field)
  const named = table.columns[one.column]
  if (field === undefined || named === undefined) return []
  const isNumber = field.kind === 'number' || field.kind === 'money'
  const isDate = field.kind === 'date' || field.kind === 'instant'
  const cells = isNumber ? columnNumbers(table, one) : isDate ? columnValues(table, one) : []
  const found = columnNumberStyle(isNumber ? cells : [])
  const numbers = one.numbers ?? (found === 'unclear' ? (options.numbers ?? found) : found)
  const dates = dateOrder(columnDateOrder(isDate ? cells : []), one.dates, options)
  return [
    {
      index: named.index,
      name: named.name,
      field,
      swap: swapper(one.values),
      rules: { numbers, dates, options, currency: field.currency, epoch1904: table.epoch1904 === true },
    },
  ]
}

/** A field that amounts ask for their currency is read before them. */
function currencyFirst(columns: readonly Column[]): Column[] {
  const asked = new Set(columns.map(column => column.field.currencyFrom))
  return [...columns].sort((a, b) => Number(asked.has(b.field.key)) - Number(asked.has(a.field.key)))
}

type RowRules = {
  readonly columns: readonly Column[]
  readonly required: readonly ImportField[]
  readonly problems: readonly Reason[]
  readonly width: number
}

function planRow(row: TableRow, { columns, required, problems, width }: RowRules): PlannedRow {
  const values: Record<string, ImportValue> = {}
  const reasons = [...problems, ...shapeProblems(row, width)]
  const warnings: Reason[] = []
  for (const column of columns) {
    const named = column.field.currencyFrom === undefined ? undefined : values[column.field.currencyFrom]
    const parsed = readCell(row, column, typeof named === 'string' ? named : column.rules.currency)
    const place = { path: column.field.key, column: column.name }
    if (!parsed.ok) reasons.push(placed(parsed.reason, place))
    else if (parsed.value !== undefined) values[column.field.key] = parsed.value
    if (parsed.ok && parsed.warning !== undefined) warnings.push(placed(parsed.warning, place))
  }
  const refusedPaths = new Set(reasons.map(reason => reason.path))
  const missing = required.filter(field => values[field.key] === undefined && !refusedPaths.has(field.key))
  reasons.push(...missing.map(field => ({ key: 'exchange.required', path: field.key })))
  return { line: row.line, values, reasons, warnings }
}

function readCell(
  row: TableRow,
  { field, index, swap, rules }: Column,
  currency: string | undefined,
): Parsed<ImportValue | undefined> {
  const mark = row.marks?.[index]
  const written = cellText(row.cells[index] ?? '')
  const cell = swap(written)
  // one whose meaning was said is what was said
  if (cell !== written) return parseCell(field, cell, { ...rules, currency })
  const at = `${columnLetter(index)}${row.line}`
  if (mark === 'error') return { ok: false, reason: { key: 'exchange.cellErrorAt', values: { cell, at } } }
  if (mark === 'noResult') return { ok: false, reason: { key: 'exchange.formulaNoResult', values: { at } } }
  const isNumber = field.kind === 'number' || field.kind === 'money'
  const parsed = parseCell(field, mark === 'point' && isNumber ? certain(cell) : cell, { ...rules, currency })
  if (!parsed.ok || mark !== 'long') return parsed
  return { ...parsed, warning: { key: 'exchange.precisionLost', values: { cell } } }
}

const placed = (reason: Reason, { path, column }: { path: string; column: string }): Reason => ({
  ...reason,
  path,
  values: { ...reason.values, column },
})

function shapeProblems(row: TableRow, width: number): Reason[] {
  const extra = row.cells.slice(width).some(cell => cell.trim() !== '')
  const long = row.cells.findIndex(cell => cell.length > importCaps.cell)
  return [
    ...(extra ? [{ key: 'exchange.tooManyCells', values: { count: row.cells.length, width } }] : []),
    ...(long >= 0 ? [{ key: 'exchange.cellTooLong', values: { cell: long + 1, max: importCaps.cell } }] : []),
  ]
}
