// The spreadsheet's head, without a screen: where the cursor goes, what a pasted region or a fill does to the lines.
import { isDate } from '#kernel/clock.ts'
import { mul, sub } from '#kernel/money.ts'
import { plainNumber } from './plainNumber.ts'

export type CellKind = 'text' | 'number' | 'money' | 'percent' | 'date' | 'choice' | 'product' | 'show'

export interface GridColumn<L> {
  readonly key: string
  readonly kind: CellKind
  /** The plain value: edited, copied, pasted. */
  readonly get: (line: L) => string
  /** Without it the column is only shown. Gets a canonical value: `92`, `2026-07-10`, a choice's value. */
  readonly set?: (line: L, value: string) => L
  readonly options?: readonly { value: string; label: string }[]
}

export type Cell = { row: number; col: number }
export type Range = { top: number; bottom: number; left: number; right: number }

export const rangeOf = (at: Cell, anchor: Cell | undefined): Range => ({
  top: Math.min(at.row, anchor?.row ?? at.row),
  bottom: Math.max(at.row, anchor?.row ?? at.row),
  left: Math.min(at.col, anchor?.col ?? at.col),
  right: Math.max(at.col, anchor?.col ?? at.col),
})

export const inRange = ({ top, bottom, left, right }: Range, row: number, col: number): boolean =>
  row >= top && row <= bottom && col >= left && col <= right

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-15, 0],
  PageDown: [15, 0],
}

/** The row after the last line is where new ones are typed. */
export function step(at: Cell, key: string, size: { rows: number; cols: number }): Cell | undefined {
  const by = steps[key]
  if (by) return { row: clamp(at.row + by[0], size.rows), col: clamp(at.col + by[1], size.cols - 1) }
  if (key === 'Home') return { ...at, col: 0 }
  if (key === 'End') return { ...at, col: size.cols - 1 }
  return undefined
}

/** Tab walks through the cells that can be typed into, line after line. */
export function nextTyped<L>(at: Cell, back: boolean, columns: readonly GridColumn<L>[], rows: number): Cell {
  const by = back ? -1 : 1
  let { row, col } = at
  for (let tries = 0; tries < columns.length * 2; tries++) {
    col += by
    if (col < 0 || col >= columns.length) {
      row += by
      col = back ? columns.length - 1 : 0
    }
    if (row < 0) return at
    if (row >= rows) return { row: rows, col: 0 }
    if (columns[col]?.set) return { row, col }
  }
  return at
}

const clamp = (n: number, most: number): number => Math.max(0, Math.min(most, n))

/** Excel's clipboard: tabs and line ends, cells with either are quoted; a file may have another sign. */
export function parseTable(text: string, sign = '\t'): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const put = () => {
    rows.at(-1)?.push(cell.trim())
    cell = ''
  }
  const source = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
  for (let i = 0; i < source.length; i++) {
    const c = source[i]
    if (quoted && c === '"' && source[i + 1] === '"') {
      cell += '"'
      i++
    } else if (c === '"' && (quoted || cell === '')) quoted = !quoted
    else if (!quoted && c === sign) put()
    else if (!quoted && c === '\n') {
      put()
      rows.push([])
    } else cell += c
  }
  put()
  return rows
}

/** The canonical value of what was typed or pasted, or nothing when it cannot be read. */
export function readCell<L>(column: GridColumn<L>, text: string): string | undefined {
  const t = text.trim()
  if (column.kind === 'date') return readDate(t)
  if (column.kind === 'choice') return column.options?.find(one => one.value === t || one.label === t)?.value
  if (column.kind === 'number' || column.kind === 'money' || column.kind === 'percent') {
    const plain = plainNumber(column.kind === 'percent' ? percentIn(t) : t)
    return plain === '' || /^-?\d+(\.\d+)?$/.test(plain) ? plain : undefined
  }
  return t
}

/** `92%`, and 折 as what it takes off: 9折 is 10 %. */
function percentIn(text: string): string {
  const [, off] = /^([\d.]+)\s*折$/.exec(text.normalize('NFKC')) ?? []
  if (!off) return text.replace(/[%％]$/, '')
  return sub('100', Number(off) > 10 ? off : mul(off, '10'))
}

function readDate(text: string): string | undefined {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC'))
  if (!found) return text === '' ? '' : undefined
  const [, y = '', m = '', d = ''] = found
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDate(day) ? day : undefined
}

export type Pasted<L> = {
  lines: L[]
  done: number
  skipped: number /** Rows below the last line: new ones, to be looked up. */
  extra: string[][]
}

/** Puts a region over the lines from the cursor on; cells that are only shown are stepped over, unreadable ones stay as they were. */
export function paste<L>(
  lines: readonly L[],
  columns: readonly GridColumn<L>[],
  at: Cell,
  table: readonly (readonly string[])[],
): Pasted<L> {
  const next = [...lines]
  let done = 0
  let skipped = 0
  const fits = lines.length - at.row
  for (const [i, cells] of table.slice(0, fits).entries()) {
    const row = at.row + i
    for (const [j, text] of cells.entries()) {
      const result = putCell(next[row], columns[at.col + j], text)
      if (result.line !== undefined) next[row] = result.line
      done += result.line === undefined ? 0 : 1
      skipped += result.bad ? 1 : 0
    }
  }
  return { lines: next, done, skipped, extra: table.slice(Math.max(0, fits)).map(row => [...row]) }
}

function putCell<L>(line: L | undefined, column: GridColumn<L> | undefined, text: string): { line?: L; bad?: boolean } {
  if (line === undefined || !column) return { bad: text !== '' }
  // what is only shown was copied along with the rest; a product is looked up, not written over
  if (!column.set || column.kind === 'product') return {}
  const value = readCell(column, text)
  return value === undefined ? { bad: true } : { line: column.set(line, value) }
}

/** The first row of the range goes down through it; one cell takes the row above. */
export function fillDown<L>(lines: readonly L[], columns: readonly GridColumn<L>[], range: Range): L[] {
  const from = range.top === range.bottom ? range.top - 1 : range.top
  const source = lines[from]
  if (source === undefined) return [...lines]
  return lines.map((line, row) => {
    if (row <= from || row > range.bottom) return line
    return columns
      .slice(range.left, range.right + 1)
      .reduce(
        (now, column) => (column.set && column.kind !== 'product' ? column.set(now, column.get(source)) : now),
        line,
      )
  })
}

export function copyText<L>(lines: readonly L[], columns: readonly GridColumn<L>[], range: Range): string {
  return lines
    .slice(range.top, range.bottom + 1)
    .map(line =>
      columns
        .slice(range.left, range.right + 1)
        .map(column => quoted(column.get(line)))
        .join('\t'),
    )
    .join('\n')
}

const quoted = (text: string): string => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export function clearRange<L>(lines: readonly L[], columns: readonly GridColumn<L>[], range: Range): L[] {
  return lines.map((line, row) => {
    if (row < range.top || row > range.bottom) return line
    return columns
      .slice(range.left, range.right + 1)
      .reduce((now, column) => (column.set && column.kind !== 'product' ? column.set(now, '') : now), line)
  })
}
