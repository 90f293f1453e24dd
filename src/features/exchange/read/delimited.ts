// Text to rows, each with the line of the file where it begins.
import { CsvError, parse } from 'csv-parse/sync'
import type { Reason } from '#kernel/refusal.ts'
import { type Delimiter, importCaps, type Outcome, type TableRow } from '../exchange.schema.ts'
import { delimiters, headerIndex, isBlank, parseOptions, sniffDelimiter } from './sniff.ts'
import { type ReadTable, tableFrom } from './table.ts'

/** `headerLine`: the line of the header where the user knows better, 0 for none. */
export type TableOptions = { readonly delimiter?: Delimiter; readonly headerLine?: number }

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
