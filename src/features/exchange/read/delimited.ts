// Text to rows, each with the line of the file where it begins.
import { CsvError, parse } from 'csv-parse/sync'
import type { Reason } from '#kernel/refusal.ts'
import {
  type Delimiter,
  importCaps,
  type Outcome,
  type Table,
  type TableColumn,
  type TableRow,
} from '../exchange.schema.ts'
import { cellText } from '../write/guard.ts'
import { delimiters, headerIndex, isBlank, parseOptions, sniffDelimiter } from './sniff.ts'

/** `headerLine`: the line of the header where the user knows better, 0 for none. */
export type TableOptions = { readonly delimiter?: Delimiter; readonly headerLine?: number }
export type ReadTable = Outcome<{ readonly table: Table }>

export function readTable(text: string, options: TableOptions = {}): ReadTable {
  const hint = excelHint(text)
  const body = text.slice(hint.length)
  const delimiter = options.delimiter ?? hint.delimiter ?? sniffDelimiter(body)
  const read = readRows(body, delimiter, hint.length > 0 ? 2 : 1)
  if (!read.ok) return read
  const first = read.rows.slice(0, 100)
  const at =
    options.headerLine === undefined
      ? headerIndex(first.map(row => row.cells))
      : first.findIndex(row => row.line === options.headerLine)
  return tableFrom(read.rows, { at, delimiter, blank: read.blank })
}

/** Excel reads and writes a first line such as `sep=;`. */
function excelHint(text: string): { length: number; delimiter?: Delimiter } {
  const found = /^"?sep=(.)"?(?:\r\n|\n|\r)/i.exec(text)
  const delimiter = delimiters.find(one => one === found?.[1])
  return found === null || delimiter === undefined ? { length: 0 } : { length: found[0].length, delimiter }
}

class TooMany extends Error {}

function readRows(text: string, delimiter: Delimiter, firstLine: number): Outcome<{ rows: TableRow[]; blank: number }> {
  const rows: TableRow[] = []
  let line = firstLine
  let blank = 0
  // csv-parse's own line count takes CRLF inside quotes for two, so it is counted here
  const keep = (cells: string[]): null => {
    if (isBlank(cells)) blank++
    else rows.push({ line, cells })
    line += cells.reduce((sum, cell) => sum + lineEnds(cell), 1)
    // one row more than the cap: a header; blank lines are bounded too
    if (rows.length > importCaps.rows + 1 || blank > importCaps.rows * 5) throw new TooMany()
    return null
  }
  try {
    parse(text, {
      ...parseOptions,
      delimiter,
      on_record: keep,
      max_record_size: importCaps.cell * importCaps.columns * 2,
    })
  } catch (error) {
    return { ok: false, reasons: [fileReason(error, line)] }
  }
  return { ok: true, rows, blank }
}

const lineEnds = (cell: string): number => (/[\r\n]/.test(cell) ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0)

function fileReason(error: unknown, line: number): Reason {
  if (error instanceof TooMany) return { key: 'exchange.tooManyRows', values: { max: importCaps.rows } }
  if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')
    return { key: 'exchange.quoteNotClosed', values: { line } }
  if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
    return { key: 'exchange.rowTooLong', values: { line } }
  throw error
}

type HeaderPlace = { readonly at: number; readonly delimiter: Delimiter; readonly blank: number }

function tableFrom(all: readonly TableRow[], { at, delimiter, blank }: HeaderPlace): ReadTable {
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
    table: { delimiter, headerLine: header?.line ?? 0, columns, rows, preamble: Math.max(at, 0), blank },
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

function columnLetter(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}
