// What the importer knows of a field, a table, a mapping and a planned row. Types and caps only.
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'

/** An entity's field as it is, plus what only a written file needs to be told. */
export type ImportField = Pick<Field, 'key' | 'label' | 'kind' | 'required' | 'choices' | 'synonyms'> & {
  /** What `30%` means here: 30 or 0.3. Without it a percent sign is refused. */
  readonly percent?: 'whole' | 'fraction'
  /** The currency of the amount when the row names none; a cell with another currency's sign is refused. */
  readonly currency?: string
  /** The field of the same row that names the currency. */
  readonly currencyFrom?: string
  /** Two-digit years: `past` never lies after today (births), `near` within 80 years back and 19 ahead. Without it they are refused. */
  readonly years?: 'past' | 'near'
}

export type Delimiter = ',' | ';' | '\t' | '|'
export type TableColumn = { readonly index: number; readonly name: string; readonly named: boolean }
/** `line` is the line of the file, from 1, where the row begins. Cells are as written, protections still on. */
export type TableRow = {
  readonly line: number
  readonly cells: readonly string[]
  /**
   * Of a sheet, by cell: an error, a formula without its result, a number longer than a spreadsheet keeps, a number
   * such as 1.234 whose point is certain to be the decimal one.
   */
  readonly marks?: Readonly<Record<number, CellMark>>
  /** What hangs on the record that the row makes: a picture within a card. */
  readonly files?: readonly RowFile[]
}
export type RowFile = { readonly name: string; readonly base64: string }
export type CellMark = 'error' | 'noResult' | 'long' | 'point'
export type Table = {
  /** Of a text; a sheet has none. */
  readonly delimiter?: Delimiter
  /** Of a sheet whose days are counted from 1904. */
  readonly epoch1904?: boolean
  /** 0 when the file has no header row. */
  readonly headerLine: number
  readonly columns: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  /** Lines above the header (a title), and empty rows: neither is a row read. */
  readonly preamble: number
  readonly blank: number
}

export type NumberStyle = 'point' | 'comma'
export type DateOrder = 'dmy' | 'mdy'

/** One column's way into one field. `values` replaces a written value once for the whole column. */
export type ColumnMapping = {
  readonly column: number
  readonly field: string
  readonly values?: Readonly<Record<string, string>>
  readonly numbers?: NumberStyle
  readonly dates?: DateOrder
}

export type ImportOptions = {
  /** Today and the zone of the organisation: the pure part never asks the clock. */
  readonly today: string
  readonly zone: string
  /** ISO region whose habits a phone without a country code follows, e.g. CN. */
  readonly region: string
  /** What an undecided column means; absent, its unclear cells are refused with the reason. */
  readonly numbers?: NumberStyle
  readonly dates?: DateOrder
}

export type PhoneValue = { readonly typed: string; readonly e164: string | undefined }
export type ImportValue = string | boolean | readonly string[] | PhoneValue
export type ImportValues = Readonly<Record<string, ImportValue>>

/** `reasons` empty = valid. `warnings` do not stop the row. */
export type PlannedRow = {
  readonly line: number
  readonly values: ImportValues
  readonly reasons: readonly Reason[]
  readonly warnings: readonly Reason[]
}
export type ImportTotals = { readonly read: number; readonly valid: number; readonly refused: number }

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value; readonly warning?: Reason }
  | { readonly ok: false; readonly reason: Reason }
export type Outcome<Value> =
  | ({ readonly ok: true } & Value)
  | { readonly ok: false; readonly reasons: readonly Reason[] }

export const importCaps = {
  bytes: 50 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  cell: 32 * 1024,
} as const
