import { type KeyboardEvent, useRef, useState } from 'react'
import { type Cell, clearRange, fillDown, type GridColumn, nextTyped, rangeOf, readCell, step } from './lineGrid.ts'

type Options<L> = {
  columns: readonly GridColumn<L>[]
  lines: readonly L[]
  onChange: (lines: L[]) => void
  readOnly: boolean
  onPick: () => void
  onHistory: ((line: L) => void) | undefined
}

export type Edit = { text: string; whole: boolean }
export type LineGrid<L> = ReturnType<typeof useLineGrid<L>>

/** The cursor, the selected region and what is being typed. */
export function useLineGrid<L>(options: Options<L>) {
  const { columns, lines, readOnly } = options
  const [at, setAt] = useState<Cell>({ row: 0, col: 0 })
  const [anchor, setAnchor] = useState<Cell>()
  const [edit, setEdit] = useState<Edit>()
  const put = useUndo(options)
  const typable = (cell: Cell): boolean =>
    !readOnly &&
    cell.row < lines.length &&
    columns[cell.col]?.set !== undefined &&
    columns[cell.col]?.kind !== 'product'
  const goTo = (cell: Cell, extend = false) => {
    setAnchor(extend ? (anchor ?? at) : undefined)
    setAt(cell)
    setEdit(undefined)
  }
  const begin = (cell: Cell, text?: string) => {
    const line = lines[cell.row]
    const column = columns[cell.col]
    if (!line || !column || !typable(cell)) return
    setAt(cell)
    setAnchor(undefined)
    setEdit({ text: text ?? column.get(line), whole: text === undefined })
  }
  /** False when the text cannot be read: the cell stays open. */
  const commit = (text: string): boolean => {
    const column = columns[at.col]
    if (!column?.set) return true
    const value = readCell(column, text)
    if (value === undefined) return false
    const { set } = column
    put(lines.map((line, row) => (row === at.row ? set(line, value) : line)))
    setEdit(undefined)
    return true
  }
  const range = rangeOf(at, anchor)
  return { at, anchor, range, edit, setEdit, goTo, begin, commit, put, typable, cancel: () => setEdit(undefined) }
}

function useUndo<L>({ lines, onChange }: Pick<Options<L>, 'lines' | 'onChange'>) {
  const past = useRef<(readonly L[])[]>([])
  return (next: L[] | 'undo') => {
    const before = next === 'undo' ? past.current.pop() : next
    if (next !== 'undo') past.current = [...past.current.slice(-49), lines]
    if (before) onChange([...before])
  }
}

/** What a key does while nothing is being typed. True when it was ours. */
export function pressKey<L>(event: KeyboardEvent, grid: LineGrid<L>, options: Options<L>): boolean {
  const { columns, lines, readOnly } = options
  const { at, range } = grid
  if (event.ctrlKey || event.metaKey || event.altKey) return pressWithMod(event, grid, options)
  if (event.key === 'Tab') {
    const next = nextTyped(at, event.shiftKey, columns, lines.length)
    if (next.row === at.row && next.col === at.col) return false
    grid.goTo(next)
    return true
  }
  const moved = step(at, event.key, { rows: readOnly ? lines.length - 1 : lines.length, cols: columns.length })
  if (moved) grid.goTo(moved, event.shiftKey)
  else if (readOnly) return false
  else if (event.key === 'Enter' || event.key === 'F2') grid.begin(at)
  else if (event.key === 'Delete' || event.key === 'Backspace') grid.put(clearRange(lines, columns, range))
  else if (event.key.length === 1 && grid.typable(at)) grid.begin(at, event.key)
  else return false
  return true
}

function pressWithMod<L>(
  event: KeyboardEvent,
  grid: LineGrid<L>,
  { columns, lines, readOnly, onPick, onHistory }: Options<L>,
): boolean {
  const key = event.key.toLowerCase()
  const line = lines[grid.at.row]
  if (event.altKey) {
    if (event.code !== 'KeyH' || !line || !onHistory) return false
    onHistory(line)
    return true
  }
  if (readOnly) return false
  if (key === 'd') grid.put(fillDown(lines, columns, grid.range))
  else if (key === 'p') onPick()
  else if (key === 'z') grid.put('undo')
  else if (key === 'backspace') grid.put(lines.filter((_, row) => row < grid.range.top || row > grid.range.bottom))
  else return false
  return true
}
