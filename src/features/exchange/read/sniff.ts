// Which delimiter, which row is the header: decided on the first rows only.
import { parse } from 'csv-parse/sync'
import type { Delimiter } from '../exchange.schema.ts'
import { cellText } from '../write/guard.ts'

export const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']
const sampleLength = 64 * 1024

/** The options every reading of a file shares; `relax_quotes` keeps `5" pipe` as it is written. */
export const parseOptions = {
  bom: false,
  record_delimiter: ['\r\n', '\n', '\r'] as string[], // as: csv-parse wants a mutable list
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
} as const

export const isBlank = (cells: readonly string[]): boolean => cells.every(cell => cell.trim() === '')

export function sniffDelimiter(text: string): Delimiter {
  const sample = text.slice(0, sampleLength)
  const scored = delimiters.map(delimiter => ({ delimiter, ...agreement(sampleRows(sample, delimiter)) }))
  return scored.reduce((best, next) =>
    next.score > best.score || (next.score === best.score && next.width > best.width) ? next : best,
  ).delimiter
}

/** The share of rows that have the commonest width; a width of one says nothing. */
function agreement(rows: readonly (readonly string[])[]): { score: number; width: number } {
  const filled = rows.filter(row => !isBlank(row))
  const { width, count } = commonestWidth(filled.map(row => row.length))
  return width < 2 ? { score: 0, width } : { score: count / filled.length, width }
}

function commonestWidth(widths: readonly number[]): { width: number; count: number } {
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  return [...counts].reduce((best, [width, count]) => (count > best.count ? { width, count } : best), {
    width: 0,
    count: 0,
  })
}

function sampleRows(sample: string, delimiter: Delimiter): string[][] {
  const rows: string[][] = []
  const keep = (row: string[]): null => {
    if (rows.length < 200) rows.push(row)
    return null
  }
  try {
    parse(sample, { ...parseOptions, delimiter, on_record: keep })
  } catch {
    // the sample may end inside a quoted cell: the rows before it are enough
  }
  return rows
}

/** The index of the header among the first rows; -1 when the first full row already is data. */
export function headerIndex(rows: readonly (readonly string[])[]): number {
  const first = rows.slice(0, 100)
  const { width } = commonestWidth(first.filter(row => !isBlank(row)).map(lastFilled))
  const index = first.slice(0, 20).findIndex(row => filledCount(row) >= Math.max(1, width * 0.6))
  const row = first[index]
  if (row === undefined) return -1
  const dataLike = row.filter(cell => looksLikeData(cellText(cell))).length
  return dataLike <= filledCount(row) * 0.3 ? index : -1
}

const filledCount = (row: readonly string[]): number => row.filter(cell => cell.trim() !== '').length
const lastFilled = (row: readonly string[]): number => row.findLastIndex(cell => cell.trim() !== '') + 1

function looksLikeData(cell: string): boolean {
  // long texts make these patterns slow, and no number is that long
  if (cell.length > 80) return false
  const text = cell.normalize('NFKC').trim()
  return (
    /^[\d\s.,:/+\-¥$€%()]*\d[\d\s.,:/+\-¥$€%()]*$/.test(text) ||
    /^\S+@\S+\.\S+$/.test(text) ||
    /^\d{4}[-/]\d\d?[-/]\d\d?/.test(text)
  )
}
