// CSV as spreadsheets in both languages open it rightly: UTF-8 with a mark, CRLF, formulas disarmed.
import type { Reason } from '#kernel/refusal.ts'
import { type Lang, render, type Texts } from '#kernel/text.ts'
import type { TableColumn } from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import { isOurs } from '../read/header.ts'
import { guard, guardAgain } from './guard.ts'

export type CsvCell = string | number | boolean | null | undefined

export function* csvLines(header: readonly string[], rows: Iterable<readonly CsvCell[]>): Generator<string> {
  yield `\ufeff${csvLine(header)}`
  for (const row of rows) yield csvLine(row)
}

export const csvText = (header: readonly string[], rows: Iterable<readonly CsvCell[]>): string =>
  [...csvLines(header, rows)].join('')

/** For exports that read their rows in pages: each line ends in CRLF. */
export const csvLine = (cells: readonly CsvCell[]): string =>
  line(cells.map(cell => (typeof cell === 'string' ? guard(cell) : String(cell ?? ''))))

// a lone empty cell is quoted, or the line would be an empty one
const line = (cells: readonly string[]): string =>
  `${cells.length === 1 && cells[0] === '' ? '""' : cells.map(quoted).join(',')}\r\n`
const quoted = (cell: string): string =>
  /[",;|\t\r\n\ufeff]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

export type RefusedRow = {
  readonly line: number
  readonly cells: readonly string[]
  readonly reasons: readonly Reason[]
}
export type ErrorFileTexts = {
  readonly lang: Lang
  /** Texts of the reasons that verbs gave, beside the importer's own. */
  readonly texts?: Texts
  /** What the user calls a field that no column fills, by its key. */
  readonly labels?: Readonly<Record<string, string>>
}

// a mended file that comes back has our two columns already
const kept = (columns: readonly TableColumn[]) => columns.filter(column => !isOurs(column.name))

/** The refused rows as they came, with their line and what is wrong: mend them and import this very file. */
export function errorHead(columns: readonly TableColumn[], { lang }: ErrorFileTexts): string {
  const own = (key: keyof typeof exchangeText): string => exchangeText[key][lang]
  const names = kept(columns).map(column => column.name)
  return `\ufeff${csvLine([...names, own('exchange.column.line'), own('exchange.column.problem')])}`
}

export function errorLine(
  columns: readonly TableColumn[],
  { line: at, cells, reasons }: RefusedRow,
  { lang, texts = {}, labels = {} }: ErrorFileTexts,
): string {
  const all: Texts = { ...texts, ...exchangeText }
  // cells beyond the header's stay, at the end, so that nothing of the row is lost
  const extra = cells.slice(columns.length)
  const problem = guard(reasons.map(reason => sentence(reason, { lang, texts: all, labels })).join(' '))
  return line([
    ...kept(columns).map(column => guardAgain(cells[column.index] ?? '')),
    String(at),
    problem,
    ...extra.map(guardAgain),
  ])
}

/** `手机：“1.2E+10”…`: the column where one is known, then the sentence. A key without a text shows itself. */
function sentence(reason: Reason, { lang, texts = {}, labels = {} }: ErrorFileTexts): string {
  const label = texts[reason.key]
  const text = label === undefined ? reason.key : render(label, lang, reason.values)
  const place = reason.values?.column ?? labels[reason.path ?? ''] ?? reason.path
  return place === undefined ? text : render(exchangeText['exchange.at'], lang, { place, text })
}
