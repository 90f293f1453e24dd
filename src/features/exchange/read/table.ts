// Rows to a table: where its header stands, how wide it is, and that it is within the caps.
import {
  type Delimiter,
  importCaps,
  type Outcome,
  type Table,
  type TableColumn,
  type TableRow,
} from '../exchange.schema.ts'
import { cellText } from '../write/guard.ts'

export type ReadTable = Outcome<{ readonly table: Table }>
type HeaderPlace = {
  readonly at: number
  readonly blank: number
  readonly delimiter?: Delimiter
  readonly epoch1904?: boolean
}

/** The row at `at` is the header; -1 where there is none. */
export function tableFrom(all: readonly TableRow[], { at, blank, ...more }: HeaderPlace): ReadTable {
  const header = all[at]
  const rows = all.slice(at + 1)
  if (all.length === 0) return { ok: false, reasons: [{ key: 'exchange.fileEmpty' }] }
  if (rows.length > importCaps.rows)
    return { ok: false, reasons: [{ key: 'exchange.tooManyRows', values: { max: importCaps.rows } }] }
  const columns = columnsOf(header?.cells, rows)
  if (columns.length > importCaps.columns) {
    return {
      ok: false,
      reasons: [{ key: 'exchange.tooManyColumns', values: { max: importCaps.columns, count: columns.length } }],
    }
  }
  return {
    ok: true,
    table: { ...more, headerLine: header?.line ?? 0, columns, rows, preamble: Math.max(at, 0), blank },
  }
}

/** A header cell left empty, or a file without a header, gives the letter a spreadsheet shows. */
function columnsOf(header: readonly string[] | undefined, rows: readonly TableRow[]): TableColumn[] {
  const width =
    header === undefined ? rows.reduce((most, row) => Math.max(most, row.cells.length), 0) : trimmedWidth(header, rows)
  return Array.from({ length: width }, (_, index) => {
    const name = cellText(header?.[index] ?? '').trim()
    return { index, name: name === '' ? columnLetter(index) : name, named: name !== '' }
  })
}

/** Excel leaves empty columns at the right; they count only when some row fills them. */
function trimmedWidth(header: readonly string[], rows: readonly TableRow[]): number {
  let width = header.length
  while (
    width > 0 &&
    (header[width - 1] ?? '').trim() === '' &&
    rows.every(row => (row.cells[width - 1] ?? '').trim() === '')
  )
    width--
  return width
}

export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}
